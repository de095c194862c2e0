public import LinearAlgebra

extension Matrix {
  /// Reads an npy file as a matrix: the first dimension counts the rows, the others are laid end to
  /// end, and an array of one dimension is a column.
  ///
  /// ```swift
  /// let features = try Matrix<Float>(contentsOfNPY: "features.npy", .rounded)
  /// ```
  /// If the elements are those of the matrix, the file is read right into its memory.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - conversion: What becomes of numbers that `Scalar` does not have.
  /// - Throws: ``DataFormatError`` when the file cannot be read, or is shorter or longer than its header
  ///   says, with an ``NPYFault`` that says what is wrong with the header, or for the first number
  ///   that the conversion does not allow.
  /// - Complexity: O(n) in the size of the file.
  public init(
    contentsOfNPY path: String, _ conversion: NumberConversion = .exact
  ) throws(DataFormatError) {
    let store = try ByteStore(contentsOf: path)
    self = try store.matrix(at: store.npyPlace(), conversion)
  }

  /// Writes the matrix to an npy file, replacing it whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - order: Whether rows or columns are to lie together in the file.
  ///   - byteOrder: Which byte of an element is to come first.
  /// - Throws: ``DataFormatError`` when the file cannot be written.
  public func write(
    toNPY path: String, order: ElementOrder = .rowMajor, byteOrder: ByteOrder = .littleEndian
  ) throws(DataFormatError) {
    try NumericArray(self).write(toNPY: path, order: order, byteOrder: byteOrder)
  }
}

extension Array where Element: NumericElement {
  /// Reads an npy file of one dimension.
  ///
  /// ```swift
  /// let labels = try [Int32](contentsOfNPY: "labels.npy")
  /// ```
  /// - Parameters:
  ///   - path: The file.
  ///   - conversion: What becomes of numbers that `Element` does not have.
  /// - Throws: ``DataFormatError`` when the file cannot be read, is not sound or has another number of
  ///   dimensions, or for the first number that the conversion does not allow.
  public init(
    contentsOfNPY path: String, _ conversion: NumberConversion = .exact
  ) throws(DataFormatError) {
    self = try NumericArray(contentsOfNPY: path).vector(of: Element.self, conversion, name: path)
  }

  /// Writes the numbers to an npy file of one dimension, replacing it whole or not at all.
  ///
  /// - Throws: ``DataFormatError`` when the file cannot be written, or NumPy has no such type, which is
  ///   bfloat16.
  public func write(toNPY path: String) throws(DataFormatError) {
    try NumericArray(self).write(toNPY: path)
  }
}
