/// Returns all bytes of a regular file.
///
/// - Throws: ``DataFormatError`` when the path leads to none, or it cannot be read.
package func fileBytes(contentsOf path: String) throws(DataFormatError) -> [UInt8] {
  let store = try ByteStore(contentsOf: path)
  return try store.read(0..<store.size)
}
