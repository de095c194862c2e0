import ArgumentParser
import Testing

@testable import CompareOptimizers

@Suite struct RepeatedOptionTests {
  @Test(arguments: [
    ("--seeds 3 --quiet --seeds 4", "--seeds"), ("--rates=1e-3..1 --rates 1e-2..1", "--rates"),
    ("-o a --output b", "--output"), ("report x -o a -o b", "--output"),
    ("--quiet --quiet", "--quiet"),
  ])
  func `a second value is refused`(arguments: String, option: String) {
    let error = #expect(throws: ValidationError.self) {
      try RepeatedOption.check(arguments.split(separator: " ").map(String.init))
    }
    #expect(error?.message == "\(option) is given twice")
  }

  @Test(arguments: ["--pictures --no-pictures", "--no-pictures --seeds 3 --pictures"])
  func `a switch that is turned on and off is refused`(arguments: String) {
    let error = #expect(throws: ValidationError.self) {
      try RepeatedOption.check(arguments.split(separator: " ").map(String.init))
    }
    #expect(error?.message == "--pictures and --no-pictures contradict each other")
  }

  @Test(arguments: [
    "--no-pictures", "--no-pictures -- --pictures", "",
    "--sweep rho=0.9,0.99 --sweep epsilon=1e-8..1e-2", "--seeds 3 --search-seeds 3",
    "--epochs 1 -- --epochs", "--help --help", "translate x --from mlx --to optax",
  ])
  func `what may be given several times, and what only looks alike`(arguments: String) throws {
    try RepeatedOption.check(arguments.split(separator: " ").map(String.init))
  }
}
