/// A record of a TFRecord file: its length, its bytes, and a checksum of each.
///
/// ```
/// length          8 bytes, least significant first
/// its checksum    4 bytes
/// data            length bytes
/// its checksum    4 bytes
/// ```
/// - SeeAlso: <https://www.tensorflow.org/tutorials/load_data/tfrecord>
enum TensorBoardRecord {
  /// The record of some bytes.
  static func framed(_ data: [UInt8]) -> [UInt8] {
    let length = littleEndian(UInt64(data.count))
    return length + littleEndian(maskedChecksum(of: length)) + data
      + littleEndian(maskedChecksum(of: data))
  }

  /// The checksum as the format has it, rotated and shifted.
  ///
  /// So that the checksum of bytes that contain their own checksum is one too.
  static func maskedChecksum(of bytes: [UInt8]) -> UInt32 {
    let checksum = checksum(of: bytes)
    return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }

  /// CRC-32C, Castagnoli's polynomial, as in RFC 3720.
  static func checksum(of bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { $0 >> 8 ^ remainders[Int(($0 ^ UInt32($1)) & 0xFF)] }
  }

  /// What each byte leaves after the division by the polynomial.
  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0x82F6_3B78 }
  }

  /// The bytes of a number, least significant first.
  static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
