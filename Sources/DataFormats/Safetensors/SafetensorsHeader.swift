/// The header of a safetensors file: what its tensors are called, and where they lie.
///
/// A value made of bytes alone, so that who maps a file into memory can use it too.
///
/// - SeeAlso: <https://github.com/huggingface/safetensors#format>
public struct SafetensorsHeader: Equatable, Sendable {
  /// A tensor of the file.
  public struct Tensor: Equatable, Sendable {
    /// What the tensor is called.
    public let name: String
    /// The type of every element.
    public let elementType: ElementType
    /// The dimensions, slowest first.
    public let shape: [Int]
    /// The bytes of the file that hold the elements, in row-major order, the least significant byte
    /// of each first.
    public let byteRange: Range<Int>
  }

  /// The tensors in the order in which they lie in the file.
  public let tensors: [Tensor]
  /// What else the file says about itself, in the words of whoever wrote it.
  public let metadata: [String: String]
  /// The byte of the file at which the first tensor begins.
  public let dataOffset: Int

  /// The most bytes that the text of a header may have, as the format says.
  static let largestTextSize = 100_000_000
  /// The most dimensions of a tensor; NumPy and PyTorch allow as many.
  static let largestRank = 64
  /// The bytes that hold the size of the text.
  static let prefixSize = 8

  /// Reads the size of the header from the start of a file: with the eight bytes that hold it.
  ///
  /// - Parameters:
  ///   - bytes: The first eight bytes of the file, or more.
  ///   - fileSize: The size of the whole file.
  /// - Returns: The number of bytes up to the first tensor.
  /// - Throws: ``SafetensorsFault`` when the file cannot hold such a header.
  public static func size(
    _ bytes: [UInt8], fileSize: Int
  ) throws(SafetensorsFault) -> Int {
    guard bytes.count >= prefixSize, fileSize >= prefixSize else {
      throw .noHeader(fileSize: fileSize)
    }
    let size = bytes[..<prefixSize].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard size <= largestTextSize else { throw .headerTooLarge(size) }
    guard Int(size) <= fileSize - prefixSize else {
      throw .headerBeyondEnd(size: Int(size), fileSize: fileSize)
    }
    return prefixSize + Int(size)
  }

  /// Reads a header, and checks all that it says: of the tensors, that each lies within the file, has
  /// the size that its shape takes, overlaps with none, and that no byte is left over.
  ///
  /// - Parameters:
  ///   - bytes: The start of the file, with the whole header; what follows is not looked at.
  ///   - fileSize: The size of the whole file.
  /// - Throws: ``SafetensorsFault``.
  /// - Complexity: O(n log n) in the number of tensors, O(n) in the bytes of the header.
  public init(_ bytes: [UInt8], fileSize: Int) throws(SafetensorsFault) {
    let size = try Self.size(bytes, fileSize: fileSize)
    guard bytes.count >= size else {
      throw .headerBeyondEnd(size: size - Self.prefixSize, fileSize: bytes.count)
    }
    var text = SafetensorsText(bytes, from: Self.prefixSize, to: size)
    (tensors, metadata) = try text.read(dataSize: fileSize - size)
    dataOffset = size
    try checkCoverage(fileSize: fileSize)
  }

  /// Makes sure that the tensors cover the data without overlaps and holes.
  private func checkCoverage(fileSize: Int) throws(SafetensorsFault) {
    var end = dataOffset
    var last = ""
    for tensor in tensors {
      if tensor.byteRange.lowerBound < end { throw .overlap(tensor: tensor.name, other: last) }
      if tensor.byteRange.lowerBound > end {
        throw .hole(byte: end, size: tensor.byteRange.lowerBound - end)
      }
      end = tensor.byteRange.upperBound
      last = tensor.name
    }
    if end < fileSize { throw .hole(byte: end, size: fileSize - end) }
  }
}
