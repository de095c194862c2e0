/// What is wrong with a zip file, such as an npz file is, and where.
///
/// Bytes are counted from the start of the file.
public enum ZipFault: Error, Equatable, Sendable {
  // MARK: The directory

  /// The file does not end as zip does.
  case notZip
  /// The file is one of several parts.
  case severalParts
  /// The directory does not lie where the end of the file says, right in front of it.
  case directoryMisplaced
  /// An entry of the directory is not what the format has in this place.
  case badEntry(byte: Int)
  /// The directory has more or fewer entries than the end of the file says.
  case wrongEntryCount
  /// The directory is larger than 4 GiB.
  case directoryTooLarge(Int)

  // MARK: Names

  /// The name of an entry is neither ASCII nor marked as UTF-8, or not UTF-8.
  case invalidName(byte: Int)
  /// The name of an entry begins with a slash, has a part that is "..", a zero byte, or more than 30
  /// combining marks in a row.
  case unsafeName(String)
  /// Two entries have one name.
  case duplicateName(String)

  // MARK: Entries

  /// An entry is encrypted.
  case encrypted(String)
  /// An entry is packed in another way than by deflate.
  case unknownMethod(Int, entry: String)
  /// The sizes of an entry contradict each other, or what can be packed.
  case wrongSize(entry: String)
  /// An entry leads out of the file.
  case outOfRange(entry: String)
  /// Two entries have bytes in common.
  case overlap(entry: String, other: String)
  /// What stands in front of an entry is not what the directory says.
  case contradiction
  /// The packed data contradict their own structure, in the words of zlib.
  case corrupt(detail: String)
  /// The content has another length than the directory says.
  case wrongLength(expected: Int)
  /// The content has another checksum than the directory says.
  case wrongChecksum
  /// The content is longer than is allowed, once it is unpacked.
  case tooLong(limit: Int)
}

extension ZipFault: CustomStringConvertible {
  /// What is wrong and where, without the file's name.
  public var description: String {
    switch self {
    case .notZip: "not zip, or truncated: the end of the directory is not there"
    case .severalParts: "one part of a zip file, and all are needed"
    case .directoryMisplaced: "the directory is not where the end of the file says"
    case .badEntry(let byte): "byte \(byte): this is no entry of a zip directory"
    case .wrongEntryCount: "the directory has another number of entries than it says"
    case .directoryTooLarge(let size):
      "a directory of \(size) bytes, and \(TextList.largestSize) are allowed"
    case .invalidName(let byte): "byte \(byte): the name is neither ASCII nor UTF-8"
    case .unsafeName(let name): "the name \(Self.quoted(name)) is not safe"
    case .duplicateName(let name): "the name \(Self.quoted(name)) is there twice"
    case .encrypted(let name): "entry \(Self.quoted(name)): it is encrypted"
    case .unknownMethod(let method, let name):
      "entry \(Self.quoted(name)): packed by method \(method), which is not known"
    case .wrongSize(let name): "entry \(Self.quoted(name)): its sizes contradict each other"
    case .outOfRange(let name): "entry \(Self.quoted(name)): it leads out of the file"
    case .overlap(let name, let other):
      "entry \(Self.quoted(name)): it overlaps with \(Self.quoted(other))"
    case .contradiction: "what stands in front of the data contradicts the directory"
    case .corrupt(let detail): "corrupt data: \(detail)"
    case .wrongLength(let expected): "the data are not the \(expected) bytes that were packed"
    case .wrongChecksum: "the checksum is wrong"
    case .tooLong(let limit): "unpacks to more than the \(limit) bytes allowed"
    }
  }

  private static func quoted(_ text: String) -> String { ShownText.quoted(text) }
}
