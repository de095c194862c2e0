public import LinearAlgebra

/// A safetensors file: arrays with names, as PyTorch, Keras and others keep weights.
///
/// The header is read and checked at once, and each array when it is asked for. Arrays of types that this
/// package does not read, such as those of eight bits and fewer, are among the names.
///
/// ```swift
/// let weights = try Safetensors(contentsOf: "model.safetensors")
/// weights.names                                         // ["fc.bias", "fc.weight"]
/// let matrix = try weights.matrix("fc.weight", of: Float.self)
///
/// try Safetensors.write(["fc.weight": NumericArray(matrix)], to: "copy.safetensors")
/// ```
/// A file that is replaced meanwhile stays as it was for who has opened it.
///
/// - SeeAlso: <https://github.com/huggingface/safetensors>
public struct Safetensors: Sendable {
  /// What the file says about itself.
  public let header: SafetensorsHeader
  private let store: ByteStore

  /// Opens a safetensors file.
  ///
  /// - Throws: ``DataFormatError`` when the file cannot be read, or with a ``SafetensorsFault`` that
  ///   says what is wrong with its header.
  public init(contentsOf path: String) throws(DataFormatError) {
    try self.init(ByteStore(contentsOf: path))
  }

  /// Reads the bytes of a safetensors file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What to call the data in an error.
  /// - Throws: ``DataFormatError`` with a ``SafetensorsFault`` that says what is wrong.
  public init(
    contentsOf bytes: [UInt8], name: String = "safetensors data"
  ) throws(DataFormatError) {
    try self.init(ByteStore(bytes: bytes, name: name))
  }

  private init(_ store: ByteStore) throws(DataFormatError) {
    let start = try store.read(upTo: SafetensorsHeader.prefixSize, at: 0)
    let size: Int
    do throws(SafetensorsFault) {
      size = try SafetensorsHeader.size(start, fileSize: store.size)
    } catch {
      throw DataFormatError(store.name, .safetensors(error))
    }
    let text = try store.read(0..<size)
    do throws(SafetensorsFault) {
      header = try SafetensorsHeader(text, fileSize: store.size)
    } catch {
      throw DataFormatError(store.name, .safetensors(error))
    }
    self.store = store
  }

  /// What the arrays are called, in the order in which they lie in the file.
  public var names: [String] { header.names }

  /// What else the file says about itself.
  public var metadata: SafetensorsMetadata { header.metadata }

  /// Type, shape and place of an array, or nil where none has the name.
  public subscript(name: String) -> SafetensorsHeader.Tensor? {
    header[name]
  }

  /// Reads an array.
  ///
  /// - Throws: ``DataFormatError`` when none has the name, its elements are of a type that this package does
  ///   not read, or the file cannot be read any more.
  public func array(_ name: String) throws(DataFormatError) -> NumericArray {
    let place = try place(of: name)
    do throws(DataFormatError) {
      return try store.array(at: place)
    } catch {
      throw error.inside(name)
    }
  }

  /// Reads an array as a matrix: the first dimension counts the rows, the others are laid end to end,
  /// and an array of one dimension is a column.
  ///
  /// - Parameters:
  ///   - name: The name of the array.
  ///   - type: The type of the matrix's elements. If it is that of the array, the file is read right
  ///     into the matrix.
  ///   - conversion: What becomes of numbers that the type does not have.
  /// - Returns: The matrix, [first dimension, product of the others].
  /// - Throws: ``DataFormatError`` when none has the name, the file cannot be read any more, or a
  ///   number cannot be converted.
  public func matrix<Scalar: MatrixScalar>(
    _ name: String, of type: Scalar.Type = Scalar.self, _ conversion: NumberConversion = .exact
  ) throws(DataFormatError) -> Matrix<Scalar> {
    let place = try place(of: name)
    do throws(DataFormatError) {
      return try store.matrix(at: place, conversion)
    } catch {
      throw error.inside(name)
    }
  }

  /// Reads an array of one dimension as an array of Swift.
  ///
  /// - Parameters:
  ///   - name: The name of the array.
  ///   - type: The type of the result's elements.
  ///   - conversion: What becomes of numbers that the type does not have.
  /// - Returns: The elements.
  /// - Throws: ``DataFormatError`` as ``array(_:)`` does, when the array has another number of
  ///   dimensions, and when a number cannot be converted.
  public func vector<Element: NumericElement>(
    _ name: String, of type: Element.Type = Element.self, _ conversion: NumberConversion = .exact
  ) throws(DataFormatError) -> [Element] {
    let array = try array(name)
    do throws(DataFormatError) {
      return try array.vector(of: type, conversion, name: store.name)
    } catch {
      throw error.inside(name)
    }
  }

  /// Overwrites scalars with the elements of an array, in row-major order.
  ///
  /// - Parameters:
  ///   - name: The name of the array.
  ///   - scalars: The scalars, as many as the array has elements. After an error, some may be
  ///     overwritten.
  ///   - conversion: What becomes of numbers that the type does not have.
  /// - Throws: ``DataFormatError`` when none has the name, their number is another, the file cannot
  ///   be read any more, or a number cannot be converted.
  public func read<Scalar: MatrixScalar>(
    _ name: String, into scalars: inout MutableSpan<Scalar>, _ conversion: NumberConversion = .exact
  ) throws(DataFormatError) {
    let place = try place(of: name)
    guard place.count == scalars.count else {
      throw DataFormatError(
        store.name,
        .unexpectedContent(
          expected: "\(scalars.count) numbers", found: "\(place.elementType) of \(place.shape)")
      ).inside(name)
    }
    do throws(DataFormatError) {
      try store.read(place, into: &scalars, conversion)
    } catch {
      throw error.inside(name)
    }
  }

  private func place(of name: String) throws(DataFormatError) -> ArrayPlace {
    guard let tensor = self[name] else {
      throw DataFormatError(store.name, .noSuchArray(name, names: names))
    }
    guard let elementType = tensor.elementType else {
      throw DataFormatError(
        store.name, .safetensors(.unknownElementType(tensor.typeName, tensor: name)))
    }
    return ArrayPlace(
      elementType: elementType, byteOrder: .littleEndian, order: .rowMajor,
      shape: tensor.shape, offset: tensor.byteRange.lowerBound, byteCount: tensor.byteRange.count)
  }
}
