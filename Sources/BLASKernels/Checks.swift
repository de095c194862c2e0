internal import COpenBLAS
internal import ElementwiseKernels

/// One stored matrix as BLAS sees it: its shape, its leading dimension and the scalars behind it.
///
/// The leading dimension is the distance, in scalars, from the start of a row to the next.
struct StoredMatrix {
  let name: StaticString
  let rows: Int
  let columns: Int
  let leadingDimension: Int
  let available: Int

  /// Stops the program unless BLAS may touch every element that the shape promises.
  ///
  /// `blasint` has 32 bits: a larger dimension is refused here rather than cut off in the call.
  @inline(__always) func check() {
    require(
      rows >= 0 && columns >= 0 && rows <= Int32.max && columns <= Int32.max
        && leadingDimension >= max(1, columns) && leadingDimension <= Int32.max
        && extent <= available,
      // Only a failed check builds the text.
      explanation)
  }

  /// How many scalars lie between the first and the last element, both included.
  private var extent: Int {
    rows == 0 || columns == 0 ? 0 : (rows - 1) * leadingDimension + columns
  }

  private var explanation: String {
    if rows > Int32.max || columns > Int32.max {
      return "\(name) is \(rows)×\(columns): BLAS and LAPACK count in 32 bits, to \(Int32.max)"
    }
    return "\(name) is \(rows)×\(columns) with a leading dimension of \(leadingDimension) in a "
      + "span of \(available) scalars: dimensions must lie in 0...\(Int32.max), the leading dimension in "
      + "\(max(1, columns))...\(Int32.max), and the span must hold all rows"
  }
}

/// The value as the `Float` or `Double` that it is.
///
/// A generic conversion takes a hundred times as long where the compiler has not specialized it.
@inline(__always)
func reinterpret<Scalar, Concrete>(_ value: Scalar, as type: Concrete.Type) -> Concrete {
  unsafe unsafeBitCast(value, to: type)
}

/// What a routine makes of a stored matrix before it uses it, without a copy.
public enum MatrixOperation: Sendable {
  /// A.
  case none
  /// Aᵀ.
  case transpose
  /// Aᴴ, the transpose with all elements conjugated; for real numbers the same as Aᵀ.
  case adjoint

  /// Aᵀ or A.
  package init(transposed: Bool) { self = transposed ? .transpose : .none }

  /// Whether rows become columns.
  package var isTransposed: Bool { self != .none }

  /// As BLAS spells it.
  var cblas: CBLAS_TRANSPOSE {
    switch self {
    case .none: CblasNoTrans
    case .transpose: CblasTrans
    case .adjoint: CblasConjTrans
    }
  }
}

/// The bytes of a span that is not empty, as the scalars that the C parameter asks for.
@inline(__always)
func scalars<Concrete>(_ bytes: UnsafeRawBufferPointer) -> UnsafePointer<Concrete>? {
  unsafe bytes.baseAddress?.assumingMemoryBound(to: Concrete.self)
}

/// The bytes of a span that is not empty, as the scalars that the C parameter asks for.
@inline(__always)
func scalars<Concrete>(_ bytes: UnsafeMutableRawBufferPointer) -> UnsafeMutablePointer<Concrete>? {
  unsafe bytes.baseAddress?.assumingMemoryBound(to: Concrete.self)
}
