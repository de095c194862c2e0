import Testing

@testable import CompareOptimizers

/// What a report says of how it was measured: what holds for its problems, and nothing else.
@Suite struct MethodTests {
  private func report(_ problems: SampleProblem..., noise: Double? = nil) -> HTMLReport {
    var results = SampleComparison.results(on: problems)
    for index in results.problems.indices
    where results.problems[index].problem.kind == .function {
      results.problems[index].problem.noise = noise
    }
    return HTMLReport(results)
  }

  @Test func `of functions no weights, batches or test data are told`() {
    let report = report(.rosenbrock)
    let text = report.method.source
    for word in ["weights", "batches", "test data", "validation", "split", "noise"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(
      report.equalitySentence
        == "Equal for all: with one seed every optimizer begins at the same place, which the seed "
        + "chooses beside the usual start, up to 5% of the domain’s width away.")
    #expect(text.contains("goes below the known minimum of a function"))
    #expect(
      text.contains("Intervals and p-values hold the chance of where on a function a run begins."))
    #expect(text.contains("The one that kept the target after the fewest steps was chosen"))
    let page = report.text
    #expect(page.contains("Runs of the same seed begin at the same place, so they are compared"))
    #expect(!page.contains("see the same batches"))
  }

  @Test func `of noise is told where there is some`() {
    let noisy = report(.rosenbrock, noise: 0.1)
    #expect(noisy.equalitySentence.hasSuffix(" away, and meets the same noise on its gradient."))
    #expect(noisy.forgivenessSentence.contains("where they scatter, with noise, when"))
    #expect(noisy.chanceSentence.hasSuffix("begins and of noise."))
    #expect(noisy.text.contains("begin at the same place and meet the same noise, so they are"))
  }

  @Test func `of data no domains are told`() {
    let report = report(.digits)
    let text = report.method.source
    for word in ["domain", "known minimum", "on a function"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(
      report.equalitySentence
        == "Equal for all: with one seed every optimizer begins with the same weights and sees the "
        + "same batches in the same order.")
    #expect(text.contains(") and is reported on test data that nothing was chosen on."))
    #expect(text.contains("was chosen; the test data was not looked at."))
    #expect(text.contains("where they scatter, with mini-batches, when"))
    #expect(text.contains("the Hodges–Lehmann estimate: the median of the means of all pairs"))
  }

  @Test func `of both each is told`() {
    let report = report(.rosenbrock, .digits)
    #expect(
      report.equalitySentence.contains(
        "in the same order; on a function it begins at the same place, which the seed chooses"))
    let text = report.method.source
    #expect(text.contains("that nothing was chosen on, where there is such data."))
    #expect(
      text.contains(
        "the chance of first weights and of batches, of where on a function a run begins, and not ")
    )
    #expect(
      text.contains("was chosen, on a function the one that kept the target after the fewest"))
  }

  /// Samples that are all trained on are no test.
  @Test func `of data without a split no split is told`() throws {
    var results = SampleComparison.results(on: [.digits])
    results.problems[0].problem = try NetworkProblem<Double>.linear(
      conditionNumber: 10, ProblemBudget()
    ).description
    let text = HTMLReport(results).method.source
    #expect(!text.contains("split") && !text.contains("test data"))
    #expect(text.contains("hold the chance of first weights and of batches."))
  }
}
