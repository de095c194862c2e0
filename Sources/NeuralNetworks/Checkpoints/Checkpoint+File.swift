internal import DataFormats
internal import ElementwiseKernels
internal import Foundation
internal import LinearAlgebra
internal import Optimizers

/// The parts of a checkpoint that are no tensors.
private struct Record<Scalar: RealScalar>: Codable {
  let blocks: [Block]
  let optimizer: OptimizerStateHeader
  let terms: TrainingTerms
  let run: TrainingRun<Scalar>

  struct Block: Codable {
    let name: String
    let rows: Int
    let columns: Int
  }
}

/// The names in the file.
private enum Name {
  static let format = "format"
  static let version = "version"
  static let record = "training"
  static let checksum = "checksum"
  static func value(_ block: String) -> String { "parameters.\(block)" }
  static func best(_ block: String) -> String { "best.\(block)" }
  static func moment(_ moment: String) -> String { "optimizer.\(moment)" }
  static func column(_ key: String) -> String { "history.\(key)" }
}

private let checkpointFormat = "descent.checkpoint"
private let checkpointVersion = "1"

extension Checkpoint {
  /// Writes the file, whole or not at all.
  ///
  /// - Throws: ``CheckpointError/unwritable(file:reason:)``, or
  ///   ``CheckpointError/notFinite(file:block:moment:)``: nobody would go on from there, and in the
  ///   end it would push out those from which one can.
  func write(to file: String) throws(CheckpointError) {
    if let (block, moment) = nonFinitePlace {
      throw .notFinite(file: file, block: block, moment: moment)
    }
    do {
      let bytes = try encoded()
      try AtomicFile.write(bytes, to: file)
    } catch let error as DataFormatError {
      throw CheckpointError(writing: file, error)
    } catch {
      throw .unwritable(file: file, reason: "\(error)")
    }
  }

  /// The bytes of the file, of which the last eight are the checksum of all others.
  private func encoded() throws -> [UInt8] {
    var arrays: [String: NumericArray] = [:]
    for block in blocks {
      arrays[Name.value(block.name)] = NumericArray(values.span, of: block)
      arrays[Name.best(block.name)] = run.bestWeights.map { NumericArray($0.span, of: block) }
    }
    for (index, moment) in optimizerState.moments.enumerated() {
      arrays[Name.moment(moment)] = optimizerState.withMoment(at: index) {
        NumericArray($0, shape: [$0.count])
      }
    }
    for (key, values) in run.history.columns {
      arrays[Name.column(key)] = NumericArray(values.span, shape: [values.count])
    }
    // Arrays of bytes come last in the file, and this is the only one.
    arrays[Name.checksum] = NumericArray(
      elementType: .uint8, shape: [checksumSize], bytes: [UInt8](repeating: 0, count: checksumSize))
    let record = Record(
      blocks: blocks.map { .init(name: $0.name, rows: $0.rows, columns: $0.columns) },
      optimizer: optimizerState.header, terms: terms, run: run)
    let metadata = [
      Name.format: checkpointFormat, Name.version: checkpointVersion,
      Name.record: String(
        decoding: try JSONEncoder.ofCheckpoints.encode(record), as: UTF8.self),
    ]
    var encoded = Safetensors.fileBytes(of: arrays, metadata: metadata)
    let end = encoded.count - checksumSize
    encoded.replaceSubrange(end..., with: checksumBytes(of: encoded.span.extracting(0..<end)))
    return encoded
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: ``CheckpointError`` when the file cannot be read, its checksum or content is wrong, or
  ///   it holds scalars of another type.
  public init(contentsOf file: String) throws(CheckpointError) {
    let bytes: [UInt8]
    do throws(DataFormatError) {
      bytes = try fileBytes(contentsOf: file)
    } catch {
      throw CheckpointError(reading: file, error)
    }
    try self.init(contentsOf: bytes, file: file)
  }

  /// Reads the bytes of a checkpoint.
  ///
  /// - Throws: As ``init(contentsOf:)``.
  init(contentsOf bytes: [UInt8], file: String) throws(CheckpointError) {
    let end = max(0, bytes.count - checksumSize)
    guard
      Array(bytes[end...]) == checksumBytes(of: bytes.span.extracting(0..<end))
    else { throw Self.damaged(file, "its checksum is not that of its content") }
    let tensors: Safetensors
    do throws(DataFormatError) {
      tensors = try Safetensors(contentsOf: bytes, name: file)
    } catch {
      throw Self.damaged(file, error.problem.description)
    }
    // Of however many there are.
    let metadata = tensors.header.metadata(
      named: [Name.format, Name.version, Name.record])
    guard metadata[Name.format] == checkpointFormat,
      let version = metadata[Name.version], let text = metadata[Name.record]
    else { throw Self.damaged(file, "it is no checkpoint") }
    guard version == checkpointVersion else { throw .version(file: file, found: version) }
    guard text.isStreamSafeJSON else {
      throw Self.damaged(
        file, "its metadata has more than 30 combining marks in a row, or is no JSON")
    }
    let record: Record<Scalar>
    do {
      record = try LeanJSONDecoder.decode(Record<Scalar>.self, from: Array(text.utf8))
    } catch {
      throw Self.damaged(file, "its metadata cannot be read: \(Self.words(of: error))")
    }
    try self.init(file, record, tensors)
  }

  /// What keeps the record from being read, in a few words.
  private static func words(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    return error.wordsOnJSON + (error.reasonOnJSON.map { ": \($0)" } ?? "")
  }

  /// Puts the parts together.
  private init(
    _ file: String, _ record: Record<Scalar>, _ tensors: Safetensors
  ) throws(CheckpointError) {
    let scalar = "\(Scalar.self)"
    if let found = record.terms["the scalar type"], found != scalar {
      throw .differs(
        file: file, differences: ["the scalar type is \(scalar) and was \(found)"])
    }
    // Read twice, an array would take more memory than its file.
    for names in [record.blocks.map(\.name), record.optimizer.moments] {
      let arrays = tensors.names.count
      guard names.count <= arrays else {
        throw Self.damaged(file, "it speaks of \(names.count) arrays and has \(arrays)")
      }
      guard Set(names).count == names.count else {
        throw Self.damaged(file, "\(names) are not all different")
      }
    }
    let blocks = try Self.blocks(of: record, in: file)
    let count = blocks.last?.range.upperBound ?? 0
    func values(_ name: (String) -> String) throws(CheckpointError) -> AlignedBuffer<Scalar> {
      try Self.read(
        blocks.map { (name($0.name), [$0.rows, $0.columns], $0.range) }, from: tensors, in: file)
    }
    var moments: [AlignedBuffer<Scalar>] = []
    for moment in record.optimizer.moments {
      moments.append(
        try Self.read([(Name.moment(moment), [count], 0..<count)], from: tensors, in: file))
    }
    guard record.optimizer.count == count,
      let state = OptimizerState(record.optimizer, moments: moments)
    else { throw Self.damaged(file, "the state of its optimizer contradicts itself") }
    var run = record.run
    let hasBest = tensors.names.contains { $0.hasPrefix(Name.best("")) }
    run.history = try Self.history(of: run, tensors, in: file)
    run.bestWeights = hasBest ? try values(Name.best) : nil
    if let fault = run.fault { throw Self.damaged(file, fault) }
    self.init(
      file: file, blocks: blocks, values: try values(Name.value), optimizerState: state,
      demands: MomentDemands(), terms: record.terms, run: run)
  }

  private static func history(
    of run: TrainingRun<Scalar>, _ tensors: Safetensors, in file: String
  ) throws(CheckpointError) -> History {
    let prefix = Name.column("")
    let names = tensors.names.filter { $0.hasPrefix(prefix) }
    // Of two such columns, one would be lost.
    if let found = EquivalentNames(among: names) { throw damaged(file, found.description) }
    let keys = names.map { String($0.dropFirst(prefix.count)) }
    // Before anything is made for as many epochs as the record promises.
    guard run.epoch >= 1,
      keys.allSatisfy({ tensors[Name.column($0)]?.shape == [run.epoch - 1] }),
      let history = try History(
        keys: keys, count: run.epoch - 1,
        column: { (key) throws(CheckpointError) -> AlignedBuffer<Double> in
          let count = run.epoch - 1
          return try read([(Name.column(key), [count], 0..<count)], from: tensors, in: file)
        })
    else { throw damaged(file, "its history is not that of the epochs before \(run.epoch)") }
    return history
  }

  /// The blocks, each behind its predecessor.
  private static func blocks(
    of record: Record<Scalar>, in file: String
  ) throws(CheckpointError) -> [ParameterBlock] {
    var blocks: [ParameterBlock] = []
    var end = 0
    for block in record.blocks {
      let start = end
      let (size, tooLarge) = block.rows.multipliedReportingOverflow(by: block.columns)
      let (sum, tooMany) = start.addingReportingOverflow(size)
      guard block.rows >= 0, block.columns >= 0, !tooLarge, !tooMany else {
        throw damaged(file, "'\(block.name)' cannot be \(block.rows)×\(block.columns)")
      }
      end = sum
      blocks.append(
        ParameterBlock(
          name: block.name, rows: block.rows, columns: block.columns, range: start..<end))
    }
    return blocks
  }

  /// Reads arrays into ranges that lie one behind the other.
  private static func read<Element: RealScalar>(
    _ arrays: [(name: String, shape: [Int], range: Range<Int>)], from tensors: Safetensors,
    in file: String
  ) throws(CheckpointError) -> AlignedBuffer<Element> {
    // What is not there is found before anything is allocated for it.
    for (name, shape, _) in arrays {
      let found = tensors[name]
      guard found?.shape == shape, found?.elementType == Element.arrayElementType else {
        throw damaged(file, "it has no '\(name)' of \(Element.self) with the shape \(shape)")
      }
    }
    var values = AlignedBuffer<Element>(zeros: arrays.last?.range.upperBound ?? 0)
    do throws(DataFormatError) {
      var target = values.mutableSpan
      for (name, _, range) in arrays {
        var part = target.slice(range)
        try tensors.read(name, into: &part)
      }
    } catch {
      throw damaged(file, error.problem.description)
    }
    return values
  }

  private static func damaged(_ file: String, _ reason: String) -> CheckpointError {
    .damaged(file: file, reason: reason)
  }
}

extension RealScalar {
  /// The type as files name it.
  fileprivate static var arrayElementType: ElementType {
    scalarKind == .float32 ? .float32 : .float64
  }
}

extension NumericArray {
  fileprivate init<Scalar: RealScalar>(_ values: Span<Scalar>, of block: ParameterBlock) {
    self.init(values.extracting(block.range), shape: [block.rows, block.columns])
  }

  fileprivate init<Scalar: RealScalar>(_ values: Span<Scalar>, shape: [Int]) {
    self.init(
      elementType: Scalar.arrayElementType, shape: shape,
      bytes: ElementwiseKernels.bytes(of: values))
  }
}

/// The bytes of a checksum.
private let checksumSize = 8

private func checksumBytes(of content: Span<UInt8>) -> [UInt8] {
  bytes(of: [checksum(of: content)].span)
}
