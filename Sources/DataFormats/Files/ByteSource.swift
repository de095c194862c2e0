internal import Foundation

/// The bytes of a regular file or of an array, handed out once, in order.
final class ByteSource {
  /// The file as the caller named it, for error messages.
  let name: String
  /// The size in bytes; a file may still turn out shorter or longer while it is read.
  let size: Int
  private let origin: Origin
  private var position = 0

  private enum Origin {
    case memory([UInt8])
    case file(FileHandle)
  }

  /// Hands out the bytes of an array.
  init(bytes: [UInt8], name: String) {
    self.name = name
    size = bytes.count
    origin = .memory(bytes)
  }

  /// Opens a regular file, or a link to one.
  ///
  /// Nothing else: a device may have no end, and opening a pipe waits for a writer.
  init(contentsOf path: String) throws(DataFormatError) {
    name = path
    // Foundation takes the empty path for the current folder.
    guard !path.isEmpty else { throw DataFormatError(path, .unreadable(reason: "no file named")) }
    let url = URL(fileURLWithPath: path)
    do {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: url.resolvingSymlinksInPath().path)
      switch attributes[.type] as? FileAttributeType {
      case .typeRegular: break
      // A link that leads nowhere: opening it yields the system's reason.
      case .typeSymbolicLink: break
      case .typeDirectory: throw DataFormatError(path, .notAFile(kind: "folder"))
      default: throw DataFormatError(path, .notAFile(kind: "device, pipe or socket"))
      }
      size = (attributes[.size] as? NSNumber)?.intValue ?? 0
      origin = .file(try FileHandle(forReadingFrom: url))
    } catch let error as DataFormatError {
      throw error
    } catch {
      throw DataFormatError(path, .unreadable(reason: systemReason(error)))
    }
  }

  deinit {
    // Closing a file that was only read loses nothing, whatever the system answers.
    if case .file(let handle) = origin { try? handle.close() }
  }

  /// Returns the next bytes: `count` of them, or fewer when the end is near; none at the end.
  func read(upTo count: Int) throws(DataFormatError) -> [UInt8] {
    switch origin {
    case .memory(let bytes):
      let end = min(position + count, bytes.count)
      defer { position = end }
      return position == 0 && end == bytes.count ? bytes : Array(bytes[position..<end])
    case .file(let handle):
      do {
        return try handle.read(upToCount: count).map { [UInt8]($0) } ?? []
      } catch {
        throw DataFormatError(name, .unreadable(reason: systemReason(error)))
      }
    }
  }
}

/// Writes bytes to a file, all of them or none: an older file of that name stays until then.
func writeFile(_ bytes: [UInt8], to path: String) throws(DataFormatError) {
  do {
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw DataFormatError(path, .unwritable(reason: systemReason(error)))
  }
}

/// The system's words for why a file operation failed, such as "Permission denied".
func systemReason(_ error: any Error) -> String {
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
  let cause = (underlying ?? error) as NSError
  return cause.localizedFailureReason ?? cause.localizedDescription
}
