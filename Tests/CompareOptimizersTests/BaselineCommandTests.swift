import Testing

@testable import CompareOptimizers

/// The built program in a continuous integration: an earlier result decides how it ends.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct BaselineCommandTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  @Test func `a baseline ends with a failure when an optimizer has become clearly worse`() throws {
    let arguments = ["--seeds", "8", "--optimizers", "sgd:rate=0.1", "--quiet"]
    let good = try BuiltCommand.run(
      arguments + ["--epochs", "5", "-o", "good"], in: scratch.path)
    #expect(good.status == 0)
    let same = try BuiltCommand.run(
      arguments + ["--epochs", "5", "-o", "again", "--baseline", "good"], in: scratch.path)
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output.contains("the same with every seed"))
    let worse = try BuiltCommand.run(
      [
        "--seeds", "8", "--optimizers", "sgd:rate=0.001", "--quiet", "--epochs", "5", "-o", "worse",
        "--baseline", "good/results.json",
      ], in: scratch.path)
    #expect(worse.status == 1)
    #expect(worse.errors == "error: clearly worse than the baseline in 2 of 2 comparisons\n")
    #expect(worse.output.contains("\nSGD on digits: test accuracy "))
    // The next comparison would hold itself against the regression.
    try scratch.expectFailure(
      arguments + ["--epochs", "5", "-o", "good", "--baseline", "good/results.json"],
      saying: "the --baseline good/results.json lies there and would be replaced", status: 1)
    // What cannot be compared is refused before anything is trained.
    try scratch.expectFailure(
      arguments + ["--epochs", "6", "-o", "other", "--baseline", "good"],
      saying: "epochs 5 then, 6 now", status: 1)
    #expect(try scratch.names == ["again", "good", "worse"])
  }
}
