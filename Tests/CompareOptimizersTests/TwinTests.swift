import ArgumentParser
import Descent
import Testing

@testable import CompareOptimizers

/// Two contenders are twins exactly when their updates have the same bits.
@Suite struct TwinTests {
  /// Every rule with every convention, and with settings that make some of them alike.
  private static let contenders: [ContenderSpecification] = {
    let conventions = [
      "rmsprop": RMSprop.Convention.all.map(\.name), "sgd": SGD.Convention.all.map(\.name),
      "adam": Adam.Convention.all.map(\.name), "adamw": AdamW.Convention.all.map(\.name),
      "nadam": NAdam.Convention.all.map(\.name), "adamax": Adamax.Convention.all.map(\.name),
      "adagrad": Adagrad.Convention.all.map(\.name),
      "adadelta": Adadelta.Convention.all.map(\.name), "lion": Lion.Convention.all.map(\.name),
    ]
    let settings = [
      "", ":epsilon=1e-7", ":rho=0.9:epsilon=1e-7", ":momentum=0.9",
      ":rho=0.9:epsilon=1e-7:momentum=0.9", ":rho=0.9:epsilon=1e-7:momentum=0.9:centered",
      ":rho=0.9:epsilon=1e-7:centered", ":momentum=0.9:nesterov", ":decay=0", ":decay=0.1",
      ":epsilon=1e-7:decay=0.1", ":epsilon=1e-7:amsgrad",
    ]
    return ContenderSpecification.words.flatMap { word in
      (conventions[word]?.map { ":convention=" + $0 } ?? [""]).flatMap { convention in
        settings.compactMap { try? ContenderSpecification(parsing: word + convention + $0) }
      }
    }
  }()

  /// Where some steps lead, from gradients of several sizes that grow, shrink and turn.
  private static func end(of optimizer: some Optimizer) -> [UInt64] {
    var theta: [Double] = [1.5, -0.25, 3e-3, -8, 0.125]
    var state = optimizer.makeState(for: theta)
    for factor in [1.0, -0.5, 2, 0.1, 0.1, -0.03, 0.7] {
      let gradient = [2.0, -3e-2, 1e-4, 5e-7, -0.6].map { $0 * factor }
      optimizer.update(&theta, gradient: gradient, state: &state)
    }
    return theta.map(\.bitPattern)
  }

  @Test func `twins make the same updates, and others do not`() throws {
    let contenders = Self.contenders
    let ends = contenders.map { contender in
      func end(_ optimizer: some Optimizer) -> [UInt64] { Self.end(of: optimizer) }
      return end(contender.optimizer(for: .init(learningRate: 0.01)))
    }
    var (twins, others) = (0, 0)
    for index in contenders.indices {
      for other in 0..<index {
        let isTwin = contenders[index].isTwin(of: contenders[other], in: SearchProtocol())
        #expect(
          isTwin == (ends[index] == ends[other]),
          "\(contenders[other].name) and \(contenders[index].name): \(isTwin)")
        if isTwin { twins += 1 } else { others += 1 }
      }
    }
    #expect(contenders.count > 100 && twins > 50 && others > 1_000, "\(twins), \(others)")
  }
}
