extension NPZ {
  /// The bytes of an npz file that holds these arrays, in the order of their names.
  ///
  /// - Parameters:
  ///   - arrays: The arrays by name.
  ///   - isPacked: Whether to pack each with deflate, as `numpy.savez_compressed` does.
  /// - Returns: The whole file; equal arrays make equal files.
  /// - Throws: ``DataFormatError`` when NumPy has no such type as one of the arrays, which is bfloat16, or
  ///   not as many dimensions.
  /// - Precondition: No name begins with a slash, has a part between slashes that is "..", a zero byte, or
  ///   more than 30 combining marks in a row, or takes more than 65,531 bytes as UTF-8.
  public static func fileBytes(
    of arrays: [String: NumericArray], isPacked: Bool = false
  ) throws(DataFormatError) -> [UInt8] {
    var bytes: [UInt8] = []
    try write(arrays, isPacked: isPacked, name: "npz data") { part in bytes += part }
    return bytes
  }

  /// Writes arrays to an npz file, replacing it whole or not at all.
  ///
  /// - Parameters:
  ///   - arrays: The arrays by name.
  ///   - isPacked: Whether to pack each with deflate, as `numpy.savez_compressed` does.
  ///   - path: The file.
  /// - Throws: ``DataFormatError`` when the file cannot be written, or NumPy has no such type as one of
  ///   the arrays, which is bfloat16, or not as many dimensions.
  /// - Precondition: As for ``fileBytes(of:isPacked:)``.
  public static func write(
    _ arrays: [String: NumericArray], isPacked: Bool = false, to path: String
  ) throws(DataFormatError) {
    // Before there is a file that nobody would take away.
    for key in arrays.keys { ZipWriter.check(key + ".npy") }
    let file = try AtomicFile(replacing: path)
    try write(arrays, isPacked: isPacked, name: path) { (part) throws(DataFormatError) in
      try file.write(part)
    }
    try file.commit()
  }

  private static func write(
    _ arrays: [String: NumericArray], isPacked: Bool, name: String,
    to output: ([UInt8]) throws(DataFormatError) -> Void
  ) throws(DataFormatError) {
    var writer = ZipWriter()
    for (key, array) in arrays.sorted(by: { $0.key.precedes($1.key) }) {
      let content: [UInt8]
      do throws(DataFormatError) {
        content = try array.npyBytes(name: name)
      } catch {
        throw error.inside(key)
      }
      let packed = isPacked ? deflated(content, as: .raw) : nil
      try output(writer.header(of: key + ".npy", content, packedSize: packed?.count))
      try output(packed ?? content)
    }
    try output(writer.end())
  }
}
