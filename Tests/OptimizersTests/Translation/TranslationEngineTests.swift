import Optimizers
import TestSupport
import Testing

/// Translations against the engines that ran them.
struct TranslationEngineTests {
  private let fixture = TranslationFixture.shared

  /// What was run is what we print, for every engine, and nothing more.
  @Test(arguments: TranslationFixture.shared.cases)
  func `the calls are those that ran`(testCase: TranslationFixture.Case) throws {
    let translation = try Translation(parsing: testCase.source)
    #expect(translation.engine == testCase.engine)
    for engine in TranslationFixture.engines where engine != testCase.engine {
      #expect(
        translation.call(in: engine) == testCase.calls[engine.rawValue], "\(engine.title)")
    }
  }

  @Test(arguments: TranslationFixture.shared.cases)
  func `our rule and all engines go the same way`(testCase: TranslationFixture.Case) throws {
    let rule = try Translation(parsing: testCase.source).optimizer
    let (half, end) = ourValues(rule)
    #expect(testCase.runs.count == testCase.calls.count)
    for run in testCase.runs {
      #expect(
        isClose(half, run.half.values, absolute: testCase.tolerance), "\(run.engine), half way")
      #expect(isClose(end, run.end.values, absolute: testCase.tolerance), "\(run.engine)")
    }
  }

  @Test(arguments: TranslationFixture.shared.cases)
  func `translated calls are read back`(testCase: TranslationFixture.Case) throws {
    for (name, call) in testCase.calls where !call.contains("chain") {
      let translation = try Translation(parsing: call)
      #expect(translation.engine == Engine(rawValue: name))
      let (_, end) = ourValues(translation.optimizer)
      let expected = try #require(testCase.results[name]?["20"]).values
      #expect(isClose(end, expected, absolute: testCase.tolerance), "\(call)")
    }
  }

  @Test(arguments: TranslationFixture.shared.cases)
  func `states go on where an engine stopped`(testCase: TranslationFixture.Case) throws {
    let rule = try Translation(parsing: testCase.source).optimizer
    try checkStates(rule, of: testCase)
  }

  private func checkStates(
    _ rule: some Optimizer, of testCase: TranslationFixture.Case
  ) throws {
    let runs = testCase.runs.filter { [.pytorch, .keras, .timm].contains($0.engine) }
      .filter { $0.engine != .timm || testCase.engine == .timm }
    for run in runs {
      let arrays = try #require(run.half.state)
      let saved = EngineState(step: 10, arrays: arrays, numbers: run.half.numbers ?? [:])
      var state = try OptimizerState(saved, of: run.engine, for: rule)
      // A rule without moments leaves no count behind.
      if arrays.isEmpty { state = rule.makeState(count: run.half.values.count) }
      for other in runs {
        let exported = try state.exported(to: other.engine, for: rule)
        let expected = try #require(other.half.state)
        #expect(exported.arrays.keys.sorted() == expected.keys.sorted())
        for (name, values) in expected {
          let scale = values.map(\.magnitude).max() ?? 0
          #expect(
            isClose(exported.arrays[name] ?? [], values, absolute: 1e-13 * scale),
            "\(run.engine) to \(other.engine): \(name)")
        }
        for (name, number) in other.half.numbers ?? [:] {
          #expect(isClose([exported.numbers[name] ?? .nan], [number], absolute: 1e-8))
        }
      }
      var values = run.half.values
      follow(rule, from: &values, steps: 10..<20, state: &state)
      #expect(
        isClose(values, run.end.values, absolute: testCase.tolerance), "on from \(run.engine)")
    }
  }

  private func ourValues(_ rule: some Optimizer) -> (half: [Double], end: [Double]) {
    var values = fixture.initial
    var state = rule.makeState(for: values)
    follow(rule, from: &values, steps: 0..<10, state: &state)
    let half = values
    follow(rule, from: &values, steps: 10..<20, state: &state)
    return (half, values)
  }
}
