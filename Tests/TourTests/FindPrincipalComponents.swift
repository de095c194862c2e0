import Descent
import Foundation

func findPrincipalComponents() throws {
  let digits = Digits.all
  let images = digits.features.map { Double($0) }
  let mean = images.columnMeans()
  let centered = images.subtracting(row: mean)
  let svd = try centered.svd()

  let variances = svd.singularValues.map { $0 * $0 }
  for count in [1, 2, 5, 10, 20, 30] {
    let share = variances.prefix(count).reduce(0, +) / variances.reduce(0, +)
    print(String(format: "%2d components: %4.1f %% of the variance", count, 100 * share))
  }

  func components(_ count: Int) -> Matrix<Double> {
    svd.rightVectorsAdjoint[rows: 0..<count, columns: 0..<64]
  }
  let plane = centered.multiplied(by: components(2), transposeRight: true)
  let labels = digits.labels ?? []
  func center(_ digit: Int32) -> [Double] {
    plane.rows(at: labels.indices.filter { labels[$0] == digit }).columnMeans()
  }
  // A component's sign is free: let 3 lie on the right and 0 above.
  let signs = [center(3)[0], center(0)[1]].map { $0 < 0 ? -1.0 : 1 }
  var map = [[String]](repeating: [String](repeating: "·", count: 47), count: 13)
  for digit: Int32 in 0..<10 {
    let place = zip(signs, center(digit)).map { $0 * $1 }
    map[7 - Int((5 * place[1]).rounded())][25 + Int((15 * place[0]).rounded())] = "\(digit)"
  }
  print(map.map { $0.joined() }.joined(separator: "\n"))

  let shades = [" ", "░", "▒", "▓", "█"]
  func picture(_ pixels: [Double]) -> [String] {
    (0..<8).map { row in
      pixels[8 * row..<8 * row + 8].map { pixel in
        let shade = shades[Int((4 * min(max(pixel, 0), 1)).rounded())]
        return shade + shade
      }.joined()
    }
  }
  let image = 3
  let restored = [2, 10, 30].map { count in
    let basis = components(count)
    let coordinates = basis * centered[row: image]
    return zip(mean, basis.multiplied(by: coordinates, transpose: true)).map { $0 + $1 }
  }
  let pictures = (restored + [images[row: image]]).map(picture)
  for row in 0..<8 {
    print("|" + pictures.map { $0[row] }.joined(separator: "|") + "|")
  }
}
