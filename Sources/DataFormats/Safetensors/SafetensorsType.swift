/// A type of the elements of a tensor.
enum SafetensorsType: Equatable, Sendable {
  /// One that arrays of this package have.
  case known(ElementType)
  /// One that the format has besides: an array of it is listed, and not read.
  case foreign(Foreign)

  /// The types of few bits, by the names that the format gives them.
  enum Foreign: String, Sendable {
    case float4 = "F4"
    case float6E2M3 = "F6_E2M3"
    case float6E3M2 = "F6_E3M2"
    case float8E5M2 = "F8_E5M2"
    case float8E4M3 = "F8_E4M3"
    case float8E8M0 = "F8_E8M0"
    case float8E4M3FNUZ = "F8_E4M3FNUZ"
    case float8E5M2FNUZ = "F8_E5M2FNUZ"

    /// The bits of an element.
    var bitCount: Int {
      switch self {
      case .float4: 4
      case .float6E2M3, .float6E3M2: 6
      default: 8
      }
    }
  }

  /// The type that the format calls so, or nil where it has none such.
  init?(name: String) {
    if let type = ElementType(safetensorsName: name) {
      self = .known(type)
    } else if let type = Foreign(rawValue: name) {
      self = .foreign(type)
    } else {
      return nil
    }
  }

  /// What the format calls it.
  var name: String {
    switch self {
    case .known(let type): type.safetensorsName ?? type.rawValue
    case .foreign(let type): type.rawValue
    }
  }

  /// The type of arrays, or nil where no array has it.
  var elementType: ElementType? { if case .known(let type) = self { type } else { nil } }

  /// The size of a tensor in bytes.
  ///
  /// - Throws: ``SafetensorsFault`` where an address cannot count the bytes, or the last of them is not full.
  func byteCount(ofShape shape: [Int], tensor: String) throws(SafetensorsFault) -> Int {
    switch self {
    case .known(let type):
      guard let count = type.byteCount(ofShape: shape) else {
        throw .tooLarge(shape: shape, tensor: tensor)
      }
      return count
    case .foreign(let type):
      let (bits, overflow) =
        ElementType.uint8.byteCount(ofShape: shape)?.multipliedReportingOverflow(by: type.bitCount)
        ?? (0, true)
      guard !overflow else { throw .tooLarge(shape: shape, tensor: tensor) }
      guard bits % 8 == 0 else { throw .partialByte(bits: bits, tensor: tensor) }
      return bits / 8
    }
  }
}
