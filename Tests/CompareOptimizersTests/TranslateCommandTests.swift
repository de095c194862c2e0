import Foundation
import Testing

@testable import CompareOptimizers

/// `compare-optimizers translate` in a process of its own.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct TranslateCommandTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func translate(_ arguments: String...) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(
      ["translate"] + arguments, in: scratch.path,
      with: ["LC_ALL": "C.UTF-8", "COLUMNS": "80"])
  }

  @Test func `one engine`() throws {
    let outcome = try translate("torch.optim.RMSprop(lr=0.01, momentum=0.9)", "--to", "optax")
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(
      outcome.output == """
        Descent
          RMSprop(learningRate: 0.01, rho: 0.99, epsilon: 1e-08, momentum: 0.9,
            convention: .pytorch)

        Optax
          optax.chain(optax.scale_by_rms(decay=0.99, eps=1e-08, eps_in_sqrt=False),
            optax.trace(decay=0.9), optax.scale_by_learning_rate(0.01))

        """)
  }

  @Test func `all engines, in 80 columns`() throws {
    let outcome = try translate("RMSprop(0.01, 0.9, momentum=0.9)", "--from", "keras")
    #expect(outcome.status == 0 && outcome.errors == "")
    for title in ["Descent", "PyTorch", "TensorFlow 1", "Optax", "MLX", "Flux", "MXNet"] {
      #expect(outcome.output.contains("\n\(title)\n") || outcome.output.hasPrefix("\(title)\n"))
    }
    #expect(!outcome.output.contains("\nKeras\n"))
    #expect(outcome.output.contains("nearest, NOT the same"))
    let longest = outcome.output.split(separator: "\n")
      .filter { !$0.contains("RmsPropConfig") }.map(\.count).max()
    #expect((longest ?? 99) <= 80)
  }

  @Test func `a terminal without Unicode`() throws {
    let outcome = try BuiltCommand.run(
      ["translate", "keras.optimizers.Adam()"], in: scratch.path,
      with: ["LC_ALL": "C", "COLUMNS": "80"])
    #expect(outcome.status == 0)
    #expect(outcome.output.allSatisfy(\.isASCII) && !outcome.output.contains("?"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [
    (
      ["torch.optim.RMSprop(alpah=1)"],
      "torch.optim.RMSprop has no 'alpah'; did you mean 'alpha'? (it has lr, alpha"
    ),
    (["torch.optim.RMSprop(beta=1)"], "torch.optim.RMSprop has no 'beta'; it has lr, alpha"),
    (
      ["torch.optim.RMSprp(lr=0.01)"],
      "unknown optimizer 'RMSprp' of PyTorch; did you mean 'RMSprop'? (there are RMSprop"
    ),
    (["RMSprop()", "--from", "pytroch"], "unknown engine 'pytroch'; did you mean 'pytorch'?"),
    (["torch.optim.RMSprop(alpha=1)"], "alpha must be at least 0 and below 1, but is 1.0"),
    (["RMSprop()"], "'RMSprop' does not say whose it is"),
    (["torch.optim.RMSprop(lr 0.1)"], "params must be what is to be moved"),
    (["keras.optimizers.RMSprop()", "--from", "pytorch"], "is of Keras, but the engine named is"),
    (["RMSprop()", "--from", "jax"], "unknown engine 'jax'; there are pytorch, keras"),
    (["keras.optimizers.SGD()", "--to", "jax"], "unknown engine 'jax'"),
    (["torch.optim.RMSprop(lr=0.1"], "',' or ')' expected at column 27"),
    (["mlx.optimizers.Adamax(0.1)"], "unknown optimizer 'Adamax' of MLX"), ([], "call"),
  ])
  func `arguments at fault`(arguments: [String], message: String) throws {
    let outcome = try BuiltCommand.run(["translate"] + arguments, in: scratch.path)
    #expect(outcome.status == 64 && outcome.output == "")
    #expect(outcome.errors.hasPrefix("error: ") && outcome.errors.hasSuffix("\n"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }
}
