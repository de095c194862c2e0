import DataFormats
import LinearAlgebra
import Testing

/// Data sets from npz files.
@Suite("Data sets from npz")
struct DatasetNPZTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("data.npz")
    try NPZ.write(
      [
        "images": NumericArray([0, 51, 102, 255, 1, 2, 3, 4] as [UInt8], shape: [2, 2, 2]),
        "labels": NumericArray([2, 0] as [UInt8]),
        "column": NumericArray([1, 0] as [Double], shape: [2, 1]),
        "table": NumericArray([1, 0, 0, 1] as [Int32], shape: [2, 2]),
        "three": NumericArray([1, 0, 0] as [Int32]),
        "negative": NumericArray([0, -1] as [Int64]),
        "half": NumericArray([0.5, 1] as [Double]),
        "infinite": NumericArray([1, .infinity] as [Float]),
        "third": NumericArray([0.1, 1] as [Double], shape: [2, 1]),
        "none": NumericArray([] as [Float], shape: [0, 3]),
        "nobody": NumericArray([] as [Int8]),
      ], isPacked: true, to: path)
  }

  private func labelled(
    _ features: String, _ labels: String, _ classCount: Int? = nil
  ) throws(DataFormatError) -> Dataset<Float> {
    try Dataset(
      contentsOfNPZ: path, features: features, labels: labels, classCount: classCount)
  }

  @Test("Features and labels")
  func labels() throws {
    let data = try Dataset<Float>(
      contentsOfNPZ: path, features: "images", labels: "labels", dividedBy: 255)
    let pixels: [Float] = [0, 51, 102, 255, 1, 2, 3, 4]
    #expect(Array(data.features.span) == pixels.map { $0 / 255 })
    #expect(data.featureCount == 4)
    #expect(data.labels == [2, 0] && data.classCount == 3)
    #expect(try labelled("images", "labels", 10).classCount == 10)
    #expect(try labelled("images", "column").labels == [1, 0])
    #expect(try labelled("images", "labels").features[0, 3] == 255)
  }

  @Test("Features and values")
  func values() throws {
    let data = try Dataset<Double>(contentsOfNPZ: path, features: "images", values: "third")
    #expect(data.targets == .values([[0.1], [1]]))
    #expect(throws: DataFormatError.self) {
      try Dataset<Float>(contentsOfNPZ: path, features: "images", values: "third")
    }
    let rounded = try Dataset<Float>(
      contentsOfNPZ: path, features: "images", values: "third", .rounded)
    #expect(rounded.targets == .values([[0.1], [1]]))
  }

  private func problem(
    _ features: String, _ labels: String, _ classCount: Int? = nil
  ) -> DataFormatError.Problem? {
    do throws(DataFormatError) {
      _ = try labelled(features, labels, classCount)
      return nil
    } catch {
      #expect(error.file == path)
      return error.problem
    }
  }

  @Test("What is no data set is told so")
  func faults() {
    #expect(
      problem("images", "table")
        == .inside(
          array: "table",
          .unexpectedContent(expected: "labels of [n] or [n, 1]", found: "int32 of [2, 2]")))
    #expect(problem("images", "three") == .countMismatch(samples: 2, targets: 3))
    #expect(
      problem("images", "negative") == .labelOutsideClasses(row: 1, label: -1, classCount: 1))
    #expect(
      problem("images", "labels", 2) == .labelOutsideClasses(row: 0, label: 2, classCount: 2))
    #expect(
      problem("images", "half")
        == .inside(
          array: "half", .unrepresentable(element: [0], found: "0.5", type: .int32)))
    #expect(problem("infinite", "column") == .nonFiniteFeature(row: 1, column: 0))
    #expect(problem("none", "nobody") == .empty)
    if case .noSuchArray("x", _)? = problem("x", "labels") {} else { Issue.record("x is found") }
  }
}
