internal import ElementwiseKernels
internal import Foundation
internal import LinearAlgebra
internal import Optimizers

/// What decides the bits of a training besides its seed, in words: the model, the rule and the data.
///
/// Two runs with equal terms, begun from the same state, end with the same weights. The number of
/// epochs is not among them: a run may be made longer.
struct TrainingTerms: Equatable, Sendable {
  /// One of them, such as "the batch size" and "32".
  struct Term: Equatable, Sendable {
    let name: String
    let words: String
  }

  /// All, ordered by name; a dictionary would take up to seven times the bytes of short ones in a file.
  private let terms: [Term]

  /// Puts terms in order.
  init(_ terms: [Term]) {
    self.terms = terms.sorted { $0.name < $1.name }
  }

  /// The terms of a call of `fit`.
  init<Scalar: RealScalar>(
    _ model: Sequential<Scalar>, setup: TrainingSetup<Scalar>, request: TrainingRequest<Scalar>,
    source: TrainingData<Scalar>, validation: TrainingData<Scalar>?
  ) throws {
    var words = try Self.words(of: setup)
    words["the scalar type"] = "\(Scalar.self)"
    words["the input"] = "\(model.inputSize) columns"
    for (index, layer) in model.layers.enumerated() {
      words["layer \(index + 1)"] =
        "\(layer.kind) \(layer.details) with \(model.sizes[index + 1]) outputs"
    }
    for block in model.parameters.blocks {
      words["'\(block.name)'"] = "\(block.rows)×\(block.columns)"
    }
    if model.layers.contains(where: { $0.isRandom }) {
      words["the seed of random layers"] = "\(setup.seed)"
    }
    words["the schedule"] = try setup.schedule.map { try Self.text(of: $0) }
    words["the loss"] = setup.loss.name + (setup.loss.isFromLogits ? " from logits" : "")
    words["the list of metrics"] = "\(setup.metrics.map(\.name))"
    words["the batch size"] = "\(request.batchSize)"
    words["shuffling"] = "\(request.shuffles)"
    words["the data"] = source.terms
    words["the validation data"] = validation?.terms
    words["the search for what is not finite"] = request.onNonFinite.map {
      if case .skip(let limit, _) = $0 { "skipping at most \(limit) in a row" } else { "stopping" }
    }
    words["early stopping"] = request.earlyStopping.map {
      "by \($0.monitor), patience \($0.patience), delta \($0.minimumDelta), "
        + ($0.restoresBestWeights ? "restoring the best" : "restoring nothing")
    }
    words["reduceOnPlateau"] = request.reduceOnPlateau.map {
      "by \($0.monitor), factor \($0.factor), patience \($0.patience), delta \($0.minimumDelta), "
        + "cooldown \($0.cooldown), minimum \($0.minimum), \($0.convention.rawValue)"
    }
    self.init(words.map { Term(name: $0, words: $1) })
  }

  /// The rule, and each of its settings.
  private static func words<Scalar: RealScalar>(
    of setup: TrainingSetup<Scalar>
  ) throws -> [String: String] {
    var optimizer = setup.optimizer
    optimizer.learningRate = setup.compiledLearningRate
    let name = type(of: optimizer).name
    var words = ["the optimizer": "\(name) with \(optimizer.moments)"]
    let settings = try JSONSerialization.jsonObject(
      with: JSONEncoder.ofCheckpoints.encode(optimizer))
    for (key, value) in settings as? [String: Any] ?? [:] {
      let data = try JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
      words["\(name).\(key)"] = String(decoding: data, as: UTF8.self)
    }
    return words
  }

  private static func text(of value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder.ofCheckpoints.encode(value), as: UTF8.self)
  }

  /// What is said of a term; nil where there is none of the name.
  subscript(name: String) -> String? { terms.first { $0.name == name }?.words }

  /// One clause for each term that is another in an earlier run, such as "the batch size is 64 and
  /// was 32".
  func differences(from earlier: TrainingTerms) -> [String] {
    func take(_ name: String, from terms: inout ArraySlice<Term>) -> String {
      guard terms.first?.name == name else { return "none" }
      return terms.removeFirst().words
    }
    var (now, before) = (terms[...], earlier.terms[...])
    var differences: [String] = []
    while let name = [now.first?.name, before.first?.name].compactMap(\.self).min() {
      let (new, old) = (take(name, from: &now), take(name, from: &before))
      if new != old { differences.append("\(name) is \(new) and was \(old)") }
    }
    return differences
  }
}

extension TrainingTerms: Codable {
  /// An object: a member for each term.
  private enum CodingKeys: String, CodingKey { case words }

  private struct Name: CodingKey {
    let stringValue: String
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
    var intValue: Int? { nil }
  }

  init(from decoder: any Decoder) throws {
    let words = try decoder.container(keyedBy: CodingKeys.self)
      .nestedContainer(keyedBy: Name.self, forKey: .words)
    self.init(
      try words.allKeys.map {
        Term(name: $0.stringValue, words: try words.decode(String.self, forKey: $0))
      })
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    var words = container.nestedContainer(keyedBy: Name.self, forKey: .words)
    for term in terms { try words.encode(term.words, forKey: Name(stringValue: term.name)) }
  }
}

extension TrainingData {
  /// How many samples there are, and a checksum of all that is in them.
  fileprivate var terms: String {
    var sum = features.mapped == nil ? checksum(of: features.elements) : 0
    let file = features.mapped.map { ", \($0.contentTerms)" } ?? ""
    sum = checksum(of: labels.span, seed: sum)
    sum = checksum(of: targets.span, seed: sum)
    sum = checksum(of: weights.span, seed: sum)
    return "\(count) samples with checksum \(String(sum, radix: 16))\(file)"
  }
}

extension JSONEncoder {
  /// Equal values give equal text, and numbers that JSON lacks have names.
  static var ofCheckpoints: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return encoder
  }
}
