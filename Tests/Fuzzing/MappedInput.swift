import Foundation

/// A file without a name in any folder, which holds one input after the other.
enum MappedInput {
  private static let descriptor: CInt = {
    // In memory, where there is such a folder: a disk's file system writes down every change of its size,
    // which takes longer than all that is fuzzed.
    let memory = "/dev/shm"
    let folder =
      FileManager.default.isWritableFile(atPath: memory)
      ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
    let path = folder.appendingPathComponent("descent-fuzzing-\(UUID().uuidString)").path
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { fatalError("\(path) cannot be made") }
    // What is gone from its folder is gone for good when the program ends, however it does.
    _ = unsafe unlink(path)
    return descriptor
  }()

  /// Writes bytes in place of all that is in the file.
  ///
  /// - Precondition: Nobody has the file mapped.
  /// - Returns: A path that opens the file.
  static func path(of bytes: [UInt8]) -> String {
    guard ftruncate(descriptor, 0) == 0,
      unsafe pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
    else { fatalError("an input of \(bytes.count) bytes cannot be written to a file") }
    return "/proc/self/fd/\(descriptor)"
  }
}
