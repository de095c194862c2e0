import LinearAlgebra

// Mistakes, one per argument. This target is always optimized, and what it calls is inlined into it:
// there, too, a program that stops must say why.

let square: Matrix<Double> = [[1, 2], [3, 4]]
let wide: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]
var writable = square
// Unknown when this is compiled.
let two = CommandLine.arguments.count

switch CommandLine.arguments[1] {
case "read": print(square[two, 0])
case "write": writable[0, two] = 1
case "buffer": print(AlignedBuffer<Float>([1, 2])[two])
case "zip": print(square.zip(with: wide) { $0 + $1 })
case "tolerance": print(square.isApproximatelyEqual(to: square, absoluteTolerance: -1))
case "product": print(wide * wide)
default: print("no such mistake")
}
