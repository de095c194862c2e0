/// What is wrong with the header of an npy file, and where.
///
/// Bytes are counted from the start of the file.
public enum NPYFault: Error, Equatable, Sendable {
  // MARK: Text

  /// The file does not start as npy does.
  case notNPY(found: [UInt8])
  /// The version of the format is none of 1.0, 2.0 and 3.0.
  case unknownVersion(major: UInt8, minor: UInt8)
  /// The header is larger than 10,000 bytes, NumPy's own limit.
  case headerTooLarge(Int)
  /// The file ends within the header.
  case headerBeyondEnd(size: Int, fileSize: Int)
  /// The header is not the dictionary that the format has. Nothing in it is ever evaluated.
  case syntax(byte: Int, expected: String)
  /// A key of the header is there twice.
  case duplicateKey(String)
  /// A key is none of `descr`, `fortran_order` and `shape`.
  case unknownKey(String)
  /// One of the keys `descr`, `fortran_order` and `shape` is missing.
  case missingKey(String)

  // MARK: Arrays

  /// The elements are of a type that this package does not read: text, dates, records, or Python's
  /// objects, which no program should read from a file of others.
  case unsupportedType(String)
  /// NumPy has no such type.
  case noSuchType(ElementType)
  /// A dimension is negative.
  case negativeDimension(byte: Int)
  /// The array has more than 64 dimensions.
  case tooManyDimensions
  /// The dimensions multiply to more bytes than an address can count.
  case tooLarge(shape: [Int])
}

extension NPYFault: CustomStringConvertible {
  /// What is wrong and where, without the file's name.
  public var description: String {
    switch self {
    case .notNPY(let found):
      "not npy: it starts with \(DataFormatError.Problem.hexadecimal(found)), not 93 4e 55 4d 50 59"
    case .unknownVersion(let major, let minor): "npy version \(major).\(minor) is not known"
    case .headerTooLarge(let size): "a header of \(size) bytes, and 10000 are allowed"
    case .headerBeyondEnd(let size, let fileSize):
      "truncated: a header of \(size) bytes in a file of \(fileSize)"
    case .syntax(let byte, let expected): "byte \(byte): the header has no \(expected) here"
    case .duplicateKey(let key): "the key \(ShownText.quoted(key)) is there twice"
    case .unknownKey(let key): "the key \(ShownText.quoted(key)) is not known"
    case .missingKey(let key): "the key \(ShownText.quoted(key)) is missing"
    case .unsupportedType(let type): "elements of type \(ShownText.quoted(type)) are not read"
    case .noSuchType(let type): "NumPy has no type \(type)"
    case .negativeDimension(let byte): "byte \(byte): the dimension is negative"
    case .tooManyDimensions: "more than 64 dimensions"
    case .tooLarge(let shape):
      "the dimensions \(shape.map(String.init).joined(separator: "×")) are too large"
    }
  }
}
