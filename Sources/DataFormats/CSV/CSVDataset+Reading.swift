internal import ElementwiseKernels
internal import LinearAlgebra

extension CSVDataset {
  /// Reads samples with class labels.
  init(
    _ source: ByteSource, labels: CSVColumn, classes: CSVClasses, features: [CSVColumn]?,
    options: CSVOptions
  ) throws(DataFormatError) {
    var known: [String]?
    if case .named(let names) = classes {
      require(
        Set(names.map { Array($0.utf8) }).count == names.count && names.count > 1,
        "the classes \(names) are not two or more different ones")
      known = names
    }
    var columns: [Int]?
    var labelColumn = 0
    let content = try CSVContent<Scalar>(
      source, options: options, classes: known, refusesInfinity: true
    ) { (names, count) throws(CSVFault) in
      labelColumn = try labels.position(among: names, count: count)
      guard let features else {
        guard count > 1 else { throw .noFeatures }
        return try CSVRoles(columnCount: count, last: [], labels: labelColumn)
      }
      let positions = try CSVColumn.positions(of: features, among: names, count: count)
      guard !positions.isEmpty else { throw .noFeatures }
      columns = positions
      return try CSVRoles(columnCount: count, numbers: positions, labels: labelColumn)
    }
    guard content.values.rows > 0 else { throw DataFormatError(source.name, .empty) }

    let (classNames, codes) =
      known.map { (names: $0, labels: content.labels.codes) }
      ?? content.labels.classes(sorted: classes == .sorted)
    guard classNames.count > 1 else {
      throw DataFormatError(
        source.name,
        .csv(
          .singleClass(
            name: classNames[0], column: labelColumn + 1,
            columnName: content.names.isEmpty ? nil : content.names[labelColumn])))
    }
    self.init(
      data: Dataset(
        unchecked: content.values, targets: .labels(codes, classCount: classNames.count)),
      names: content.names, features: columns, targets: [labelColumn], classNames: classNames)
  }

  /// Reads samples with target values.
  init(
    _ source: ByteSource, values: [CSVColumn], features: [CSVColumn]?, options: CSVOptions
  ) throws(DataFormatError) {
    require(!values.isEmpty, "no column is named for the values to learn")
    var columns: [Int]?
    var targets: [Int] = []
    var content = try CSVContent<Scalar>(source, options: options, refusesInfinity: true) {
      (names, count) throws(CSVFault) in
      targets = try CSVColumn.positions(of: values, among: names, count: count)
      guard let features else {
        guard Set(targets).count < count else { throw .noFeatures }
        return try CSVRoles(columnCount: count, last: targets)
      }
      let positions = try CSVColumn.positions(of: features, among: names, count: count)
      guard !positions.isEmpty else { throw .noFeatures }
      columns = positions
      return try CSVRoles(columnCount: count, numbers: positions + targets)
    }
    guard content.values.rows > 0 else { throw DataFormatError(source.name, .empty) }
    let targetValues = content.removeLastColumns(targets.count)
    self.init(
      data: Dataset(unchecked: content.values, targets: .values(targetValues)),
      names: content.names, features: columns, targets: targets, classNames: [])
  }

  private init(
    data: Dataset<Scalar>, names: TextList, features: [Int]?, targets: [Int], classNames: [String]
  ) {
    self.data = data
    self.classNames = classNames
    featureTexts =
      names.isEmpty ? names : features.map { names.selecting($0) } ?? names.removing(targets)
    targetTexts = names.isEmpty ? names : names.selecting(targets)
  }
}
