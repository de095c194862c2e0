import DataFormats
import LinearAlgebra
import TestSupport

extension TrapTests {
  // MARK: Arrays

  static let arrays: [Trap] = [
    Trap("8 bytes do not fill a shape [3] of float32") {
      _ = NumericArray([1, 2] as [Float], shape: [3])
    },
    Trap("0 bytes do not fill a shape [0, -1] of float32") {
      _ = NumericArray([] as [Float], shape: [0, -1])
    },
    Trap("3 bytes do not fill a shape [1] of int32") {
      _ = NumericArray(elementType: .int32, shape: [1], bytes: [1, 2, 3])
    },
    Trap("truth value 1 is 2, neither 0 nor 1") {
      _ = NumericArray(elementType: .bool, shape: [3], bytes: [1, 2, 0])
    },
    Trap("2 bytes do not fill a shape [3] of uint8") {
      _ = IDXArray([1, 2] as [UInt8], shape: [3])
    },
    Trap("IDX cannot hold the shape [0, -1]") { _ = IDXArray([] as [UInt8], shape: [0, -1]) },
    Trap("3 bytes do not fill a shape [1] of int32") {
      _ = IDXArray(elementType: .int32, shape: [1], bytes: [1, 2, 3])
    },
    Trap("IDX cannot hold the shape [4294967296, 0]") {
      _ = IDXArray(elementType: .uint8, shape: [1 << 32, 0], bytes: [])
    },
    Trap("IDX cannot hold the shape [1, 1,") {
      _ = IDXArray([1] as [UInt8], shape: [Int](repeating: 1, count: 256))
    },
    Trap("elements cannot be divided by 0.0") {
      let _: Matrix<Float> = IDXArray([1] as [UInt8], shape: [1]).matrix(dividedBy: 0)
    },
    Trap("the most bytes to unpack cannot be -1") { _ = try Gzip.inflate([], limit: -1) },
    Trap("the most bytes to unpack cannot be -1") {
      _ = try Gzip.inflate(contentsOf: "/dev/null", limit: -1)
    },
    Trap("the most bytes to unpack cannot be -5") {
      _ = try IDXArray(contentsOf: "/dev/null", unpackedSizeLimit: -5)
    },
    Trap("the most bytes to unpack cannot be -6") {
      _ = try IDXArray(contentsOf: [], unpackedSizeLimit: -6)
    },
    Trap("the most bytes to unpack cannot be -7") {
      _ = try NPZ(contentsOf: "/dev/null", unpackedSizeLimit: -7)
    },
    Trap("the most bytes to unpack cannot be -8") {
      _ = try NPZ(contentsOf: [], unpackedSizeLimit: -8)
    },
    Trap("the most bytes to unpack cannot be -9") {
      _ = try MNIST.load(from: "/nowhere", unpackedSizeLimit: -9)
    },
  ]

  // MARK: Files of arrays

  private static let one = NumericArray([1] as [Float])
  private static let marked = "e" + String(repeating: "\u{301}", count: 31)
  private static let deep = NumericArray([1] as [Float], shape: [Int](repeating: 1, count: 65))
  private static let complex = NumericArray([Complex<Double>(1, 2)])
  // Whoever looks for it finds an error instead of a trap.
  private static let nowhere = "/nowhere/file"

  static let writers: [Trap] = [
    Trap(#"an entry cannot be called "../x.npy""#) { _ = try NPZ.fileBytes(of: ["../x": one]) },
    Trap(#"an entry cannot be called "/x.npy""#) { _ = try NPZ.fileBytes(of: ["/x": one]) },
    Trap(#"an entry cannot be called "a/../b.npy""#) { _ = try NPZ.fileBytes(of: ["a/../b": one]) },
    Trap(#"an entry cannot be called "../x.npy""#) {
      try NPZ.write(["../x": one], to: nowhere)
    },
    Trap(#"an entry cannot be called "a\0b.npy""#) { _ = try NPZ.fileBytes(of: ["a\0b": one]) },
    Trap(#"an entry cannot be called "a\0.npy""#) { try NPZ.write(["a\0": one], to: nowhere) },
    Trap("an entry's name of 65536 bytes is longer than 65535: \"nnn") {
      _ = try NPZ.fileBytes(of: [String(repeating: "n", count: 65_532): one])
    },
    Trap("an entry's name of 131076 bytes is longer than 65535: \"é") {
      try NPZ.write([String(repeating: "é", count: 65_536): one], to: nowhere)
    },
    Trap("an array cannot be called __metadata__") {
      _ = Safetensors.fileBytes(of: ["__metadata__": one])
    },
    Trap(#""x" has 65 dimensions, and 64 are allowed"#) {
      _ = Safetensors.fileBytes(of: ["x": deep])
    },
    Trap(#""x" has 65 dimensions, and 64 are allowed"#) {
      try Safetensors.write(["x": deep], to: nowhere)
    },
    Trap("names and metadata of 100000002 bytes fill more than a header, which has 100000000") {
      let part = String(repeating: "x", count: 10_000)
      let text = String(repeating: part, count: 10_000)
      _ = Safetensors.fileBytes(of: ["a": one], metadata: ["m": text])
    },
    Trap("a name has more than 30 combining marks in a row: \"") {
      _ = Safetensors.fileBytes(of: [marked: one])
    },
    Trap("a name has more than 30 combining marks in a row: \"") {
      _ = Safetensors.fileBytes(of: ["a": one], metadata: [marked: ""])
    },
    Trap(#"the metadata have "a" twice"#) {
      let metadata: SafetensorsMetadata = ["a": "1", "b": "2", "a": "3"]
      _ = metadata
    },
    Trap(#"of the metadata, the names "\u{00E9}" and "e\u{0301}" are one for Swift"#) {
      let metadata: SafetensorsMetadata = ["é": "1", "e\u{301}": "2"]
      _ = metadata
    },
    Trap("a name has more than 30 combining marks in a row: \"") {
      _ = SafetensorsMetadata([marked: ""])
    },
    Trap("an entry cannot be called \"") { _ = try NPZ.fileBytes(of: [marked: one]) },
    Trap("safetensors has no type complex128") { _ = Safetensors.fileBytes(of: ["x": complex]) },
    Trap("an array cannot be called __metadata__") {
      try Safetensors.write(["__metadata__": one], to: nowhere)
    },
  ]

  // MARK: CSV

  static let csv: [Trap] = [
    Trap(#""1" cannot separate fields"#) {
      _ = try CSVTable<Float>(contentsOf: [49], options: CSVOptions(separator: "1"))
    },
    Trap(#""é" cannot separate fields"#) {
      _ = try CSVTable<Float>(contentsOf: [49], options: CSVOptions(separator: "é"))
    },
    Trap(#""\"" cannot separate fields"#) { _ = table.fileBytes(separator: "\"") },
    Trap(#""-" cannot separate fields"#) { try table.write(to: nowhere, separator: "-") },
    Trap("the most bytes to unpack cannot be -1") { _ = CSVOptions(unpackedSizeLimit: -1) },
    Trap("the most bytes to unpack cannot be -2") {
      var options = CSVOptions()
      options.unpackedSizeLimit = -2
      _ = options
    },
    Trap("1 names for 2 columns") { _ = CSVTable<Float>([[1, 2]], columnNames: ["a"]) },
    Trap("3 names for 2 columns") {
      try Matrix<Float>([[1, 2]]).write(toCSV: nowhere, columnNames: ["a", "b", "c"])
    },
    Trap("a column's name has a zero byte: \"a") {
      _ = CSVTable<Float>([[1, 2]], columnNames: ["x", "a\0b"]).fileBytes()
    },
    Trap("a column's name has a zero byte: \"a") {
      try Matrix<Float>([[1]]).write(toCSV: nowhere, columnNames: ["a\0b"])
    },
    Trap("a column's name takes 1048577 bytes, more than 1048576: \"xx") {
      let name = String(repeating: "x", count: 1 << 20 + 1)
      _ = CSVTable<Float>([[1]], columnNames: [name]).fileBytes()
    },
    Trap("a column's name takes 1048579 bytes, more than 1048576: \"\\\"xx") {
      let name = "\"" + String(repeating: "x", count: 1 << 20 - 1)
      try CSVTable<Float>([[1]], columnNames: [name]).write(to: nowhere)
    },
    Trap("1048577 columns are more than the 1048576 of a CSV file") {
      _ = CSVTable(Matrix<Float>(rows: 1, columns: 1 << 20 + 1)).fileBytes()
    },
    Trap(#"the classes ["a", "a"] are not two or more different ones"#) {
      _ = try CSVDataset<Float>(contentsOf: [49], labels: .last, classes: .named(["a", "a"]))
    },
    Trap("no column is named for the values to learn") {
      _ = try CSVDataset<Float>(contentsOf: [49], values: [])
    },
  ]

  private static let table = CSVTable<Float>([[1, 2]])

  // MARK: Data sets

  static let datasets: [Trap] = [
    Trap("1 targets for 2 samples") {
      _ = Dataset(features: features, labels: [0], classCount: 1)
    },
    Trap("row 1: label 3 is outside the classes 0..<3") {
      _ = Dataset(features: features, labels: [0, 3], classCount: 3)
    },
    Trap("row 0: label -1 is outside the classes 0..<3") {
      _ = Dataset(features: features, targets: .labels([-1, 0], classCount: 3))
    },
    Trap("3 targets for 2 samples") { _ = Dataset(features: features, values: [[1], [2], [3]]) },
    Trap("3 targets for 2 samples") {
      _ = Dataset(features: features, targets: .values([[1], [2], [3]]))
    },
    Trap("row 2 is outside 0..<2") { _ = data.samples(at: [0, 2]) },
    Trap("2 samples cannot be split at 3") { _ = data.split(at: 3) },
    Trap("2 samples cannot be split at -1") { _ = data.split(at: -1) },
    Trap("nan is not a part of a data set") { _ = data.prefix(fraction: .nan) },
    // The part that was asked for, not what is left of it.
    Trap("-0.5 is not a part of a data set") { _ = data.suffix(fraction: -0.5) },
    Trap("1.5 is not a part of a data set") { _ = data.validationSplit(fraction: 1.5) },
    Trap("features cannot be divided by 0.0") {
      _ = try Dataset<Float>(
        contentsOfNPZ: nowhere, features: "x", labels: "y", dividedBy: 0)
    },
    Trap("features cannot be divided by inf") {
      _ = try Dataset<Float>(
        contentsOfNPZ: nowhere, features: "x", values: "y", dividedBy: .infinity)
    },
  ]

  private static let features: Matrix<Float> = [[1, 2], [3, 4]]
  private static let data = Dataset(features: features, labels: [0, 1], classCount: 2)

  // MARK: Files that are mapped

  static let mapped: [Trap] = [
    Trap("elements cannot be divided by 0.0") {
      _ = try MappedMatrix<Float>(contentsOfNPY: nowhere, dividedBy: 0)
    },
    Trap("elements cannot be divided by nan") {
      _ = try MappedMatrix<Float>(contentsOfIDX: nowhere, dividedBy: .nan)
    },
    Trap("rows 2..<4 are not inside 0..<3") { _ = try threeRows().rows(2..<4) },
    Trap("rows -1..<2 are not inside 0..<3") { _ = try threeRows().rows(-1..<2) },
    Trap("1 targets for 3 samples") {
      _ = MappedDataset(features: try threeRows(), labels: [0], classCount: 1)
    },
    Trap("row 2: label 5 is outside the classes 0..<3") {
      _ = MappedDataset(features: try threeRows(), labels: [0, 1, 5], classCount: 3)
    },
    Trap("2 targets for 3 samples") {
      _ = MappedDataset(features: try threeRows(), values: [[1], [2]])
    },
    Trap("2 targets for 3 samples") {
      _ = MappedDataset(features: try threeRows(), targets: .values([[1], [2]]))
    },
    Trap("-0.5 is not a part of a data set") {
      _ = MappedDataset(features: try threeRows(), labels: [0, 1, 2], classCount: 3)
        .validationSplit(fraction: -0.5)
    },
  ]

  /// A matrix whose file has lost its name, so that nothing stays behind.
  private static func threeRows() throws -> MappedMatrix<Float> {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let path = folder.path("x.npy")
    try Matrix<Float>(rows: 3, columns: 2).write(toNPY: path)
    return try MappedMatrix(contentsOfNPY: path)
  }
}
