internal import DataFormats
internal import LinearAlgebra

/// The arrays of a file of weights by name: safetensors, or npz where its name ends so.
struct WeightsFile {
  private enum Content {
    case safetensors(Safetensors)
    case npz([String: NumericArray])
  }

  let path: String
  /// What the arrays are called.
  let names: [String]
  private let content: Content

  /// Opens a file.
  ///
  /// - Throws: ``WeightsError/Problem/file(_:)``.
  init(contentsOf path: String) throws(WeightsError) {
    self.path = path
    do throws(DataFormatError) {
      if Self.isNPZ(path) {
        let file = try NPZ(contentsOf: path)
        names = file.names
        try Self.checkDifferent(names, in: path)
        var arrays: [String: NumericArray] = [:]
        for name in names { arrays[name] = try file.array(name) }
        content = .npz(arrays)
      } else {
        let file = try Safetensors(contentsOf: path)
        names = file.names
        try Self.checkDifferent(names, in: path)
        content = .safetensors(file)
      }
    } catch {
      throw WeightsError(error)
    }
  }

  /// Refuses names that are one for Swift: of two such arrays, one would be lost without a word.
  private static func checkDifferent(
    _ names: [String], in path: String
  ) throws(DataFormatError) {
    var known: Set<String> = []
    for name in names {
      let (isNew, other) = known.insert(name)
      guard isNew else { throw DataFormatError(path, .equivalentNames(other, name)) }
    }
  }

  private static func isNPZ(_ path: String) -> Bool {
    path.utf8.suffix(4).elementsEqual(".npz".utf8)
  }

  /// Type and shape of an array, or nil where none has the name.
  subscript(name: String) -> (elementType: ElementType, shape: [Int])? {
    switch content {
    case .safetensors(let file): file[name].map { ($0.elementType, $0.shape) }
    case .npz(let arrays): arrays[name].map { ($0.elementType, $0.shape) }
    }
  }

  /// What keeps these blocks from being read; nothing where there is one array for each, and no more.
  func differences(from blocks: [StoredBlock]) -> [WeightsError.Difference] {
    let wanted = blocks.compactMap { block -> WeightsError.Difference? in
      guard let found = self[block.name] else {
        return .missing(array: block.name, shape: block.shape)
      }
      if found.shape != block.shape {
        return .shape(array: block.name, expected: block.shape, found: found.shape)
      }
      switch found.elementType {
      case .float16, .bfloat16, .float32, .float64: return nil
      default: return .elementType(array: block.name, found: found.elementType)
      }
    }
    let known = Set(blocks.map(\.name))
    return wanted
      + names.filter { !known.contains($0) }.sorted().map { .leftOver(array: $0) }
  }

  /// Reads a block, each number rounded once to the nearest of the type.
  ///
  /// - Throws: ``WeightsError/Problem/file(_:)``.
  func values<Scalar: RealScalar>(
    of block: StoredBlock
  ) throws(WeightsError) -> Matrix<Scalar> {
    let matrix: Matrix<Scalar>
    do throws(DataFormatError) {
      switch content {
      case .safetensors(let file):
        matrix = try file.matrix(block.name, of: Scalar.self, .rounded)
      case .npz(let arrays):
        guard let array = arrays[block.name] else {
          throw DataFormatError(path, .noSuchArray(block.name, names: names))
        }
        matrix = try array.matrix(of: Scalar.self, .rounded, name: path)
      }
    } catch {
      throw WeightsError(error)
    }
    return block.isTransposed ? matrix.transposed() : matrix
  }

  /// Writes arrays to a file, whole or not at all.
  ///
  /// - Throws: ``WeightsError/Problem/file(_:)``.
  static func write(
    _ arrays: [String: NumericArray], to path: String, engine: WeightsConvention.Engine
  ) throws(WeightsError) {
    do throws(DataFormatError) {
      if isNPZ(path) {
        try NPZ.write(arrays, to: path)
      } else {
        let metadata = engine == .pytorch ? ["format": "pt"] : [:]
        try Safetensors.write(arrays, metadata: metadata, to: path)
      }
    } catch {
      throw WeightsError(error)
    }
  }
}
