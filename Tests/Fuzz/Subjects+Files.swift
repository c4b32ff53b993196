import Foundation
import Tensors

/// Files that a user hands to one command.
extension Subject {
    /// Signals and starts in NPY, solved and sent through a network.
    static func arrays() throws -> [Subject] {
        let (signals, dictionaries) = (try corpus("npy"), try corpus("dictionary"))
        let network = try corpus("safetensors")[2]
        let solvers = ["certified", "ista", "fista", "admm"]
        return [
            Subject(name: "npy", seeds: signals) { seed, damaged, folder in
                try damaged.write(to: folder.appendingPathComponent("X.npy"))
                try dictionaries[damaged.count % 2].bytes.write(to: folder.appendingPathComponent("D.npy"))
                return solve(in: folder, solver: "certified")
            } check: {
                try outputIsFinite($0)
            },
            Subject(name: "dictionary", seeds: dictionaries) { seed, damaged, folder in
                try damaged.write(to: folder.appendingPathComponent("D.npy"))
                try signals[damaged.count % 2].bytes.write(to: folder.appendingPathComponent("X.npy"))
                return solve(in: folder, solver: solvers[damaged.count % solvers.count])
            } check: {
                try outputIsFinite($0)
            },
            Subject(name: "starts", seeds: [.init(name: "apply.npy", bytes: signals[0].bytes)]) {
                seed, damaged, folder in
                try damaged.write(to: folder.appendingPathComponent("X.npy"))
                try network.bytes.write(to: folder.appendingPathComponent("network.safetensors"))
                return apply(in: folder)
            } check: {
                try outputIsFinite($0)
            },
        ]
    }

    /// LISTA networks.
    static func networks() throws -> Subject {
        let signals = try corpus("npy")[0]
        return Subject(name: "safetensors", seeds: try corpus("safetensors")) { seed, damaged, folder in
            try damaged.write(to: folder.appendingPathComponent("network.safetensors"))
            try signals.bytes.write(to: folder.appendingPathComponent("X.npy"))
            return apply(in: folder)
        } check: {
            try outputIsFinite($0)
        }
    }

    /// Profiles, frozen plans, and assignments on the command line.
    static func settings() throws -> [Subject] {
        [
            Subject(name: "yaml", seeds: try corpus("yaml")) { seed, damaged, folder in
                let profile = folder.appendingPathComponent("profile.yml")
                try damaged.write(to: profile)
                return ["plan", "--profile", profile.path, "--output", folder.appendingPathComponent("out").path]
            },
            Subject(name: "plan", seeds: try corpus("plan")) { seed, damaged, folder in
                let plan = folder.appendingPathComponent("plan.json")
                try damaged.write(to: plan)
                // A worker would have to train what a plan that is still right asks for.
                return ["status", "--plan", plan.path, "--output", folder.appendingPathComponent("out").path]
            },
            Subject(name: "set", seeds: try corpus("assignments")) { seed, damaged, folder in
                // No argument of a process holds a zero byte.
                let text = String(decoding: damaged.filter { $0 != 0 }, as: UTF8.self)
                return ["plan", "--set", text, "--output", folder.appendingPathComponent("out").path]
            },
        ]
    }

    private static func solve(in folder: URL, solver: String) -> [String] {
        let path = { (name: String) in folder.appendingPathComponent(name).path }
        return [
            "solve", "--dictionary", path("D.npy"), "--input", path("X.npy"), "--alpha", "0.5", "--solver", solver,
            "--output", path("Y.npy"),
        ]
    }

    private static func apply(in folder: URL) -> [String] {
        let path = { (name: String) in folder.appendingPathComponent(name).path }
        return ["apply", "--network", path("network.safetensors"), "--input", path("X.npy"), "--output", path("Y.npy")]
    }

    private static func outputIsFinite(_ folder: URL) throws -> String? {
        let output: Matrix<Double> = try NPY.read(folder.appendingPathComponent("Y.npy").path)
        return (0..<output.count).allSatisfy { output.pointer[$0].isFinite }
            ? nil : "exit 0, and numbers that are not finite"
    }
}
