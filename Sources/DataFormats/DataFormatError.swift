/// What is wrong with a file, or with data that came from outside the program.
///
/// Its `description` is one line that names the file and the fault:
///
/// ```
/// mnist/train-images-idx3-ubyte: truncated: 47040016 bytes expected, 1234 found
/// ```
public struct DataFormatError: Error, Equatable, Sendable {
  /// The file or folder as the caller named it, or the name given to data in memory.
  public let file: String
  /// What is wrong with it.
  public let problem: Problem

  /// Creates an error.
  public init(_ file: String, _ problem: Problem) {
    self.file = file
    self.problem = problem
  }

  /// The faults that reading, checking and writing data can meet.
  ///
  /// Byte counts are of the unpacked content; rows and columns count from zero, but for those of
  /// ``csv(_:)``, which count as an editor does.
  public enum Problem: Equatable, Sendable {
    // MARK: Files and folders

    /// The file or folder cannot be read, for the system's reason.
    case unreadable(reason: String)
    /// The file cannot be written, for the system's reason.
    case unwritable(reason: String)
    /// A file is wanted, and this is a folder, a device, a pipe or a socket.
    case notAFile(kind: String)
    /// A folder holds none of the files that would do.
    case missing(anyOf: [String])

    // MARK: Lengths

    /// The content ends before the bytes that its header promises.
    case truncated(expected: Int, found: Int)
    /// Bytes follow those that the header promises, or those that the caller allows.
    case surplus(expected: Int)
    /// The header promises more bytes than the packed file could unpack to.
    case unbacked(expected: Int, atMost: Int)
    /// The header of a packed file promises more bytes than the caller lets it unpack to.
    case tooLong(expected: Int, limit: Int)
    /// The dimensions in the header multiply to more bytes than an address can count.
    case tooLarge(shape: [Int])

    // MARK: Gzip

    /// The file does not start as gzip does.
    case notGzip(found: [UInt8])
    /// The gzip data end before their end mark.
    case gzipTruncated(unpacked: Int)
    /// The gzip data contradict their own structure, length or checksum.
    case gzipCorrupt(detail: String)
    /// Bytes that are not gzip follow the gzip data.
    case gzipTrailingBytes(unpacked: Int)

    // MARK: IDX

    /// The file does not start as IDX does.
    case notIDX(found: [UInt8])
    /// The header names an element type that IDX does not define.
    case unknownElementType(UInt8)
    /// The file is sound, and holds something else than what is wanted.
    case unexpectedContent(expected: String, found: String)

    // MARK: CSV

    /// The text of a CSV file is at fault.
    case csv(CSVFault)

    // MARK: Arrays

    /// Something is wrong with one of the arrays of a file.
    indirect case inside(array: String, Self)
    /// A file has no array of this name.
    case noSuchArray(String, names: [String])
    /// Names of two arrays differ in their bytes and not for Swift, as two ways to write an é, where arrays
    /// are wanted by name.
    case equivalentNames(String, String)
    /// A number is none that the type asked for has; its place, one number for each dimension.
    case unrepresentable(element: [Int], found: String, type: ElementType)
    /// A truth value is neither 0 nor 1; its place, one number for each dimension.
    case notATruthValue(element: [Int], found: UInt8)
    /// The header of a safetensors file is at fault.
    case safetensors(SafetensorsFault)
    /// The header of an npy file is at fault.
    case npy(NPYFault)
    /// The directory of a zip file, such as an npz file is, is at fault.
    case zip(ZipFault)

    // MARK: Data sets

    /// There are no samples.
    case empty
    /// The number of targets is not that of the samples.
    case countMismatch(samples: Int, targets: Int)
    /// A label does not lie in `0 ..< classCount`.
    case labelOutsideClasses(row: Int, label: Int, classCount: Int)
    /// A feature is infinite or not a number.
    case nonFiniteFeature(row: Int, column: Int)
    /// A target value is infinite or not a number.
    case nonFiniteTarget(row: Int, column: Int)
  }
}

extension DataFormatError {
  /// The same error, as one of an array in the file.
  func inside(_ array: String) -> DataFormatError {
    DataFormatError(file, .inside(array: array, problem))
  }
}

extension DataFormatError: CustomStringConvertible {
  /// One line: the file, a colon, and what is wrong.
  public var description: String { Self.line(file, "\(problem)") }

  /// One line: a file, a colon, and what is wrong with it.
  package static func line(_ file: String, _ problem: String) -> String {
    // A file name may hold a line break; a message may not.
    "\(ShownText.plain(file)): \(problem)"
  }
}

extension DataFormatError.Problem: CustomStringConvertible {
  /// What is wrong, without the file's name.
  public var description: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .unwritable(let reason): "cannot be written: \(reason)"
    case .notAFile(let kind): "cannot be read: it is a \(kind), not a file"
    case .missing(let names): "holds no \(names.joined(separator: " or "))"
    case .truncated(let expected, let found):
      "truncated: \(expected) bytes expected, \(found) found"
    case .surplus(let expected): "too long: more bytes follow the \(expected) expected"
    case .unbacked(let expected, let limit):
      "truncated: \(expected) bytes expected, and the file can unpack to at most \(limit)"
    case .tooLong(let expected, let limit):
      "unpacks to \(expected) bytes, and at most \(limit) are allowed"
    case .tooLarge(let shape):
      "the dimensions \(shape.map(String.init).joined(separator: "×")) are too large"
    case .notGzip(let found): "not gzip: it starts with \(Self.hexadecimal(found)), not 1f 8b"
    case .gzipTruncated(let count): "truncated: the gzip data end early, after \(count) bytes"
    case .gzipCorrupt(let detail): "corrupt gzip data: \(detail)"
    case .gzipTrailingBytes(let count):
      "bytes that are not gzip follow the gzip data of \(count) bytes"
    case .notIDX(let found): "not IDX: it starts with \(Self.hexadecimal(found)), not 00 00"
    case .unknownElementType(let code):
      "unknown IDX element type 0x\(Self.hexadecimal([code]))"
    case .unexpectedContent(let expected, let found): "holds \(found), expected \(expected)"
    case .csv(let fault): fault.description
    case .inside(let name, let problem): "array \(ShownText.quoted(name)): \(problem)"
    case .noSuchArray(let name, let names):
      "there is no array \(ShownText.quoted(name)): \(CSVFault.list(names, count: names.count))"
    case .equivalentNames(let name, let other): EquivalentNames(name, other).description
    case .unrepresentable(let element, let found, let type):
      "element \(element): \(found) is not a number of type \(type)"
    case .notATruthValue(let element, let found):
      "element \(element): the truth value is \(found), neither 0 nor 1"
    case .safetensors(let fault): fault.description
    case .npy(let fault): fault.description
    case .zip(let fault): fault.description
    case .empty: "holds no samples"
    case .countMismatch(let samples, let targets): "\(targets) targets for \(samples) samples"
    case .labelOutsideClasses(let row, let label, let classCount):
      "row \(row): label \(label) is outside the classes 0..<\(classCount)"
    case .nonFiniteFeature(let row, let column):
      "row \(row), column \(column): the feature is not a finite number"
    case .nonFiniteTarget(let row, let column):
      "row \(row), column \(column): the target is not a finite number"
    }
  }

  /// The same without saying that a file cannot be read or written, where somebody has said so.
  package var reason: String {
    switch self {
    case .unreadable(let reason), .unwritable(let reason): reason
    case .notAFile(let kind): "it is a \(kind), not a file"
    default: description
    }
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.isEmpty
      ? "nothing"
      : bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
