internal import ElementwiseKernels

/// The bytes of a regular file or of an array, read at any place, by several threads if need be.
///
/// A file stays open, so that its bytes stay the same when another takes its name.
final class ByteStore: Sendable {
  /// The file as the caller named it, for error messages.
  let name: String
  /// The size in bytes; a file may still turn out shorter or longer while it is read.
  let size: Int
  private let origin: Origin

  private enum Origin {
    case memory([UInt8])
    case file(SystemFile)
  }

  /// Hands out the bytes of an array.
  init(bytes: [UInt8], name: String) {
    self.name = name
    size = bytes.count
    origin = .memory(bytes)
  }

  /// Opens a regular file, or a link to one.
  ///
  /// Nothing else: a device may have no end, and opening a pipe waits for a writer.
  init(contentsOf path: String) throws(DataFormatError) {
    guard !path.isEmpty else { throw DataFormatError(path, .unreadable(reason: "no file named")) }
    let (file, status) = try Self.open(path)
    name = path
    size = status.size
    origin = .file(file)
  }

  private static func open(
    _ path: String
  ) throws(DataFormatError) -> (file: SystemFile, status: SystemStatus) {
    var kind: SystemStatus.Kind
    do throws(SystemFault) {
      // Asked before, because opening a device may set it in motion, and again of what is open.
      kind = try SystemStatus(of: path).kind
      if kind == .file {
        let file = try SystemFile(path, for: .reading)
        let status = try file.status()
        kind = status.kind
        if kind == .file { return (file, status) }
      }
    } catch {
      throw DataFormatError(path, .unreadable(reason: error.reason))
    }
    throw DataFormatError(
      path, .notAFile(kind: kind == .folder ? "folder" : "device, pipe or socket"))
  }

  /// Returns the bytes from a place on: `count` of them, or fewer at the end.
  ///
  /// What is allocated is bounded by what is there, not by `count`.
  func read(upTo count: Int, at place: Int) throws(DataFormatError) -> [UInt8] {
    // A little more than is left by the size: some files of the system say that they are empty.
    let rest = max(size - place, 0)
    switch origin {
    case .memory(let bytes):
      let start = min(place, size)
      let end = start + min(count, rest)
      return start == 0 && end == size ? bytes : Array(bytes[start..<end])
    case .file(let file):
      try requireMemory(for: min(count, rest), of: 1)
      do throws(SystemFault) {
        return try file.read(min(count, rest + 4096), at: place)
      } catch {
        throw DataFormatError(name, .unreadable(reason: error.reason))
      }
    }
  }

  /// Returns the bytes of a range.
  ///
  /// - Throws: ``DataFormatError/Problem/truncated(expected:found:)`` when the file ends before, and
  ///   the system's reason when it cannot be read.
  func read(_ range: Range<Int>) throws(DataFormatError) -> [UInt8] {
    let bytes = try read(upTo: range.count, at: range.lowerBound)
    guard bytes.count == range.count else { throw truncated(range, found: bytes.count) }
    return bytes
  }

  /// Overwrites scalars with their bytes from a place on, in one step.
  ///
  /// - Throws: As ``read(_:)``.
  func read<Scalar: MatrixScalar>(
    at place: Int, into scalars: inout MutableSpan<Scalar>
  ) throws(DataFormatError) {
    let range = place..<place + scalars.count * MemoryLayout<Scalar>.stride
    switch origin {
    case .memory(let bytes):
      guard range.upperBound <= size else { throw truncated(range, found: size - place) }
      copyBytes(bytes.span.extracting(range), into: &scalars)
    case .file(let file):
      let count: Int
      do throws(SystemFault) {
        count = try file.read(at: place, into: &scalars)
      } catch {
        throw DataFormatError(name, .unreadable(reason: error.reason))
      }
      guard count == range.count else { throw truncated(range, found: count) }
    }
  }

  /// Refuses what is larger than the memory of this machine, as a file can be that is nothing but a hole: to
  /// ask the system for it would end the process.
  func requireMemory(for count: Int, of size: Int) throws(DataFormatError) {
    try SystemMemory.require(count, of: size, for: name)
  }

  /// Maps all bytes of the file into the address space.
  ///
  /// - Throws: The system's reason why not.
  /// - Precondition: The bytes are those of a file that is not empty.
  func mapped() throws(DataFormatError) -> MappedFile {
    guard case .file(let file) = origin else { fatalError("\(name) is no file") }
    do throws(SystemFault) {
      return try MappedFile(file, size: size)
    } catch {
      throw DataFormatError(name, .unreadable(reason: error.reason))
    }
  }

  private func truncated(_ range: Range<Int>, found: Int) -> DataFormatError {
    DataFormatError(
      name, .truncated(expected: range.upperBound, found: range.lowerBound + max(found, 0)))
  }
}
