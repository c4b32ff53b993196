import Tensors
import Testing
import Unrolled

import DownhillCLI

@Suite struct ExitStatusTests {
    @Test func aFlowThatCannotBeBuiltIsAMatterOfData() {
        #expect(ExitStatus.of(FlowError.constant(name: "signs", expected: "1 or −1 in each element")) == 65)
    }

    @Test func kernelsThatCannotBeUsed() {
        #expect(ExitStatus.of(BLASError.unknownCore("Skylake", runsHere: true, known: ["Haswell"])) == 64)
        #expect(ExitStatus.of(BLASError.noneRight(["Haswell: products in Float"])) == 1)
    }
}
