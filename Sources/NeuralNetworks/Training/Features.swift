internal import DataFormats
internal import ElementwiseKernels
internal import LinearAlgebra

/// The features of samples: in memory, or in a file that is mapped.
struct Features<Scalar: RealScalar>: Sendable {
  let rows: Int
  let columns: Int
  /// What the features in memory are rows of; empty when they are in a file.
  ///
  /// Beside `mapped` rather than in an enumeration with it, of which every batch would copy the
  /// payload: a reference counted up and down, which a batch of one sample feels.
  private let matrix: Matrix<Scalar>
  /// The first of the rows.
  private let firstRow: Int
  /// The features in a file, or nil.
  let mapped: MappedMatrix<Scalar>?

  /// Takes some rows of a matrix, which is not copied for it.
  init(_ matrix: Matrix<Scalar>, rows: Range<Int>) {
    (self.rows, columns) = (rows.count, matrix.columns)
    self.matrix = matrix
    firstRow = rows.lowerBound
    mapped = nil
  }

  init(_ mapped: MappedMatrix<Scalar>) {
    (rows, columns) = (mapped.rows, mapped.columns)
    matrix = Matrix(rows: 0, columns: mapped.columns)
    firstRow = 0
    self.mapped = mapped
  }

  /// The features in memory, row by row; none when they are in a file.
  var elements: Span<Scalar> {
    @_lifetime(borrow self)
    get {
      let count = mapped == nil ? rows * columns : 0
      return matrix.span.extracting(firstRow * columns..<firstRow * columns + count)
    }
  }

  /// Overwrites scalars with chosen rows, or a range of their columns, one behind the other.
  @inline(__always)
  func gather(
    _ order: Span<Int>, columnRange: Range<Int>? = nil, into target: inout MutableSpan<Scalar>
  ) {
    if let mapped {
      mapped.gather(order, columnRange: columnRange, into: &target)
    } else {
      gatherRows(
        rows: rows, columns: columns, elements, at: order, columnRange: columnRange,
        into: &target)
    }
  }

  /// Says that this thread will soon gather rows, or a range of their columns.
  func expect(_ order: Span<Int>, columnRange: Range<Int>?) {
    // The system reads ahead in a file by itself.
    guard mapped == nil else { return }
    expectRows(columns: columns, elements, at: order, columnRange: columnRange)
  }

  /// Makes sure that a file is as long as it was.
  ///
  /// - Throws: ``DataFormatError`` when it has become shorter.
  @inline(__always)
  func check() throws(DataFormatError) {
    if let mapped { try mapped.check() }
  }

  /// Where the first number stands that is infinite or NaN, or nil.
  var firstNonFinite: (row: Int, column: Int)? {
    if let mapped { return mapped.firstNonFinite() }
    return nonFiniteElements(of: elements).first
      .map { (row: $0 / columns, column: $0 % columns) }
  }

  /// About which share of the numbers is not zero: of some rows from all over.
  var density: Double {
    let examined = min(rows, 256)
    let order = (0..<examined).map { $0 * rows / examined }
    var sample = AlignedBuffer<Scalar>(zeros: examined * columns)
    do {
      var target = sample.mutableSpan
      gather(order.span, into: &target)
    }
    let elements = sample.span
    var nonzeros = 0
    for index in elements.indices where elements[index] != 0 { nonzeros += 1 }
    return Double(nonzeros) / Double(max(1, elements.count))
  }
}

/// Samples with what is to be learnt about them: in memory, or in a file that is mapped.
enum Samples<Scalar: RealScalar>: Sendable {
  /// Some rows of a data set: the whole of it would be in memory twice where they were a copy.
  case inMemory(Dataset<Scalar>, rows: Range<Int>)
  case mapped(MappedDataset<Scalar>)

  init(_ data: Dataset<Scalar>) { self = .inMemory(data, rows: 0..<data.count) }

  var features: Features<Scalar> {
    switch self {
    case .inMemory(let data, let rows): Features(data.features, rows: rows)
    case .mapped(let data): Features(data.features)
    }
  }

  var targets: Dataset<Scalar>.Targets {
    switch self {
    case .inMemory(let data, let rows):
      rows.count == data.count ? data.targets : data.targets.samples(rows)
    case .mapped(let data): data.targets
    }
  }

  var count: Int {
    switch self {
    case .inMemory(_, let rows): rows.count
    case .mapped(let data): data.count
    }
  }

  /// The samples without their last part, and that part.
  ///
  /// - Precondition: `0 ≤ fraction ≤ 1`.
  func split(fraction: Double) -> (training: Samples, validation: Samples) {
    switch self {
    case .inMemory(let data, let rows):
      let position = rows.lowerBound + trainingCount(of: rows.count, heldBack: fraction)
      return (
        .inMemory(data, rows: rows.lowerBound..<position),
        .inMemory(data, rows: position..<rows.upperBound)
      )
    case .mapped(let data):
      let (training, validation) = data.validationSplit(fraction: fraction)
      return (.mapped(training), .mapped(validation))
    }
  }
}
