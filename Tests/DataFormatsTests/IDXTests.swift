import DataFormats
import LinearAlgebra
import Testing

@Suite("IDX")
struct IDXTests {
  private let signed = IDXArray([-1, 0, 1, 256, -256, .max] as [Int16], shape: [2, 3])

  @Test("The bytes of a file are those of the format")
  func fileBytes() {
    #expect(
      signed.fileBytes == [
        0, 0, 0x0B, 2, 0, 0, 0, 2, 0, 0, 0, 3,
        0xFF, 0xFF, 0, 0, 0, 1, 1, 0, 0xFF, 0, 0x7F, 0xFF,
      ])
    #expect(
      IDXArray([1, -2] as [Double], shape: [2]).fileBytes == [
        0, 0, 0x0E, 1, 0, 0, 0, 2,
        0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0,
      ])
  }

  private func checkRoundTrip<Element: IDXElement & Equatable>(_ values: [Element]) throws {
    let shapes = [[values.count], [1, values.count], [values.count / 2, 1, 2], [2, 0, 3], [0]]
    for shape in shapes {
      let count = shape.reduce(1, *)
      let array = IDXArray(Array(values.prefix(count)), shape: shape)
      let plain = try IDXArray(contentsOf: array.fileBytes)
      #expect(plain == array)
      #expect(try IDXArray(contentsOf: Gzip.deflate(array.fileBytes)) == array)
      #expect(plain.shape == shape)
      #expect(plain.elementType == Element.idxElementType)
      #expect(plain.count == count)
      #expect(plain.values(as: Element.self) == Array(values.prefix(count)))
    }
    let scalar = IDXArray([values[0]], shape: [])
    #expect(try IDXArray(contentsOf: scalar.fileBytes) == scalar)
  }

  @Test("Every element type survives writing and reading")
  func roundTrips() throws {
    try checkRoundTrip([0, 1, 127, 128, 254, 255] as [UInt8])
    try checkRoundTrip([.min, -1, 0, 1, 2, .max] as [Int8])
    try checkRoundTrip([.min, -1, 0, 255, 256, .max] as [Int16])
    try checkRoundTrip([.min, -1, 0, 65_535, 65_536, .max] as [Int32])
    try checkRoundTrip([-.infinity, -0.1, -0.0, .leastNonzeroMagnitude, .pi, .infinity] as [Float])
    try checkRoundTrip(
      [-.infinity, -0.1, -0.0, .leastNonzeroMagnitude, .pi, .infinity] as [Double])
  }

  @Test("255 dimensions are as good as one")
  func highestRank() throws {
    let array = IDXArray([7] as [UInt8], shape: [Int](repeating: 1, count: 255))
    #expect(try IDXArray(contentsOf: array.fileBytes) == array)
  }

  @Test("Files are written and read, plain and packed")
  func files() throws {
    let folder = try TemporaryFolder()
    try signed.write(to: folder.path("plain"))
    try signed.write(to: folder.path("packed"), packed: true)
    #expect(try IDXArray(contentsOf: folder.path("plain")) == signed)
    #expect(try IDXArray(contentsOf: folder.path("packed")) == signed)
    #expect(
      try Gzip.inflate(contentsOf: folder.path("packed"), limit: 24) == signed.fileBytes)
  }

  private func checkMatrix<Scalar: RealScalar>(_ type: Scalar.Type) {
    let matrix: Matrix<Scalar> = signed.matrix(dividedBy: 2)
    #expect(matrix.rows == 2 && matrix.columns == 3)
    #expect(Array(matrix.span) == [-0.5, 0, 0.5, 128, -128, 16383.5])

    let pixels = IDXArray(Array(0...255) as [UInt8], shape: [4, 8, 8])
    let features: Matrix<Scalar> = pixels.matrix(dividedBy: 255)
    #expect(features.rows == 4 && features.columns == 64)
    #expect(Array(features.span) == (0...255).map { Scalar($0) / 255 })

    let real = IDXArray([0.1, -2.5] as [Double], shape: [2])
    let column: Matrix<Scalar> = real.matrix()
    #expect(column.rows == 2 && column.columns == 1)
    #expect(Array(column.span) == [Scalar(0.1 as Double), -2.5])

    let bytes: Matrix<Scalar> = IDXArray([-128, 127] as [Int8], shape: [1, 2]).matrix()
    #expect(Array(bytes.span) == [-128, 127])
    let words: Matrix<Scalar> = IDXArray([.min, 5] as [Int32], shape: [1, 2]).matrix()
    #expect(Array(words.span) == [-2_147_483_648, 5])
    let floats: Matrix<Scalar> = IDXArray([0.1, 3] as [Float], shape: [1, 2]).matrix()
    #expect(Array(floats.span) == [Scalar(0.1 as Float), 3])

    let empty: Matrix<Scalar> = IDXArray([] as [UInt8], shape: [0, 5, 2]).matrix()
    #expect(empty.rows == 0 && empty.columns == 10)
    let scalar: Matrix<Scalar> = IDXArray([7] as [UInt8], shape: []).matrix()
    #expect(scalar.rows == 1 && scalar.columns == 1 && scalar[0, 0] == 7)
  }

  @Test("Every element type becomes a matrix, a sample a row")
  func matrices() {
    checkMatrix(Float.self)
    checkMatrix(Double.self)
  }

  @Test("Whole numbers come out as such, others do not")
  func integers() {
    #expect(IDXArray([0, 255] as [UInt8], shape: [2]).integers() == [0, 255])
    #expect(IDXArray([-128, 1] as [Int8], shape: [2]).integers() == [-128, 1])
    #expect(signed.integers() == [-1, 0, 1, 256, -256, 32767])
    #expect(IDXArray([.min] as [Int32], shape: [1]).integers() == [.min])
    #expect(IDXArray([1] as [Float], shape: [1]).integers() == nil)
    #expect(IDXArray([1] as [Double], shape: [1]).integers() == nil)
    #expect(signed.values(as: Int32.self) == nil)
  }
}
