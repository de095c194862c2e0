import Descent

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
    let name = CSVFile.name(of: path)
    switch try CSVFile.content(
      of: path, label: budget.label, asked: budget.task, hasHeader: budget.hasHeader)
    {
    case .classification(let file):
      let data = try CSVFile.split(file.data, name: path)
      let note = try CSVFile.checkClasses(of: file, name: path)
      let classes = file.classNames.count
      var problem = try classifier(
        .init(
          name: name, title: name, source: path,
          data: "\(file.size), \(classes) classes, checksum \(CSVFile.checksum(file.data))",
          preprocessing: "features centred and scaled by the training samples",
          shape: budget.shape ?? ModelShape([file.data.featureCount, 32, classes]), target: 0.9,
          epochs: 40, batchSize: 32, place: path),
        (data.train.scaled(like: data.train), data.test.scaled(like: data.train)), budget)
      if let note { problem.notes.append(note) }
      return problem
    case .regression(let file):
      let data = try CSVFile.split(file.data, name: path)
      try CSVFile.checkValues(of: file, name: path)
      let shape = budget.shape ?? ModelShape([file.data.featureCount, 32, 1])
      guard shape.widths.first == file.data.featureCount, shape.widths.last == 1 else {
        throw ProblemError.doesNotFit(
          model: shape.text, inputs: file.data.featureCount, classes: 1)
      }
      return try regression(
        .init(
          name: name, title: name, source: path,
          data: "\(file.size), checksum \(CSVFile.checksum(file.data))",
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

extension CSVDataset {
  /// The numbers of rows and features, in words.
  fileprivate var size: String {
    "\(NumberText.grouped(data.count)) rows of "
      + NumberText.counted(data.featureCount, "feature", "features")
  }
}

extension Dataset<Double> {
  /// The samples with each feature, and each number to be predicted, minus its mean in other samples
  /// and over its deviation there.
  fileprivate func scaled(like other: Dataset<Double>) -> Dataset<Float> {
    let scaledFeatures = features.scaled(like: other.features)
    switch (targets, other.targets) {
    case (.labels(let labels, let classCount), _):
      return Dataset<Float>(features: scaledFeatures, labels: labels, classCount: classCount)
    case (.values(let values), .values(let others)):
      return Dataset<Float>(features: scaledFeatures, values: values.scaled(like: others))
    case (.values, .labels): fatalError("numbers are not scaled like classes")
    }
  }
}

extension Matrix<Double> {
  /// Each column minus its mean in another matrix and over its deviation there, unless that is 0.
  ///
  /// Everything is counted from the first number of the column there, from which those that lie far from
  /// 0 and close together differ without rounding, and which a column of one number is all the same.
  fileprivate func scaled(like other: Matrix<Double>) -> Matrix<Float> {
    let moments = (0..<columns).map { column in
      let first = other.rows > 0 ? other[0, column] : 0
      let values = (0..<other.rows).map { other[$0, column] - first }
      let mean = values.reduce(0, +) / Double(other.rows)
      let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(other.rows)
      return (first: first, mean: mean, deviation: square > 0 ? square.squareRoot() : 1)
    }
    return Matrix<Float>(rows: rows, columns: columns) { row, column in
      let (first, mean, deviation) = moments[column]
      return Float((self[row, column] - first - mean) / deviation)
    }
  }
}
