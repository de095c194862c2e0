import Descent
import Foundation
import TestSupport
import Testing

/// Every format, exchanged in both directions with the programs that it is for, bit for bit; models by
/// what they predict.
///
/// `Scripts/check-interchange.sh` prints a table of it. What is not installed is skipped, with a message.
@Suite(.serialized) struct InterchangeTests {
  private static let hasNumPy = Python.missing(["numpy"]).isEmpty
  private static let hasPandas = hasNumPy && Python.missing(["pandas"]).isEmpty
  private static let hasSafetensors = hasNumPy && Python.missing(["safetensors"]).isEmpty
  private static let hasPyTorch = hasSafetensors && Python.missing(["torch"]).isEmpty
  private static let hasKeras = hasPyTorch && Python.missing(["keras"]).isEmpty

  // MARK: Counterparties

  @Test(.enabled(if: hasNumPy, "NumPy is not installed"), arguments: ["npy", "npz", "CSV", "IDX"])
  func numPy(format: String) throws { try exchange(format, "NumPy") }

  @Test(.enabled(if: hasPandas, "pandas is not installed"), arguments: ["CSV"])
  func pandas(format: String) throws { try exchange(format, "pandas") }

  @Test(.enabled(if: hasSafetensors, "safetensors is not installed"), arguments: ["safetensors"])
  func safetensors(format: String) throws { try exchange(format, "safetensors") }

  @Test(.enabled(if: hasPyTorch, "PyTorch is not installed"), arguments: ["safetensors"])
  func pyTorch(format: String) throws { try exchange(format, "PyTorch") }

  @Test(
    .enabled(if: hasPyTorch, "PyTorch is not installed"), arguments: ["state_dict, safetensors"])
  func modelsOfPyTorch(format: String) throws { try exchange(format, "PyTorch") }

  @Test(
    .enabled(if: hasKeras, "Keras on PyTorch is not installed"),
    arguments: ["weights, npz", "weights, safetensors"])
  func modelsOfKeras(format: String) throws { try exchange(format, "Keras") }

  // MARK: Both directions

  private func exchange(_ format: String, _ counterparty: String) throws {
    let isModel = format.contains(",")
    try note(format, counterparty, "read") { folder in
      try run("make", format, counterparty, folder)
      if isModel { try readModels(in: folder) } else { try readArrays(format, in: folder) }
    }
    try note(format, counterparty, "written") { folder in
      if isModel {
        try writeModels(String(format.split(separator: ", ")[1]), counterparty, in: folder)
      } else {
        try writeArrays(format, counterparty, in: folder)
      }
      try run("check", format, counterparty, folder)
    }
  }

  /// Adds a line to the table, where one is wanted.
  private func note(
    _ format: String, _ counterparty: String, _ direction: String,
    _ body: (RunFolder) throws -> Void
  ) throws {
    let folder = RunFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    var result = "same"
    do {
      try body(folder)
    } catch {
      result = "FAILED"
      Issue.record("\(format), \(counterparty), \(direction): \(error)")
    }
    guard let table = ProcessInfo.processInfo.environment["INTERCHANGE_TABLE"] else { return }
    let way = direction == "read" ? "read" : "write"
    let before = (try? String(contentsOfFile: table, encoding: .utf8)) ?? ""
    try (before + "\(format)\t\(counterparty)\t\(way)\t\(result)\n")
      .write(toFile: table, atomically: true, encoding: .utf8)
  }

  private struct Fault: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  private func run(
    _ action: String, _ format: String, _ counterparty: String, _ folder: RunFolder
  ) throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    let script = Python.script("Interchange/exchange.py", besides: tests)
    let (status, message) = try Python.run([script, action, format, counterparty, folder.path])
    if status != 0 { throw Fault(message) }
  }

  // MARK: Arrays

  /// A file and its arrays, as `exchange.py` has them.
  private struct Entry: Codable {
    struct Array: Codable {
      var type: String
      var shape: [Int]
      var bytes: Data
    }

    var file: String
    var arrays: [String: Array]
  }

  private func array(_ described: Entry.Array) throws -> NumericArray {
    guard let type = ElementType(rawValue: described.type) else {
      throw Fault("type \(described.type)")
    }
    return NumericArray(elementType: type, shape: described.shape, bytes: [UInt8](described.bytes))
  }

  private func readArrays(_ format: String, in folder: RunFolder) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("index.json")))
    let entries = try JSONDecoder().decode([Entry].self, from: data)
    if entries.isEmpty { throw Fault("there are no files") }
    for entry in entries {
      let path = folder.path(entry.file)
      var found: [String: NumericArray] = [:]
      switch format {
      case "npy": found[""] = try NumericArray(contentsOfNPY: path)
      case "npz":
        let file = try NPZ(contentsOf: path)
        for name in file.names { found[name] = try file.array(name) }
      case "safetensors":
        let file = try Safetensors(contentsOf: path)
        for name in file.names { found[name] = try file.array(name) }
      case "CSV":
        found[""] =
          entry.arrays[""]?.type == "float32"
          ? NumericArray(try Matrix<Float>(contentsOfCSV: path))
          : NumericArray(try Matrix<Double>(contentsOfCSV: path))
      default: found[""] = try IDXArray(contentsOf: path).numericArray
      }
      if try found != entry.arrays.mapValues(array) { throw Fault("\(entry.file) reads otherwise") }
    }
  }

  /// Random bits of every type.
  private func arrays() -> [String: NumericArray] {
    var generator = SeededGenerator(seed: 9)
    var arrays: [String: NumericArray] = [:]
    for type in ElementType.allCases {
      for shape in [[3, 4], [7], [2, 0, 3], [2, 3, 4]] {
        let bytes = (0..<shape.reduce(type.byteCount, *)).map { _ in
          UInt8.random(in: 0...(type == .bool ? 1 : 255), using: &generator)
        }
        arrays["\(type) \(shape)"] = NumericArray(elementType: type, shape: shape, bytes: bytes)
      }
    }
    return arrays
  }

  private func writeArrays(
    _ format: String, _ counterparty: String, in folder: RunFolder
  ) throws {
    var entries: [Entry] = []
    func add(_ file: String, _ arrays: [String: NumericArray]) -> String {
      entries.append(
        Entry(
          file: file,
          arrays: arrays.mapValues {
            .init(type: $0.elementType.rawValue, shape: $0.shape, bytes: Data($0.bytes))
          }))
      return folder.path(file)
    }
    let all = arrays()
    let ofNumPy = all.filter { $0.value.elementType != .bfloat16 }
    switch format {
    case "npy":
      for (name, array) in ofNumPy {
        try array.write(toNPY: add("\(name).npy", ["": array]))
        try array.write(toNPY: add("\(name) F.npy", ["": array]), order: .columnMajor)
        try array.write(toNPY: add("\(name) B.npy", ["": array]), byteOrder: .bigEndian)
      }
    case "npz": try NPZ.write(ofNumPy, to: add("arrays.npz", ofNumPy))
    case "safetensors":
      let theirs = (counterparty == "PyTorch" ? all : ofNumPy)
        .filter { $0.value.elementType != .complex128 }
      try Safetensors.write(
        theirs, metadata: ["format": "pt"], to: add("arrays.safetensors", theirs))
    case "CSV":
      var generator = SeededGenerator(seed: 10)
      let floats = Matrix<Float>.normal(rows: 50, columns: 3, using: &generator)
      let doubles = Matrix<Double>.normal(rows: 50, columns: 3, using: &generator)
      let names = ["a", "b \"c\"", "d, e"]
      try floats.write(toCSV: add("f.csv", ["": NumericArray(floats)]), columnNames: names)
      try doubles.write(toCSV: add("d.csv", ["": NumericArray(doubles)]), columnNames: names)
    default:
      for (name, array) in ofNumPy {
        if let idx = array.idxArray { try idx.write(to: add("\(name).idx", ["": array])) }
      }
    }
    try JSONEncoder().encode(entries).write(to: URL(fileURLWithPath: folder.path("index.json")))
  }

  // MARK: Models

  private func readModels(in folder: RunFolder) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("index.json")))
    let engines = try JSONDecoder().decode([WeightsCase].self, from: data)
    if engines.isEmpty { throw Fault("there are no models") }
    for engine in engines {
      let path = try engine.writeFile(in: folder)
      var model = engine.model(of: Double.self)
      try model.loadWeights(contentsOf: path, convention: engine.weightsConvention)
      let error = engine.error(of: model)
      if !(error <= 1e-6) { throw Fault("\(engine): predictions differ by \(error)") }
    }
  }

  private func writeModels(
    _ format: String, _ counterparty: String, in folder: RunFolder
  ) throws {
    var cases: [WeightsCase] = []
    let engines = WeightsCase.all.filter {
      $0.convention == counterparty.lowercased() && $0.fileName.hasSuffix(format)
    }
    for (index, var engine) in engines.enumerated() {
      // Their side of it is an `nn.Sequential`, or has the names of a list.
      if engine.name == "pytorch one linear layer" || engine.name == "pytorch numbered" { continue }
      let place = "\(index)"
      try FileManager.default.createDirectory(
        atPath: folder.path(place), withIntermediateDirectories: true)
      func write<Scalar: RealScalar>(_ scalar: Scalar.Type) throws {
        let model = engine.model(of: scalar, seed: UInt64(index))
        try model.writeWeights(
          to: folder.path("\(place)/\(engine.fileName)"), convention: engine.weightsConvention)
        let predictions = model.predict(matrix(engine.inputs))
        engine.predictions = (0..<predictions.rows).map { row in
          (0..<predictions.columns).map { Double(predictions[row, $0]) }
        }
      }
      if engine.scalar == "float64" { try write(Double.self) } else { try write(Float.self) }
      (engine.file, engine.folder) = (nil, place)
      cases.append(engine)
    }
    try JSONEncoder().encode(cases).write(to: URL(fileURLWithPath: folder.path("index.json")))
  }
}

// Both are bytes of the same types; only their order differs.

extension IDXArray {
  fileprivate var numericArray: NumericArray? {
    DataFormats.ElementType(rawValue: "\(elementType)").map { type in
      NumericArray(elementType: type, shape: shape, bytes: turned(bytes, type.byteCount))
    }
  }
}

extension NumericArray {
  fileprivate var idxArray: IDXArray? {
    IDXArray.ElementType.allCases.first { "\($0)" == elementType.rawValue }.map {
      IDXArray(elementType: $0, shape: shape, bytes: turned(bytes, elementType.byteCount))
    }
  }
}

/// The bytes of elements of a size, each the other way round.
private func turned(_ bytes: [UInt8], _ size: Int) -> [UInt8] {
  stride(from: 0, to: bytes.count, by: size).flatMap { bytes[$0..<$0 + size].reversed() }
}
