internal import ElementwiseKernels

// The operations between a matrix and a scalar once more, with the type of the number by name. Where
// only the generic ones exist, the type checker tries each of them for each operator of a formula: for
// `1 - 2 * a / 3 + 4 * b - 5` it took seconds. Tests/Consumer has formulas that must be fast.

extension Matrix where Scalar == Double {
  /// Returns the matrix with a number added to every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func + (left: Matrix, right: Double) -> Matrix { left.combined(.add, right) }

  /// Returns the matrix with a number subtracted from every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func - (left: Matrix, right: Double) -> Matrix { left.combined(.subtract, right) }

  /// Returns the matrix with every element multiplied by a number.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func * (left: Matrix, right: Double) -> Matrix { left.combined(.multiply, right) }

  /// Returns the matrix with every element divided by a number; by 0 as IEEE 754 says.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func / (left: Matrix, right: Double) -> Matrix { left.combined(.divide, right) }

  /// Returns the matrix with a number added to every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func + (left: Double, right: Matrix) -> Matrix { right.combined(.add, after: left) }

  /// Returns the number minus every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func - (left: Double, right: Matrix) -> Matrix {
    right.combined(.subtract, after: left)
  }

  /// Returns the matrix with every element multiplied by a number.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func * (left: Double, right: Matrix) -> Matrix {
    right.combined(.multiply, after: left)
  }

  /// Returns the number divided by every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func / (left: Double, right: Matrix) -> Matrix {
    right.combined(.divide, after: left)
  }
}

extension Matrix where Scalar == Float {
  /// Returns the matrix with a number added to every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func + (left: Matrix, right: Float) -> Matrix { left.combined(.add, right) }

  /// Returns the matrix with a number subtracted from every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func - (left: Matrix, right: Float) -> Matrix { left.combined(.subtract, right) }

  /// Returns the matrix with every element multiplied by a number.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func * (left: Matrix, right: Float) -> Matrix { left.combined(.multiply, right) }

  /// Returns the matrix with every element divided by a number; by 0 as IEEE 754 says.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func / (left: Matrix, right: Float) -> Matrix { left.combined(.divide, right) }

  /// Returns the matrix with a number added to every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func + (left: Float, right: Matrix) -> Matrix { right.combined(.add, after: left) }

  /// Returns the number minus every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func - (left: Float, right: Matrix) -> Matrix {
    right.combined(.subtract, after: left)
  }

  /// Returns the matrix with every element multiplied by a number.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func * (left: Float, right: Matrix) -> Matrix {
    right.combined(.multiply, after: left)
  }

  /// Returns the number divided by every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static func / (left: Float, right: Matrix) -> Matrix {
    right.combined(.divide, after: left)
  }
}
