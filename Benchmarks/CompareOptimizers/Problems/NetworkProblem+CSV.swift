import ArgumentParser
import Descent
import ElementwiseKernels

extension NetworkProblem<Float> {
  /// A network on the samples of a CSV file: classes or numbers from all other columns.
  ///
  /// The rows are shuffled from a fixed seed; a fifth is kept for the test, and a sixth of the others
  /// for validation. Features are centred and scaled by the training samples' mean and deviation, and
  /// so are numbers to be predicted.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - budget: What the user may change.
  /// - Returns: The problem.
  /// - Throws: `DataFormatError` that names line and column, or `ProblemError`.
  static func csv(_ path: String, _ budget: ProblemBudget) throws -> NetworkProblem {
    let label = budget.label.map { Int($0).map(CSVColumn.number) ?? .named($0) } ?? .last
    let name = CSVFile.name(of: path)
    switch try CSVFile.task(of: path, label: label, asked: budget.task) {
    case .classification(let file):
      let data = try CSVFile.split(file.data, name: path)
      let classes = file.classNames.count
      return try classifier(
        .init(
          name: name, title: name, source: path,
          data:
            "\(NumberText.grouped(file.data.count)) rows of \(file.data.featureCount) features, "
            + "\(classes) classes, checksum \(CSVFile.checksum(file.data))",
          preprocessing: "features centred and scaled by the training samples",
          shape: budget.shape ?? ModelShape([file.data.featureCount, 32, classes]), target: 0.9,
          epochs: 40, batchSize: 32, place: path),
        (data.train.scaled(like: data.train), data.test.scaled(like: data.train)), budget)
    case .regression(let file):
      let data = try CSVFile.split(file.data, name: path)
      let shape = budget.shape ?? ModelShape([file.data.featureCount, 32, 1])
      guard shape.widths.first == file.data.featureCount, shape.widths.last == 1 else {
        throw ProblemError.doesNotFit(
          model: shape.text, inputs: file.data.featureCount, classes: 1)
      }
      return try regression(
        .init(
          name: name, title: name, source: path,
          data:
            "\(NumberText.grouped(file.data.count)) rows of \(file.data.featureCount) features, "
            + "checksum \(CSVFile.checksum(file.data))",
          preprocessing: "features and target centred and scaled by the training samples",
          shape: shape, activations: shape.widths.count > 2 ? "ReLU, then none" : "none",
          target: 0.2, epochs: 40, batchSize: 32),
        (data.train.scaled(like: data.train), data.test.scaled(like: data.train)),
        layers: shape.widths.dropFirst().dropLast().map { Dense($0, activation: .relu) }
          + [Dense(1, activation: .identity)],
        budget)
    }
  }
}

/// What is to be learned from a file.
enum LearningTask: String, CaseIterable, Sendable {
  /// The class of a sample.
  case classification
  /// A number of a sample.
  case regression
}

/// How a problem is made of a CSV file.
private enum CSVFile {
  enum Content {
    case classification(CSVDataset<Float>)
    case regression(CSVDataset<Float>)
  }

  /// Numbers of which there are more different ones than this are no classes.
  private static let mostNumberedClasses = 20

  /// "wine" of "data/wine.csv.gz".
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return last.split(separator: ".").first.map(String.init) ?? last
  }

  /// Reads a file as what was asked for, or as what its labels look like.
  ///
  /// Words, and up to twenty different whole numbers, are classes; anything else is a number.
  static func task(
    of path: String, label: CSVColumn, asked: LearningTask?
  ) throws -> Content {
    if asked == .regression {
      return .regression(try CSVDataset(contentsOf: path, values: [label]))
    }
    let file = try CSVDataset<Float>(contentsOf: path, labels: label)
    let numbers = file.classNames.compactMap(Double.init)
    let isMeasured =
      numbers.count == file.classNames.count
      && (numbers.count > mostNumberedClasses || numbers.contains { $0 != $0.rounded() })
    guard asked == nil, isMeasured else { return .classification(file) }
    return .regression(try CSVDataset(contentsOf: path, values: [label]))
  }

  /// Hexadecimal digits that change with any number or class of the file: by them a journal tells other
  /// data under the same name.
  static func checksum(_ data: Dataset<Float>) -> String {
    let sum = ElementwiseKernels.checksum(of: data.features.span)
    switch data.targets {
    case .labels(let labels, classCount: _):
      return String(ElementwiseKernels.checksum(of: labels.span, seed: sum), radix: 16)
    case .values(let values):
      return String(ElementwiseKernels.checksum(of: values.span, seed: sum), radix: 16)
    }
  }

  /// Shuffles the samples and keeps a fifth for the test.
  static func split(
    _ data: Dataset<Float>, name: String
  ) throws(ProblemError) -> (train: Dataset<Float>, test: Dataset<Float>) {
    guard data.count >= 10 else { throw .tooFewSamples(name: name, count: data.count) }
    var generator = SeededGenerator(seed: 5)
    let shuffled = data.shuffled(using: &generator)
    let (test, train) = shuffled.split(at: data.count / 5)
    return (train, test)
  }
}

extension Dataset<Float> {
  /// The samples with each feature, and each number to be predicted, minus its mean in other samples
  /// and over its deviation there.
  fileprivate func scaled(like other: Dataset<Float>) -> Dataset<Float> {
    let scaledFeatures = features.scaled(like: other.features)
    switch (targets, other.targets) {
    case (.values(let values), .values(let others)):
      return Dataset(features: scaledFeatures, values: values.scaled(like: others))
    default: return Dataset(features: scaledFeatures, targets: targets)
    }
  }
}

extension Matrix<Float> {
  /// Each column minus its mean in another matrix and over its deviation there, unless that is 0.
  fileprivate func scaled(like other: Matrix<Float>) -> Matrix<Float> {
    let moments = (0..<columns).map { column in
      let values = (0..<other.rows).map { Double(other[$0, column]) }
      let mean = values.reduce(0, +) / Double(other.rows)
      let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(other.rows)
      return (mean: mean, deviation: square > 0 ? square.squareRoot() : 1)
    }
    return Matrix(rows: rows, columns: columns) { row, column in
      let (mean, deviation) = moments[column]
      return Float((Double(self[row, column]) - mean) / deviation)
    }
  }
}
