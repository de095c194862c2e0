import DataFormats
import LinearAlgebra
import Testing

@Suite("Dataset")
struct DatasetTests {
  /// Row r holds r·10 and r·10 + 1; its label is r mod 3, its value −r.
  private func labelled<Scalar: RealScalar>(_ count: Int, of: Scalar.Type) -> Dataset<Scalar> {
    Dataset(
      features: features(count), labels: (0..<count).map { Int32($0 % 3) }, classCount: 3)
  }

  private func valued<Scalar: RealScalar>(_ count: Int, of: Scalar.Type) -> Dataset<Scalar> {
    let values = AlignedBuffer((0..<count).map { -Scalar($0) })
    return Dataset(
      features: features(count), values: Matrix(rows: count, columns: 1, buffer: values))
  }

  private func features<Scalar: RealScalar>(_ count: Int) -> Matrix<Scalar> {
    let elements = (0..<count).flatMap { [Scalar($0 * 10), Scalar($0 * 10 + 1)] }
    return Matrix(rows: count, columns: 2, buffer: AlignedBuffer(elements))
  }

  /// Which rows of the sets above these are, after checking that features and targets agree.
  private func rows<Scalar: RealScalar>(_ data: Dataset<Scalar>) -> [Int] {
    let rows = (0..<data.count).map { Int(data.features[$0, 0]) / 10 }
    for (position, row) in rows.enumerated() {
      #expect(data.features[position, 1] == Scalar(row * 10 + 1))
      switch data.targets {
      case .labels(let labels, let classCount):
        #expect(classCount == 3)
        #expect(labels[position] == Int32(row % 3))
      case .values(let values): #expect(values[position, 0] == -Scalar(row))
      }
    }
    return rows
  }

  private func checkSplitting<Scalar: RealScalar>(_ data: Dataset<Scalar>) {
    #expect(data.count == 10 && data.featureCount == 2 && !data.isEmpty)
    #expect(rows(data.samples(at: [7, 0, 7])) == [7, 0, 7])
    #expect(rows(data.samples(at: [])) == [])
    for position in 0...10 {
      let (first, second) = data.split(at: position)
      #expect(rows(first) == Array(0..<position))
      #expect(rows(second) == Array(position..<10))
      #expect(first.featureCount == 2 && second.featureCount == 2)
    }
    #expect(rows(data.prefix(fraction: 0.25)) == [0, 1])
    #expect(rows(data.suffix(fraction: 0.25)) == [7, 8, 9])
    let (training, validation) = data.validationSplit(fraction: 0.2)
    #expect(rows(training) == Array(0..<8))
    #expect(rows(validation) == [8, 9])

    var generator = SeededGenerator(seed: 5)
    let shuffled = data.shuffled(using: &generator)
    #expect(rows(shuffled) != Array(0..<10))
    #expect(rows(shuffled).sorted() == Array(0..<10))
    generator = SeededGenerator(seed: 5)
    #expect(data.shuffled(using: &generator) == shuffled)
  }

  @Test("Parts keep features and targets together")
  func splitting() {
    checkSplitting(labelled(10, of: Float.self))
    checkSplitting(labelled(10, of: Double.self))
    checkSplitting(valued(10, of: Float.self))
    checkSplitting(valued(10, of: Double.self))
  }

  @Test("Labels and classes are there for classes only")
  func labels() {
    #expect(labelled(4, of: Float.self).labels == [0, 1, 2, 0])
    #expect(labelled(4, of: Float.self).classCount == 3)
    #expect(valued(4, of: Float.self).labels == nil)
    #expect(valued(4, of: Float.self).classCount == nil)
    #expect(labelled(0, of: Float.self).isEmpty)
  }

  private func checkValidation<Scalar: RealScalar>(_ type: Scalar.Type) throws {
    func problem(
      _ features: Matrix<Scalar>, _ targets: Dataset<Scalar>.Targets
    ) -> DataFormatError.Problem? {
      do throws(DataFormatError) {
        _ = try Dataset(validating: features, targets: targets, name: "x")
        return nil
      } catch {
        #expect(error.file == "x")
        return error.problem
      }
    }
    let good: Matrix<Scalar> = features(3)
    #expect(problem(good, .labels([2, 0, 1], classCount: 3)) == nil)
    #expect(problem(good, .values(features(3))) == nil)
    #expect(
      problem(good, .labels([0, 0], classCount: 3)) == .countMismatch(samples: 3, targets: 2))
    #expect(problem(good, .values(features(4))) == .countMismatch(samples: 3, targets: 4))
    #expect(problem(features(0), .labels([], classCount: 3)) == .empty)
    #expect(
      problem(good, .labels([0, 3, -1], classCount: 3))
        == .labelOutsideClasses(row: 1, label: 3, classCount: 3))
    #expect(
      problem(good, .labels([0, 2, -1], classCount: 3))
        == .labelOutsideClasses(row: 2, label: -1, classCount: 3))
    for value in [Scalar.nan, .infinity, -.infinity] {
      for row in 0..<3 {
        for column in 0..<2 {
          var bad = good
          bad[row, column] = value
          #expect(
            problem(bad, .labels([0, 0, 0], classCount: 1))
              == .nonFiniteFeature(row: row, column: column))
          #expect(problem(good, .values(bad)) == .nonFiniteTarget(row: row, column: column))
        }
      }
    }
    var bad = good
    bad[1, 1] = .greatestFiniteMagnitude
    bad[2, 0] = -.greatestFiniteMagnitude
    #expect(problem(bad, .values(good)) == nil)
  }

  @Test("Data from outside are checked, and the row at fault is named")
  func validation() throws {
    try checkValidation(Float.self)
    try checkValidation(Double.self)
  }
}
