import Foundation

@testable import CompareOptimizers

/// What a comparison makes of the records of a journal, wherever they come from: results that are summed up,
/// judged, and drawn.
struct JournaledResults {
  /// The records of the journal.
  let finished: [TrialJob: ComparisonResults.Trial]

  /// Makes results of two contenders on two problems, and everything that is made of them.
  ///
  /// What a comparison writes is never refused when it is read again.
  func report() {
    let problems = [Self.network, Self.function].enumerated().map { index, problem in
      results(of: problem, contenders: (0..<2).map { contender($0, on: index, problem) })
    }
    let profile = ComparisonResults.Profile(problems)
    let all = ComparisonResults(
      verdict: OverallVerdict(problems, profile: profile).result, environment: Self.environment,
      settings: .init(
        commandLine: "compare-optimizers", seeds: [1], searchSeeds: [2], reference: "RMSprop",
        clock: ""), problems: problems, profile: profile)
    do {
      let read = try ResultsJSON.decode(try ResultsJSON.encode(all))
      _ = ResultsCSV.encode(read)
      let page = HTMLReport(read)
      _ = (page.text, page.figures)
    } catch {
      fatalError("the report of a comparison cannot be read: \(error)")
    }
  }

  private func results(
    of problem: ComparisonResults.Problem, contenders: [ComparisonResults.Contender]
  ) -> ComparisonResults.ProblemResults {
    let pairings = ComparisonResults.Pairing.all(
      contenders, reference: 0, measure: problem.measure)
    return .init(
      problem: problem, contenders: contenders, pairings: pairings,
      verdict: Verdict(problem, contenders, pairings: pairings).result)
  }

  /// With the records of all jobs that are its own; one that has none is one whose run crashed.
  private func contender(
    _ index: Int, on place: Int, _ problem: ComparisonResults.Problem
  ) -> ComparisonResults.Contender {
    let jobs = finished.keys.filter { $0.problem & 1 == place && $0.contender & 1 == index }
    var trials = jobs.sorted().compactMap { finished[$0] }
    if trials.isEmpty {
      var trial = ComparisonResults.Trial(
        stage: .final, learningRate: 0.1, seed: 1, epochs: [])
      trial.failure = "there is no record of it"
      trials = [trial]
    }
    let searched = trials.filter { $0.stage == .search }.map(\.candidate)
    return .init(
      name: ["RMSprop", "Adam"][index], rule: "θ ← θ − ηg", hyperparameters: [],
      searchSpace: .init(strategy: .grid, dimensions: [], trials: searched.count, widenings: 0),
      candidates: Array(Set(searched)), chosen: trials.first { $0.stage == .final }?.candidate,
      trials: trials, measure: problem.measure)
  }

  private static let environment = ComparisonResults.Environment(
    date: Date(timeIntervalSince1970: 0), revision: "", swiftVersion: "", operatingSystem: "",
    processor: "", logicalCores: 1, instructionSet: "", blasLibrary: "", blasCore: "", threads: 1)

  private static let network = problem(
    "digits", .network, .init(measure: .accuracy, value: 0.95), samples: 300)
  private static let function = problem(
    "sphere", .function, .init(measure: .loss, value: 1e-6), samples: 0)

  private static func problem(
    _ name: String, _ kind: ComparisonResults.Problem.Kind,
    _ target: ComparisonResults.Problem.Target, samples: Int
  ) -> ComparisonResults.Problem {
    .init(
      name: name, title: name, kind: kind, source: "", data: "", trainingCount: samples,
      validationCount: samples, testCount: samples, preprocessing: "", model: "", activations: "",
      parameterCount: 2, initialization: "", loss: "", scalar: "", target: target, epochs: 2,
      stepsPerEpoch: 37, batchSize: 32, hasAccuracy: kind == .network)
  }
}
