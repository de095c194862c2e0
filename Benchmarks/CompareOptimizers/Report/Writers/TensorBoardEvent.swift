/// An event of TensorBoard as a message of Protocol Buffers.
///
/// ```
/// Event          1 wall_time: double   2 step: int64   3 file_version: string   5 summary: Summary
///                10 source_metadata: SourceMetadata
/// Summary        1 value: repeated Value
/// Value          1 tag: string         2 simple_value: float
/// SourceMetadata 1 writer: string
/// ```
/// What is zero or empty is left out, but for a value; fields come in the order of their numbers.
///
/// - SeeAlso: `tensorboard/compat/proto/event.proto` and `summary.proto`.
struct TensorBoardEvent {
  /// The bytes of the message.
  private(set) var bytes: [UInt8] = []

  /// The event that a file begins with.
  init(fileVersion: String, writer: String, wallTime: Double) {
    append(1, wallTime)
    append(3, Array(fileVersion.utf8))
    var source = TensorBoardEvent()
    source.append(1, Array(writer.utf8))
    append(10, source.bytes)
  }

  /// A number at a step of a run.
  init(tag: String, value: Float, step: Int, wallTime: Double) {
    var scalar = TensorBoardEvent()
    scalar.append(1, Array(tag.utf8))
    scalar.appendKey(2, .fourBytes)
    scalar.bytes += TensorBoardRecord.littleEndian(value.bitPattern)
    var summary = TensorBoardEvent()
    summary.append(1, scalar.bytes)
    append(1, wallTime)
    if step != 0 {
      appendKey(2, .variable)
      appendVariable(UInt64(bitPattern: Int64(step)))
    }
    append(5, summary.bytes)
  }

  private init() {}

  /// How the bytes of a field are counted.
  private enum WireType: UInt64 {
    case variable = 0
    case eightBytes = 1
    case counted = 2
    case fourBytes = 5
  }

  private mutating func append(_ field: UInt64, _ value: Double) {
    guard value != 0 else { return }
    appendKey(field, .eightBytes)
    bytes += TensorBoardRecord.littleEndian(value.bitPattern)
  }

  private mutating func append(_ field: UInt64, _ content: [UInt8]) {
    guard !content.isEmpty else { return }
    appendKey(field, .counted)
    appendVariable(UInt64(content.count))
    bytes += content
  }

  private mutating func appendKey(_ field: UInt64, _ type: WireType) {
    appendVariable(field << 3 | type.rawValue)
  }

  /// Seven bits a byte, the least significant first; the top bit says that more follow.
  private mutating func appendVariable(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
