import Testing
import Unrolled

import DownhillCLI

@Suite struct ExitStatusTests {
    @Test func aFlowThatCannotBeBuiltIsAMatterOfData() {
        #expect(ExitStatus.of(FlowError.constant(name: "signs", expected: "1 or −1 in each element")) == 65)
    }
}
