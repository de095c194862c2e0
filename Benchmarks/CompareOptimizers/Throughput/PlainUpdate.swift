/// RMSprop as one would write it in Swift: what the fused kernel is held against.
///
/// Arrays and a loop, nothing else. It is the same arithmetic in the same order, so the results are
/// the same to the last bit.
func plainRMSprop(
  _ theta: inout [Float], gradient: [Float], meanSquare: inout [Float],
  learningRate: Float, rho: Float, gradientWeight: Float, epsilon: Float
) {
  for i in theta.indices {
    let g = gradient[i]
    meanSquare[i] = rho * meanSquare[i] + gradientWeight * (g * g)
    theta[i] -= learningRate * (g / (meanSquare[i].squareRoot() + epsilon))
  }
}
