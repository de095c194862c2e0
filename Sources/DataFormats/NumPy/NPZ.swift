public import LinearAlgebra

/// An npz file: NumPy's arrays with names, packed or not.
///
/// The directory is read and checked at once, and each array when it is asked for.
///
/// ```swift
/// let data = try NPZ(contentsOf: "mnist.npz")
/// data.names                                       // ["x_test", "x_train", "y_test", "y_train"]
/// try data.header(of: "x_train")?.shape            // [60000, 28, 28]
/// let pixels = try data.array("x_train")           // uint8
///
/// try NPZ.write(["weights": NumericArray(matrix)], to: "weights.npz")
/// ```
/// A file that is replaced meanwhile stays as it was for who has opened it. Entries that are no arrays
/// are left out. Python's objects in a file are never made: such an array is an error.
public struct NPZ: Sendable {
  private let store: ByteStore
  private let directory: ZipDirectory
  /// The most bytes that an array may unpack to.
  private let unpackedSizeLimit: Int

  /// Opens an npz file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - unpackedSizeLimit: The most bytes that one array may unpack to; a small file can unpack to a
  ///     thousand times its size.
  /// - Throws: ``DataFormatError`` when the file cannot be read, or with a ``ZipFault`` that says what
  ///   is wrong with its directory.
  /// - Precondition: `unpackedSizeLimit ≥ 0`.
  public init(
    contentsOf path: String, unpackedSizeLimit: Int = 4 << 30
  ) throws(DataFormatError) {
    Gzip.check(unpackedSizeLimit)
    try self.init(ByteStore(contentsOf: path), unpackedSizeLimit: unpackedSizeLimit)
  }

  /// Reads the bytes of an npz file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What to call the data in an error.
  ///   - unpackedSizeLimit: The most bytes that one array may unpack to.
  /// - Throws: ``DataFormatError`` with a ``ZipFault`` that says what is wrong with the directory.
  /// - Precondition: `unpackedSizeLimit ≥ 0`.
  public init(
    contentsOf bytes: [UInt8], name: String = "npz data", unpackedSizeLimit: Int = 4 << 30
  ) throws(DataFormatError) {
    Gzip.check(unpackedSizeLimit)
    try self.init(ByteStore(bytes: bytes, name: name), unpackedSizeLimit: unpackedSizeLimit)
  }

  private init(_ store: ByteStore, unpackedSizeLimit: Int) throws(DataFormatError) {
    let tailSize = min(store.size, ZipEnd.largestSize)
    let tail = try store.read(store.size - tailSize..<store.size)
    let end: ZipEnd
    do throws(ZipFault) {
      end = try ZipEnd(tail, fileSize: store.size)
    } catch {
      throw DataFormatError(store.name, .zip(error))
    }
    let bytes = try store.read(end.directory)
    do throws(ZipFault) {
      directory = try ZipDirectory(bytes, end)
    } catch {
      throw DataFormatError(store.name, .zip(error))
    }
    self.store = store
    self.unpackedSizeLimit = unpackedSizeLimit
  }

  /// What the arrays are called, in the order in which they lie in the directory.
  ///
  /// - Complexity: O(n) in the number of entries.
  public var names: [String] {
    let ending = Array(".npy".utf8)
    return directory.names.indices.compactMap { place in
      let name = directory.names.utf8(at: place)
      guard name.suffix(ending.count) == ending[...] else { return nil }
      return String(decoding: name.dropLast(ending.count), as: UTF8.self)
    }
  }

  /// Reads the header of an array: its type and shape, for which only its first kilobytes are unpacked.
  ///
  /// - Parameter name: The name of the array.
  /// - Returns: The header, or nil where no array has the name.
  /// - Throws: ``DataFormatError`` when the header is not sound, promises more or less than the directory
  ///   does, or the file cannot be read any more.
  public func header(of name: String) throws(DataFormatError) -> NPYHeader? {
    guard let place = directory.place(of: name + ".npy") else { return nil }
    do throws(DataFormatError) {
      return try beginning(at: place).header
    } catch {
      throw error.inside(name)
    }
  }

  /// Reads an array.
  ///
  /// - Throws: ``DataFormatError`` when none has the name, it is no sound npy file, its checksum is
  ///   wrong, it is longer than allowed or than the memory of this machine, or the file cannot be read
  ///   any more.
  public func array(_ name: String) throws(DataFormatError) -> NumericArray {
    let content = try content(name)
    do throws(DataFormatError) {
      return try content.array(at: content.npyPlace())
    } catch {
      throw error.inside(name)
    }
  }

  /// Reads an array as a matrix: the first dimension counts the rows, the others are laid end to end,
  /// and an array of one dimension is a column.
  ///
  /// - Parameters:
  ///   - name: The name of the array.
  ///   - type: The type of the matrix's elements.
  ///   - conversion: What becomes of numbers that the type does not have.
  /// - Returns: The matrix, [first dimension, product of the others].
  /// - Throws: ``DataFormatError`` as ``array(_:)`` does, and when a number cannot be converted.
  public func matrix<Scalar: MatrixScalar>(
    _ name: String, of type: Scalar.Type = Scalar.self, _ conversion: NumberConversion = .exact
  ) throws(DataFormatError) -> Matrix<Scalar> {
    let content = try content(name)
    do throws(DataFormatError) {
      return try content.matrix(at: content.npyPlace(), conversion)
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

  /// The beginning of an array's npy file.
  private struct Beginning {
    let entry: ZipEntry
    let header: NPYHeader
    let bytes: [UInt8]
    /// What follows.
    let rest: ZipContent
  }

  /// Reads the beginning of an array's npy file, whose header has to promise what the directory does.
  ///
  /// - Parameter place: That of its entry in the directory.
  /// - Returns: The beginning, with the whole header.
  /// - Throws: ``DataFormatError``.
  private func beginning(at place: Int) throws(DataFormatError) -> Beginning {
    let entry = directory.entries[place]
    var rest = try ZipContent(entry, named: directory.names.utf8(at: place), in: store)
    let bytes = try rest.read(upTo: min(entry.size, NPYHeader.largestSize + 12))
    let header: NPYHeader
    do throws(NPYFault) {
      header = try NPYHeader(bytes, fileSize: entry.size)
    } catch {
      throw DataFormatError(store.name, .npy(error))
    }
    let size = header.dataOffset + header.dataSize
    guard size == entry.size else {
      throw DataFormatError(
        store.name,
        size > entry.size
          ? .truncated(expected: size, found: entry.size) : .surplus(expected: size))
    }
    return Beginning(entry: entry, header: header, bytes: bytes, rest: rest)
  }

  /// Unpacks the npy file of an array, once its header is seen to promise what there is.
  private func content(_ name: String) throws(DataFormatError) -> ByteStore {
    guard let place = directory.place(of: name + ".npy") else {
      throw DataFormatError(store.name, .noSuchArray(name, names: names))
    }
    do throws(DataFormatError) {
      let beginning = try beginning(at: place)
      let entry = beginning.entry
      guard entry.size <= unpackedSizeLimit || !entry.isPacked else {
        throw DataFormatError(store.name, .zip(.tooLong(limit: unpackedSizeLimit)))
      }
      try store.requireMemory(for: entry.size, of: 1)
      var bytes = beginning.bytes
      var rest = beginning.rest
      // All at once where a sound file has it, and as it comes where it would be packed by much.
      bytes.reserveCapacity(min(entry.size, 4 * entry.packedSize))
      while bytes.count < entry.size {
        let pieceSize = min(max(bytes.count, 64 << 10), 1 << 20)
        let piece = try rest.read(upTo: min(entry.size - bytes.count, pieceSize))
        if piece.isEmpty { break }
        bytes += piece
      }
      try rest.finish()
      return ByteStore(bytes: bytes, name: store.name)
    } catch {
      throw error.inside(name)
    }
  }
}
