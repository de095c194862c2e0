internal import Foundation

/// The bytes of a regular file or of an array, handed out once, in order.
final class ByteSource {
  private let store: ByteStore
  private var position = 0

  /// The file as the caller named it, for error messages.
  var name: String { store.name }

  /// The size in bytes; a file may still turn out shorter or longer while it is read.
  var size: Int { store.size }

  /// Hands out the bytes of an array.
  init(bytes: [UInt8], name: String) {
    store = ByteStore(bytes: bytes, name: name)
  }

  /// Opens a regular file, or a link to one, and nothing else.
  init(contentsOf path: String) throws(DataFormatError) {
    store = try ByteStore(contentsOf: path)
  }

  /// Refuses what is larger than the memory of this machine.
  func requireMemory(for count: Int, of size: Int) throws(DataFormatError) {
    try store.requireMemory(for: count, of: size)
  }

  /// Returns the next bytes: `count` of them, or fewer when the end is near; none at the end.
  func read(upTo count: Int) throws(DataFormatError) -> [UInt8] {
    let bytes = try store.read(upTo: count, at: position)
    position += bytes.count
    return bytes
  }
}

/// The system's words for why a file operation failed, such as "Permission denied".
func systemReason(_ error: any Error) -> String {
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
  let cause = (underlying ?? error) as NSError
  return cause.localizedFailureReason ?? cause.localizedDescription
}
