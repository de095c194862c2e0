/// What is wrong with the header of a safetensors file, and where.
///
/// Bytes are counted from the start of the file.
public enum SafetensorsFault: Error, Equatable, Sendable {
  // MARK: Text

  /// The file does not begin with the size of a header, or ends within it.
  case noHeader(fileSize: Int)
  /// The header is larger than 100 MB, the limit of the format.
  case headerTooLarge(UInt64)
  /// The file is one of another format, which has weights, too.
  case otherFormat(Format)
  /// The file ends within the header.
  case headerBeyondEnd(size: Int, fileSize: Int)
  /// A name or another text of the header is not UTF-8.
  case invalidUTF8(byte: Int)
  /// The header is not what JSON and the format have in this place.
  case syntax(byte: Int, expected: String)

  // MARK: Names

  /// Two tensors, or two of the pairs of `__metadata__`, have one name.
  case duplicateName(String)
  /// Two names of `__metadata__` differ in their bytes and not for Swift, as two ways to write an é.
  case equivalentNames(String, String)
  /// A name has more than 30 combining marks in a row, which Swift takes long to compare.
  case tooManyMarks(byte: Int)
  /// A tensor is described by a word twice.
  case duplicateKey(String, tensor: String)
  /// A tensor is described by a word that is none of `dtype`, `shape` and `data_offsets`.
  case unknownKey(String, tensor: String)
  /// One of the words `dtype`, `shape` and `data_offsets` is missing.
  case missingKey(String, tensor: String)

  // MARK: Tensors

  /// The type of a tensor is none that the format has, or none that this package reads.
  case unknownElementType(String, tensor: String)
  /// A tensor has more than 64 dimensions.
  case tooManyDimensions(tensor: String)
  /// The dimensions of a tensor multiply to more bytes than an address can count.
  case tooLarge(shape: [Int], tensor: String)
  /// The elements of a tensor, of four or six bits each, do not fill whole bytes.
  case partialByte(bits: Int, tensor: String)
  /// The offsets of a tensor enclose another number of bytes than its shape takes.
  case wrongSize(Int, expected: Int, tensor: String)
  /// The offsets of a tensor lead out of the data.
  case outOfRange(begin: Int, end: Int, dataSize: Int, tensor: String)
  /// A tensor begins before the one in front of it ends.
  case overlap(tensor: String, other: String)
  /// Bytes of the data belong to no tensor.
  case hole(byte: Int, size: Int)
}

extension SafetensorsFault {
  /// Another format in which weights are kept, as the first bytes of a file tell it.
  public enum Format: Equatable, Sendable {
    /// A zip archive, such as files of PyTorch (.pt), Keras (.keras) and NumPy (.npz) are.
    case zip
    /// HDF5, such as older files of Keras (.h5) are.
    case hdf5

    /// The format of a file that begins so; nil where it is neither.
    init?(_ start: [UInt8]) {
      if start.starts(with: [0x50, 0x4B, 3, 4]) {
        self = .zip
      } else if start.starts(with: [0x89, 0x48, 0x44, 0x46]) {
        self = .hdf5
      } else {
        return nil
      }
    }
  }
}

extension SafetensorsFault: CustomStringConvertible {
  /// What is wrong and where, without the file's name.
  public var description: String {
    switch self {
    case .noHeader(let size): "not safetensors: \(size) bytes are too few"
    case .headerTooLarge(let size):
      "not safetensors: a header of \(size) bytes, and 100000000 are allowed"
    case .otherFormat(.zip):
      "not safetensors but a zip archive: NumPy's need a name that ends in .npz, and weights in a .pt file "
        + "are saved anew in Python by safetensors.torch.save_file(model.state_dict(), …)"
    case .otherFormat(.hdf5):
      "not safetensors but HDF5: weights of Keras are saved anew in Python by "
        + "numpy.savez(\"model.npz\", *model.get_weights())"
    case .headerBeyondEnd(let size, let fileSize):
      "truncated, or not safetensors: a header of \(size) bytes in a file of \(fileSize)"
    case .invalidUTF8(let byte): "byte \(byte): the text is not UTF-8"
    case .syntax(let byte, let expected): "byte \(byte): the header has no \(expected) here"
    case .duplicateName(let name): "the name \(Self.quoted(name)) is there twice"
    case .equivalentNames(let name, let other): EquivalentNames(name, other).description
    case .tooManyMarks(let byte):
      "byte \(byte): a name has more than 30 combining marks in a row"
    case .duplicateKey(let key, let tensor):
      "tensor \(Self.quoted(tensor)): \(Self.quoted(key)) is there twice"
    case .unknownKey(let key, let tensor):
      "tensor \(Self.quoted(tensor)): \(Self.quoted(key)) is not known"
    case .missingKey(let key, let tensor):
      "tensor \(Self.quoted(tensor)): \(Self.quoted(key)) is missing"
    case .unknownElementType(let type, let tensor):
      "tensor \(Self.quoted(tensor)): the type \(Self.quoted(type)) is not known"
    case .tooManyDimensions(let tensor):
      "tensor \(Self.quoted(tensor)): more than 64 dimensions"
    case .tooLarge(let shape, let tensor):
      "tensor \(Self.quoted(tensor)): the dimensions "
        + "\(shape.map(String.init).joined(separator: "×")) are too large"
    case .partialByte(let bits, let tensor):
      "tensor \(Self.quoted(tensor)): its \(bits) bits fill no whole bytes"
    case .wrongSize(let size, let expected, let tensor):
      "tensor \(Self.quoted(tensor)): \(expected) bytes expected, and the offsets enclose \(size)"
    case .outOfRange(let begin, let end, let size, let tensor):
      "tensor \(Self.quoted(tensor)): the offsets \(begin) to \(end) are no part of \(size) bytes"
    case .overlap(let tensor, let other):
      "tensor \(Self.quoted(tensor)): it overlaps with \(Self.quoted(other))"
    case .hole(let byte, let size): "byte \(byte): \(size) bytes belong to no tensor"
    }
  }

  private static func quoted(_ text: String) -> String { ShownText.quoted(text) }
}
