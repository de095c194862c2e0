internal import DataFormats
internal import LinearAlgebra

/// The arrays of a file of weights by name: safetensors, or npz where its name ends so.
struct WeightsFile {
  private enum Content {
    case safetensors(Safetensors)
    case npz(NPZ)

    /// What the arrays are called.
    var names: [String] {
      switch self {
      case .safetensors(let file): file.names
      case .npz(let file): file.names
      }
    }
  }

  let path: String
  /// What the arrays are called.
  let names: [String]
  /// The same names, to ask for one.
  private let known: Set<String>
  private let content: Content

  /// Opens a file.
  ///
  /// - Throws: ``WeightsError/Problem/file(_:)``.
  init(contentsOf path: String) throws(WeightsError) {
    let content: Content
    do throws(DataFormatError) {
      if Self.isNPZ(path) {
        content = .npz(try NPZ(contentsOf: path))
      } else {
        content = .safetensors(try Safetensors(contentsOf: path))
      }
    } catch {
      throw WeightsError(error)
    }
    try self.init(path, content)
  }

  /// Reads the bytes of a file of this name.
  ///
  /// - Throws: As ``init(contentsOf:)``.
  init(contentsOf bytes: [UInt8], name: String) throws(WeightsError) {
    let content: Content
    do throws(DataFormatError) {
      if Self.isNPZ(name) {
        content = .npz(try NPZ(contentsOf: bytes, name: name))
      } else {
        content = .safetensors(try Safetensors(contentsOf: bytes, name: name))
      }
    } catch {
      throw WeightsError(error)
    }
    try self.init(name, content)
  }

  /// Refuses names that are one for Swift: of two such arrays, one would be lost without a word.
  private init(_ path: String, _ content: Content) throws(WeightsError) {
    let names = content.names
    if let found = EquivalentNames(among: names) {
      throw WeightsError(path, .file(.equivalentNames(found.name, found.other)))
    }
    (self.path, self.names, known, self.content) = (path, names, Set(names), content)
  }

  private static func isNPZ(_ path: String) -> Bool {
    path.utf8.suffix(4).elementsEqual(".npz".utf8) || path.utf8.suffix(4).elementsEqual(".NPZ".utf8)
  }

  /// What keeps these blocks from being read; nothing where there is one array for each, and no more.
  ///
  /// Of the arrays only headers are read. Nothing is unpacked before, so that nothing is unpacked that is
  /// not a block of the model.
  ///
  /// - Throws: ``WeightsError/Problem/file(_:)``.
  func differences(
    from blocks: [StoredBlock]
  ) throws(WeightsError) -> [WeightsError.Difference] {
    var differences: [WeightsError.Difference] = []
    do throws(DataFormatError) {
      for block in blocks {
        if let difference = try self.difference(from: block) { differences.append(difference) }
      }
    } catch {
      throw WeightsError(error)
    }
    let wanted = Set(blocks.map(\.name))
    return differences
      + names.filter { !wanted.contains($0) }.sorted().map { .leftOver(array: $0) }
  }

  private func difference(
    from block: StoredBlock
  ) throws(DataFormatError) -> WeightsError.Difference? {
    guard let found = try kind(of: block.name) else {
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

  /// Type and shape of an array, or nil where none has the name.
  private func kind(
    of name: String
  ) throws(DataFormatError) -> (elementType: ElementType, shape: [Int])? {
    // A file goes through all of its names for one that it does not have.
    guard known.contains(name) else { return nil }
    switch content {
    case .safetensors(let file):
      guard let tensor = file[name] else { return nil }
      guard let elementType = tensor.elementType else {
        throw DataFormatError(
          path, .safetensors(.unknownElementType(tensor.typeName, tensor: name)))
      }
      return (elementType, tensor.shape)
    case .npz(let file):
      return try file.header(of: name).map { ($0.elementType, $0.shape) }
    }
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
      case .npz(let file):
        matrix = try file.matrix(block.name, of: Scalar.self, .rounded)
      }
    } catch {
      throw WeightsError(error)
    }
    // The header of an npy file is read again, and somebody may write into the file meanwhile.
    guard matrix.rows * matrix.columns == block.range.count else {
      throw WeightsError(
        path,
        .differs([
          .shape(
            array: block.name, expected: block.shape, found: [matrix.rows, matrix.columns])
        ]))
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
