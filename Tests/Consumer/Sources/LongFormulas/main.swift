import LinearAlgebra

// Formulas with many operators and whole numbers, which the type checker must see through at once.

let a: Matrix<Double> = [[6, 3], [0, 9]], b: Matrix<Double> = [[1, 0], [2, 1]]
let c = a - b
let t = 0.25

let sum = 2 * a - 3 * b + 1 - c / 4
let blend = (1 - t) * a + t * b - 2 * t * a
let long = 1 - 2 * a / 3 + 4 * b - 5
let products = 0.5 * (a + b) * c - 2 * (a - 1) / 3

let f: Matrix<Float> = [[1, 2], [3, 4]], g = f.transposed()
let single = 1 - 2 * f / 4 + 4 * g - 5

// What is generic over the scalars divides with this import alone.
func mean<Scalar: MatrixScalar>(_ x: Scalar, _ y: Scalar) -> Scalar { (x + y) / 2 }

print(sum)
print(blend)
print(long)
print(products)
print(single)
print(mean(1.0, 2), mean(Complex(1.0, 2), 3))
