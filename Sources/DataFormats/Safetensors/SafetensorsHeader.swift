/// The header of a safetensors file: what its tensors are called, and where they lie.
///
/// A value made of bytes alone, so that who maps a file into memory can use it too. It keeps those bytes
/// and where in them each thing stands, some four times the text at most while it is read; a
/// ``Tensor`` is made when somebody asks for it.
///
/// - SeeAlso: <https://github.com/huggingface/safetensors#format>
public struct SafetensorsHeader: Equatable, Sendable {
  /// A tensor of the file.
  public struct Tensor: Equatable, Sendable {
    /// What the tensor is called.
    public let name: String
    /// The type of every element, or nil where it is one that no array of this package has: such a tensor
    /// is listed, and not read.
    public let elementType: ElementType?
    /// What the format calls the type, such as "F32" or "F8_E4M3".
    public let typeName: String
    /// The dimensions, slowest first.
    public let shape: [Int]
    /// The bytes of the file that hold the elements, in row-major order, the least significant byte
    /// of each first.
    public let byteRange: Range<Int>
  }

  /// The byte of the file at which the first tensor begins.
  public let dataOffset: Int

  /// The file up to the first tensor.
  private let bytes: [UInt8]
  /// What the tensors are called, in the order of the text, and where they lie.
  private let texts: TextList
  private let places: [SafetensorsText.Place]
  /// The places of the names in their order, and those of the tensors in that of the file.
  private let nameOrder: TextOrder
  private let fileOrder: [UInt32]
  private let metadataPlace: SafetensorsText.Metadata?

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
    let isPossible = size <= largestTextSize && Int(size) <= fileSize - prefixSize
    if !isPossible, let format = SafetensorsFault.Format(bytes) { throw .otherFormat(format) }
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
    self.bytes = bytes.count == size ? bytes : Array(bytes[..<size])
    dataOffset = size
    var text = SafetensorsText(self.bytes, from: Self.prefixSize, to: size)
    try text.read(dataSize: fileSize - size)
    (texts, places, metadataPlace) = (text.names, text.places, text.metadata)
    nameOrder = TextOrder(texts)
    if let name = nameOrder.repeated(in: texts) { throw .duplicateName(name) }
    var fileOrder = Array(0..<UInt32(text.places.count))
    fileOrder.sort {
      let (left, right) = (text.places[Int($0)], text.places[Int($1)])
      return (left.start, left.end) < (right.start, right.end)
    }
    self.fileOrder = fileOrder
    try checkCoverage(fileSize: fileSize)
  }

  /// Makes sure that the tensors cover the data without overlaps and holes.
  private func checkCoverage(fileSize: Int) throws(SafetensorsFault) {
    var end = dataOffset
    var last: UInt32?
    for index in fileOrder {
      let place = places[Int(index)]
      if place.start < end {
        throw .overlap(
          tensor: texts[Int(index)], other: last.map { texts[Int($0)] } ?? "")
      }
      if place.start > end { throw .hole(byte: end, size: place.start - end) }
      end = place.end
      last = index
    }
    if end < fileSize { throw .hole(byte: end, size: fileSize - end) }
  }
}

extension SafetensorsHeader {
  /// What the tensors are called, in the order in which they lie in the file.
  ///
  /// - Complexity: O(n) in the number of tensors.
  public var names: [String] { fileOrder.map { texts[Int($0)] } }

  /// The tensors in the order in which they lie in the file.
  ///
  /// - Complexity: O(n) in the number of tensors, each of which is made.
  public var tensors: [Tensor] { fileOrder.map { tensor(at: Int($0)) } }

  /// What else the file says about itself, in the words of whoever wrote it.
  ///
  /// - Complexity: O(1). The words are taken from the header one by one, when they are asked for.
  public var metadata: SafetensorsMetadata {
    metadataPlace.map { SafetensorsMetadata(bytes, at: $0) } ?? [:]
  }

  /// Some of what else the file says about itself, without anything made of the rest.
  package func metadata(named names: Set<String>) -> [String: String] {
    Dictionary(uniqueKeysWithValues: metadata.lazy.filter { names.contains($0.0) })
  }

  /// The tensor of a name, or nil where none has it.
  ///
  /// - Complexity: O(log n) in the number of tensors, and O(n) where none has the name's bytes.
  public subscript(name: String) -> Tensor? {
    nameOrder.place(of: name, in: texts).map { tensor(at: $0) }
  }

  private func tensor(at index: Int) -> Tensor {
    let place = places[index]
    var json = JSONScanner(bytes, from: Int(place.shapeStart), to: dataOffset)
    do throws(SafetensorsFault) {
      guard let shape = try json.wholeNumbers(atMost: Self.largestRank) else {
        fatalError("\(texts[index]) has more dimensions than it had")
      }
      return Tensor(
        name: texts[index], elementType: place.type.elementType, typeName: place.type.name,
        shape: shape,
        byteRange: place.start..<place.end)
    } catch {
      fatalError("the shape of \(texts[index]) cannot be read again: \(error)")
    }
  }

  /// Whether two headers say the same of equal tensors and of the file.
  public static func == (left: SafetensorsHeader, right: SafetensorsHeader) -> Bool {
    left.dataOffset == right.dataOffset && left.tensors == right.tensors
      && left.metadata == right.metadata
  }
}
