import ArgumentParser
import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct SearchProtocolTests {
  private func contender(_ text: String) throws -> ContenderSpecification {
    try ContenderSpecification(parsing: text)
  }

  @Test func `the usual grid has twelve rates, half a decade apart`() throws {
    let rates = SearchProtocol().candidates(for: try contender("rmsprop")).map(\.learningRate)
    #expect(
      rates == [1e-5, 3.2e-5, 1e-4, 3.2e-4, 1e-3, 3.2e-3, 0.01, 0.032, 0.1, 0.32, 1, 3.2])
  }

  @Test func `widenings go on where the range ended`() throws {
    let search = SearchProtocol(trials: 3, rates: .init(lower: 0.01, upper: 1))
    let sgd = try contender("sgd")
    func rates(_ widenings: Int, _ isDownward: Bool) -> [Double] {
      search.addition(for: sgd, after: widenings, isDownward: isDownward).map(\.learningRate)
    }
    #expect(rates(0, true) == [1e-3, 1e-4])
    #expect(rates(1, true) == [1e-5, 1e-6])
    #expect(rates(0, false) == [10, 100])
    // Of a coarse grid by a decade at a time: by its own steps two widenings would end at 9.8e-17.
    let coarse = SearchProtocol(trials: 3)
    let widened = (0..<2).flatMap {
      coarse.addition(for: sgd, after: $0, isDownward: true).map(\.learningRate)
    }
    #expect(widened == [1e-6, 1e-7, 1e-8, 1e-9])
    #expect(
      coarse.addition(for: sgd, after: 0, isDownward: false).map(\.learningRate) == [32, 320])
    let given = try contender("sgd:rate=1")
    #expect(search.addition(for: given, after: 0, isDownward: true).isEmpty)
  }

  @Test(arguments: ["1e-30..1e30", "1e-30..1e-29", "1e29..1e30"], [2, 3, 12])
  func `whatever is widened, a Float holds it`(range: String, trials: Int) throws {
    let rates = try #require(try RateRange(parsing: range, option: "--rates"))
    for strategy in [ComparisonResults.SearchSpace.Strategy.grid, .random] {
      let search = SearchProtocol(trials: trials, rates: rates, strategy: strategy)
      let sgd = try contender("sgd")
      var all = search.candidates(for: sgd)
      for widenings in 0..<10 {
        for isDownward in [true, false] {
          all += search.addition(for: sgd, after: widenings, isDownward: isDownward)
        }
      }
      let held = all.map { Float($0.learningRate) }
      #expect(held.allSatisfy { $0.isNormal && $0 > 0 }, "\(held)")
    }
  }

  @Test func `a range is said to be widened as often as it could be`() throws {
    let search = SearchProtocol(
      trials: 2, rates: .init(lower: 1e-30, upper: 1e30), strategy: .grid, mostWidenings: 10)
    let results = ComparisonTests.run(
      try ComparisonTests.plan("sgd,adam", problems: "sphere", search: search, seeds: 1))
    for contender in results.problems[0].contenders {
      // Down to 1e-37, by two rates at a time: 1e-38 is nothing that a Float holds.
      #expect(contender.searchSpace.widenings == 4 && contender.candidates.count == 2 + 7)
    }
  }

  @Test func `random candidates share their rates, and each contender has as many`() throws {
    let search = SearchProtocol(
      trials: 40, strategy: .random,
      sweeps: [try Sweep(parsing: "rho=0.9,0.99"), try Sweep(parsing: "epsilon=1e-8..1e-2")])
    let rmsprop = search.candidates(for: try contender("rmsprop"))
    let sgd = search.candidates(for: try contender("sgd"))
    #expect(rmsprop.count == 40 && sgd.count == 40)
    #expect(rmsprop.map(\.learningRate) == sgd.map(\.learningRate))
    #expect(sgd.allSatisfy { $0.settings.isEmpty })
    #expect(rmsprop.allSatisfy { $0.settings.map(\.name) == ["epsilon", "rho"] })
    #expect(Set(rmsprop.map { $0.settings[1].value }) == [0.9, 0.99])
    let epsilons = rmsprop.map { $0.settings[0].value }
    #expect(epsilons.allSatisfy { $0 >= 1e-8 && $0 <= 1e-2 })
    // Evenly on a logarithmic scale: about half below the middle, 1e-5 (12 to 28 with p > 0.99).
    #expect((12...28).contains(epsilons.count { $0 < 1e-5 }))
    #expect(rmsprop.allSatisfy { $0.learningRate >= 1e-5 && $0.learningRate <= 3.2 })
    #expect(try search.candidates(for: contender("rmsprop")) == rmsprop)
  }

  @Test func `an optimizer takes the settings of its candidate`() throws {
    let candidate = ComparisonResults.Candidate(
      learningRate: 0.5,
      settings: [.init(name: "epsilon", value: 0.25), .init(name: "rho", value: 0.75)])
    for word in ["rmsprop", "sgd", "adam", "adamw", "adagrad", "adadelta", "yogi", "lion"] {
      let contender = try contender(word)
      let optimizer = contender.optimizer(for: candidate)
      #expect(optimizer.learningRate == 0.5)
      let mirror = Mirror(reflecting: optimizer)
      func value(_ name: String) -> Double? {
        mirror.children.first { $0.label == name || $0.label == "_" + name }?.value as? Double
      }
      if contender.searchedSettings.contains(.epsilon) { #expect(value("epsilon") == 0.25) }
      if contender.searchedSettings.contains(.rho) { #expect(value("rho") == 0.75) }
    }
  }

  @Test func `a formula has the terms that are searched`() throws {
    let sweeps = [try Sweep(parsing: "momentum=0,0.9"), try Sweep(parsing: "epsilon=1e-8,1e-2")]
    let search = SearchProtocol(trials: 2, strategy: .random, sweeps: sweeps)
    func formula(_ text: String) throws -> String {
      let contender = try contender(text)
      return contender.formula(searching: search.settingsSearched(of: contender))
    }
    #expect(try formula("sgd") == contender("sgd:momentum=0.9").formula)
    #expect(try formula("rmsprop") == contender("rmsprop:momentum=0.9").formula)
    // One engine moves ε into the root when there is momentum, and two begin elsewhere than at 0.
    #expect(try contender("rmsprop:convention=tfKerasLegacy").formula.contains("(√v + ε)"))
    #expect(try formula("rmsprop:convention=tfKerasLegacy").contains("√(v + ε)"))
    #expect(try formula("rmsprop:convention=timm").hasPrefix("v ← ρv + (1−ρ)g², v₀ = 1\n"))
    // Without momentum where it is given as 0, or where nothing is searched.
    #expect(try formula("sgd:momentum=0") == "θ ← θ − ηg")
    #expect(try formula("sgd:rate=0.1") == "θ ← θ − ηg")
    #expect(try contender("sgd").formula == "θ ← θ − ηg")
    let plan = ComparisonPlan(
      problems: try ProblemCatalogue.list("sphere", .small), contenders: [try contender("sgd")],
      search: search, finalSeeds: 1, searchSeeds: 1, reference: 0, workers: 1, commandLine: "")
    #expect(ComparisonTests.run(plan).problems[0].contenders[0].rule.contains("b ← μb + g"))
  }

  @Test(arguments: [
    ("rho", "--sweep is written as"), ("rho=", "--sweep is written as"),
    ("roh=0.9", "did you mean 'rho'?"), ("rho=0.9,x", "rho cannot be 'x'"),
    ("rho=0.9,1", "rho cannot be 1; it is a number 0 or more, and below 1"),
    ("momentum=1.5", "momentum cannot be 1.5"),
    ("epsilon=-1", "epsilon cannot be -1"), ("epsilon=1e-2..1e-8", "the smaller one first"),
    ("epsilon=0..1", "two ends above 0"), ("rho=nan", "rho cannot be 'nan'"),
    ("rho=0.9,0.9", "--sweep rho lists 0.9 twice"),
    ("epsilon=1e-8,1e-2,0.00000001", "--sweep epsilon lists 1e-8 twice"),
  ])
  func `sweeps at fault`(text: String, message: String) {
    let error = #expect(throws: ValidationError.self) { try Sweep(parsing: text) }
    #expect("\(error.map(String.init(describing:)) ?? "")".contains(message), "\(text)")
  }
}

@Suite struct NearestWordTests {
  @Test(arguments: [
    ("rmsprop", "rmsprop", 0), ("rmsprp", "rmsprop", 1), ("rmspropp", "rmsprop", 1),
    ("rsmprop", "rmsprop", 1), ("rmsbrop", "rmsprop", 1), ("", "sgd", 3), ("sgd", "adam", 4),
  ])
  func `distances are those of Damerau`(left: String, right: String, distance: Int) {
    #expect(NearestWord.distance(left, right) == distance)
    #expect(NearestWord.distance(right, left) == distance)
  }

  @Test func `only a near word is suggested`() {
    let words = ["rmsprop", "sgd", "adam"]
    #expect(NearestWord.nearest(to: "RMSpro", among: words) == "rmsprop")
    #expect(NearestWord.nearest(to: "sdg", among: words) == "sgd")
    #expect(NearestWord.nearest(to: "newton", among: words) == nil)
    #expect(
      NearestWord.unknown("optimizer", "adm", among: words)
        == "unknown optimizer 'adm'; did you mean 'adam'? (there are rmsprop, sgd, adam)")
  }
}
