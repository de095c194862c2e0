import Descent
import Foundation

func fitALine() throws {
  let x = [10.0, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]

  // One row [1, x] per point, so that design * [intercept, slope] is the line at every x.
  let design = Matrix<Double>.vandermonde(x, columns: 2, increasing: true)
  let fit = try design.leastSquares(y)
  let line = fit.coefficients
  print(String(format: "y = %.4f + %.4f·x", line[0], line[1]))

  // Two of the points' degrees of freedom are spent on the line.
  let variance = fit.residualSumsOfSquares[0] / Double(x.count - 2)
  let covariance = try variance * design.pseudoInverse().gramMatrix(ofRows: true)
  let errors = covariance.diagonal().map { $0.squareRoot() }
  print(String(format: "intercept %.4f ± %.4f", line[0], errors[0]))
  print(String(format: "slope     %.4f ± %.4f", line[1], errors[1]))

  let place = [1, 20.0]
  let height = place.dotProduct(line)
  let error = place.dotProduct(covariance * place).squareRoot()
  print(String(format: "at x = 20 the line is at %.1f ± %.1f", height, error))
}
