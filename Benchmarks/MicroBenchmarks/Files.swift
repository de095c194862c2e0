import Benchmark
import Descent

/// Text to numbers and back; a row's time and the megabytes in its name make a speed.
func addFiles() {
  var generator = SeededGenerator(seed: 9)
  let matrix = Matrix<Float>.normal(rows: 40_000, columns: 32, using: &generator)
  let bytes = CSVTable(matrix).fileBytes()
  Benchmark("CSV: \(bytes.count / 1_000_000) MB to Float") { _ in
    blackHole(try? CSVTable<Float>(contentsOf: bytes))
  }
  Benchmark("CSV: \(bytes.count / 1_000_000) MB of Float") { _ in
    blackHole(CSVTable(matrix).fileBytes())
  }
}
