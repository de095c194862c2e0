internal import ComplexModule
internal import ElementwiseKernels
internal import RealModule

/// The norm of order p of numbers, (Σ |xᵢ|ᵖ)^(1/p), for any p but NaN.
///
/// Block by block: the moduli of a block are still in the first cache when they are added up.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
func vectorNorm<Scalar: MatrixScalar>(
  of values: Span<Scalar>, order p: Scalar.RealPart
) -> Scalar.RealPart {
  if values.isEmpty { return p < 0 ? .infinity : 0 }
  if p == 0 { return countOfNonzero(values) }
  if p == 1 { return sumOfModuli(values) { _ in } }
  // The greatest term of the sum is made 1. Where that cannot be, it is the norm.
  let scale = extremeModulus(p > 0 ? .maximum : .minimum, of: values)
  if p.isInfinite || !scale.isFinite || scale == 0 { return scale }
  let sum: Scalar.RealPart
  if let exponent = smallExponent(p) {
    sum = sumOfModuli(values) { block in
      for index in block.indices { block[index] = power(block[index] / scale, exponent) }
    }
  } else {
    sum = sumOfModuli(values) { block in
      for index in block.indices { block[index] = .pow(block[index] / scale, p) }
    }
  }
  return scale * .pow(sum, 1 / p)
}

private let blockCount = 4096

/// Calls `body` with the moduli of one block after the other.
@inline(__always)
private func forEachBlock<Scalar: MatrixScalar>(
  of values: Span<Scalar>, _ body: (inout MutableSpan<Scalar.RealPart>) -> Void
) {
  var memory = [Scalar.RealPart](repeating: 0, count: min(values.count, blockCount))
  for start in stride(from: 0, to: values.count, by: blockCount) {
    let end = min(values.count, start + blockCount)
    var elements = memory.mutableSpan
    var block = elements.slice(0..<end - start)
    moduli(of: values.extracting(start..<end), into: &block)
    body(&block)
  }
}

/// Σ f(|xᵢ|), where `change` puts f(m) in the place of each modulus m of a block.
@inline(__always)
private func sumOfModuli<Scalar: MatrixScalar>(
  _ values: Span<Scalar>, changing change: (inout MutableSpan<Scalar.RealPart>) -> Void
) -> Scalar.RealPart {
  var total = Scalar.RealPart.zero
  forEachBlock(of: values) { block in
    change(&block)
    total += sum(of: block.span)
  }
  return total
}

@inline(__always)
private func countOfNonzero<Scalar: MatrixScalar>(_ values: Span<Scalar>) -> Scalar.RealPart {
  var (count, hasNaN) = (0, false)
  forEachBlock(of: values) { block in
    for index in block.indices {
      if block[index] != 0 { count += 1 }
      if block[index].isNaN { hasNaN = true }
    }
  }
  return hasNaN ? .nan : Scalar.RealPart(count)
}

/// The greatest or least |xᵢ|, NaN if any is, for one number at least.
@inline(__always)
private func extremeModulus<Scalar: MatrixScalar>(
  _ kind: Extremum, of values: Span<Scalar>
) -> Scalar.RealPart {
  var result: Scalar.RealPart?
  forEachBlock(of: values) { block in
    let other = extremum(kind, of: block.span)
    guard let former = result else {
      result = other
      return
    }
    if former.isNaN { return }
    if other.isNaN || (kind == .maximum ? other > former : other < former) { result = other }
  }
  return result ?? 0
}

/// A whole exponent so small that products take less time than a logarithm.
private func smallExponent<Real: RealScalar>(_ p: Real) -> Int? {
  p > 0 && p <= 16 && p == p.rounded() ? Int(p) : nil
}

/// xᵏ, k ≥ 1: at most 2·log₂ k products, each rounded.
@inline(__always)
private func power<Real: RealScalar>(_ base: Real, _ exponent: Int) -> Real {
  var (result, square, rest) = (Real(1), base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
