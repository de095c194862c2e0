import Benchmark
import Descent

/// A product, a factorization and a sum, of the sizes that their uses have.
func addLinearAlgebra() {
  var generator = SeededGenerator(seed: 4)
  let batch = Matrix<Float>.uniform(rows: 32, columns: 784, using: &generator)
  let weights = Matrix<Float>.uniform(rows: 784, columns: 64, using: &generator)
  var output = Matrix<Float>(rows: 32, columns: 64)
  Benchmark("product: 32×784 by 784×64", configuration: .ofMicroseconds) { benchmark in
    for _ in benchmark.scaledIterations { Matrix.multiply(batch, weights, into: &output) }
    blackHole(output)
  }

  let factor = Matrix<Double>.uniform(rows: 256, columns: 256, using: &generator)
  let positive = factor.transposed() * factor + 256 * Matrix<Double>.identity(256)
  Benchmark("Cholesky: 256") { _ in
    blackHole(try? CholeskyFactorization(positive))
  }

  let matrix = Matrix<Double>.uniform(rows: 200, columns: 500, using: &generator)
  Benchmark("sum: 200×500", configuration: .ofMicroseconds) { benchmark in
    for _ in benchmark.scaledIterations { blackHole(matrix.sum()) }
  }
}
