/// Returns all bytes of a regular file.
///
/// - Throws: ``DataFormatError`` when the path leads to none, or it cannot be read.
package func fileBytes(contentsOf path: String) throws(DataFormatError) -> [UInt8] {
  let store = try ByteStore(contentsOf: path)
  return try store.read(0..<store.size)
}

/// Removes a file; what is gone already is no fault, and a folder stays, whatever is in it.
///
/// - Throws: ``DataFormatError/Problem/unwritable(reason:)``.
package func removeFile(_ path: String) throws(DataFormatError) {
  do throws(SystemFault) {
    try SystemFile.remove(path)
  } catch {
    if error.isMissing || (try? SystemStatus(of: path))?.kind == .folder { return }
    throw DataFormatError(path, .unwritable(reason: error.reason))
  }
}
