internal import CZlib
internal import ElementwiseKernels

// The fence around zlib: the only file of this module that imports C or touches raw memory.
// Arrays go in and come out; counts tell how far zlib got.

/// What stands around bytes that are packed by deflate.
enum PackedFormat {
  /// A header, and the length and checksum at the end.
  case gzip
  /// Nothing, as in zip files, which keep length and checksum elsewhere.
  case raw

  /// A window of 2¹⁵ bytes, the format's largest, as zlib is told the format: adding 16 asks for gzip
  /// and nothing else, the sign for nothing at all.
  fileprivate var window: Int32 { self == .gzip ? 15 + 16 : -15 }
}

/// The checksum of zip files, CRC-32, of bytes that follow others.
func checksum(of bytes: [UInt8], after checksum: UInt32 = 0) -> UInt32 {
  unsafe bytes.withUnsafeBufferPointer { source in
    guard let start = source.baseAddress else { return checksum }
    return unsafe UInt32(crc32_z(UInt(checksum), start, source.count))
  }
}

/// An unpacking in progress, and the window of recent bytes that it refers back to.
@safe
final class InflateStream {
  private let stream: UnsafeMutablePointer<z_stream>

  /// What one call achieved.
  enum Progress: Equatable {
    /// Some input was used, or some output made.
    case advanced
    /// A member ended, and its length and checksum are right; or the raw data ended.
    case endOfMember
    /// More input is needed, and there was none.
    case starved
    /// The data contradict themselves, in the words of zlib.
    case corrupt(detail: String)
  }

  /// Starts at the first byte of a gzip member, or of raw data.
  init(_ format: PackedFormat = .gzip) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateInit2_(
      stream, format.window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    require(status == Z_OK, "zlib \(ZLIB_VERSION) does not start: status \(status)")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Unpacks from `input[used...]` into `output[made...]`, and advances both positions, until
  /// one of the two is at its end or a member is.
  func inflate(
    _ input: [UInt8], at used: inout Int, into output: inout [UInt8], at made: inout Int
  ) -> Progress {
    let available = min(input.count - used, largestPiece)
    let room = min(output.count - made, largestPiece)
    let status = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.lend(source, from: used, available, target, from: made, room)
        return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      }
    }
    used += unsafe available - Int(stream.pointee.avail_in)
    made += unsafe room - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK: return .advanced
    case Z_STREAM_END: return .endOfMember
    case Z_BUF_ERROR: return .starved
    case Z_MEM_ERROR: fatalError("out of memory: zlib cannot allocate its window")
    default:
      let detail = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      return .corrupt(detail: detail ?? "zlib status \(status)")
    }
  }

  /// Expects the first byte of another member next.
  func startNextMember() {
    let status = unsafe inflateReset(stream)
    require(status == Z_OK, "zlib does not start again: status \(status)")
  }
}

/// The bytes with zeros behind them, in memory of just this size.
func enlarged(_ bytes: [UInt8], to size: Int) -> [UInt8] {
  require(size > bytes.count, "\(bytes.count) bytes cannot grow to \(size)")
  return unsafe [UInt8](unsafeUninitializedCapacity: size) { target, made in
    unsafe bytes.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        unsafe target.baseAddress?.initialize(from: start, count: source.count)
      }
    }
    let rest = unsafe target.baseAddress.map { unsafe $0 + bytes.count }
    unsafe rest?.initialize(repeating: 0, count: size - bytes.count)
    made = size
  }
}

/// Packs bytes as one gzip member or as raw data.
func deflated(_ bytes: [UInt8], as format: PackedFormat) -> [UInt8] {
  // On the heap, because zlib remembers where the stream lies.
  let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  unsafe stream.initialize(to: z_stream())
  var status = unsafe deflateInit2_(
    stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, format.window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  require(status == Z_OK, "zlib \(ZLIB_VERSION) does not start: status \(status)")
  defer {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  let capacity = unsafe Int(deflateBound(stream, UInt(bytes.count)))
  return unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, made in
    unsafe bytes.withUnsafeBufferPointer { source in
      var used = 0
      while status != Z_STREAM_END {
        let available = min(source.count - used, largestPiece)
        let room = min(capacity - made, largestPiece)
        unsafe stream.lend(source, from: used, available, target, from: made, room)
        status = unsafe deflate(stream, used + available < source.count ? Z_NO_FLUSH : Z_FINISH)
        require(status == Z_OK || status == Z_STREAM_END, "zlib does not pack: \(status)")
        used += unsafe available - Int(stream.pointee.avail_in)
        made += unsafe room - Int(stream.pointee.avail_out)
      }
    }
  }
}

extension UnsafeMutablePointer<z_stream> {
  /// Tells zlib what to read next and where to write.
  fileprivate func lend(
    _ source: UnsafeBufferPointer<UInt8>, from used: Int, _ available: Int,
    _ target: UnsafeMutableBufferPointer<UInt8>, from made: Int, _ room: Int
  ) {
    // zlib only reads its input; its declaration lacks the const.
    unsafe pointee.next_in =
      UnsafeMutablePointer<UInt8>(mutating: source.baseAddress.map { unsafe $0 + used })
    unsafe pointee.avail_in = UInt32(available)
    unsafe pointee.next_out = target.baseAddress.map { unsafe $0 + made }
    unsafe pointee.avail_out = UInt32(room)
  }
}

/// The most bytes for one call: zlib counts them in 32 bits.
private let largestPiece = 1 << 30
