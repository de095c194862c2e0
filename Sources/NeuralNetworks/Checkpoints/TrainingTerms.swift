internal import ElementwiseKernels
internal import Foundation
internal import LinearAlgebra
internal import Optimizers

/// What decides the bits of a training besides its seed, in words: the model, the rule and the data.
///
/// Two runs with equal terms, begun from the same state, end with the same weights. The number of
/// epochs is not among them: a run may be made longer.
struct TrainingTerms: Codable, Equatable, Sendable {
  /// What each is, by name.
  private(set) var words: [String: String] = [:]

  /// The terms of a call of `fit`.
  init<Scalar: RealScalar>(
    _ model: Sequential<Scalar>, setup: TrainingSetup<Scalar>, request: TrainingRequest<Scalar>,
    source: TrainingData<Scalar>, validation: TrainingData<Scalar>?
  ) throws {
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
    try addOptimizer(setup)
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
  }

  /// The rule, and each of its settings.
  private mutating func addOptimizer<Scalar: RealScalar>(_ setup: TrainingSetup<Scalar>) throws {
    var optimizer = setup.optimizer
    optimizer.learningRate = setup.compiledLearningRate
    let name = type(of: optimizer).name
    words["the optimizer"] = "\(name) with \(optimizer.moments)"
    let settings = try JSONSerialization.jsonObject(
      with: JSONEncoder.ofCheckpoints.encode(optimizer))
    for (key, value) in settings as? [String: Any] ?? [:] {
      let data = try JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
      words["\(name).\(key)"] = String(decoding: data, as: UTF8.self)
    }
  }

  private static func text(of value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder.ofCheckpoints.encode(value), as: UTF8.self)
  }

  /// One clause for each term that is another in an earlier run, such as "the batch size is 64 and
  /// was 32".
  func differences(from earlier: TrainingTerms) -> [String] {
    Set(words.keys).union(earlier.words.keys).sorted().compactMap { key in
      let (now, before) = (words[key] ?? "none", earlier.words[key] ?? "none")
      return now == before ? nil : "\(key) is \(now) and was \(before)"
    }
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

extension JSONDecoder {
  /// Reads what ``Foundation/JSONEncoder/ofCheckpoints`` writes.
  static var ofCheckpoints: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return decoder
  }
}
