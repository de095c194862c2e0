import DataFormats
import Descent
import Foundation
import Testing

@testable import NeuralNetworks

/// Weights of PyTorch and Keras in models of ours, and ours in theirs.
@Suite struct WeightsTests {
  private let folder = RunFolder()

  /// Both sides add up to 12 products a sum, through up to eleven layers, in orders of their own: the
  /// last bits of the largest outputs differ, by some 2⁻²⁴ in Float and 2⁻⁵³ in Double for each layer.
  private static let tolerance = (float: 1e-6, double: 1e-14)

  // MARK: Theirs

  @Test(arguments: WeightsCase.all)
  func predictionsAgree(with engine: WeightsCase) throws {
    let path = try engine.writeFile(in: folder)
    if engine.scalar == "float64" {
      var model = engine.model(of: Double.self)
      #expect(engine.error(of: model) > 0.01)
      try model.loadWeights(contentsOf: path, convention: engine.weightsConvention)
      // Keras on PyTorch multiplies float64 in float32.
      #expect(
        engine.error(of: model)
          <= (engine.convention == "keras" ? Self.tolerance.float : Self.tolerance.double))
    }
    // A Float model rounds weights of float64, which costs as much as its sums.
    var model = engine.model(of: Float.self)
    #expect(engine.error(of: model) > 0.01)
    try model.loadWeights(contentsOf: path, convention: engine.weightsConvention)
    #expect(engine.error(of: model) <= Self.tolerance.float)
  }

  @Test func float64IsRoundedToTheNearestEven() throws {
    let path = try emptyPath("x.safetensors")
    // Halfway between two floats, once below an odd one and once above; and what is too small.
    let values = [1 + 0x1p-24, 1 + 0x3p-24, 1e-60, -.infinity]
    try Safetensors.write(
      ["weight": NumericArray(values, shape: [2, 2]), "bias": NumericArray([Double.nan, 0.1])],
      to: path)
    var model = Sequential(inputSize: 2) { Dense(2) }
    try model.loadWeights(contentsOf: path, convention: .pytorch)
    #expect(
      model.parameters["dense_1.weight"] == [[1, 0], [1 + 0x1p-22, -.infinity]])
    #expect(model.parameters["dense_1.bias"][0, 0].isNaN)
    #expect(model.parameters["dense_1.bias"][0, 1] == 0.1)
  }

  // MARK: And back

  @Test(arguments: WeightsCase.all)
  func whatIsWrittenIsReadBackBitForBit(_ engine: WeightsCase) throws {
    let path = try emptyPath(engine.fileName)
    let model = engine.model(of: Float.self, seed: 7)
    var other = engine.model(of: Float.self, seed: 8)
    #expect(model.parameters.values != other.parameters.values)
    try model.writeWeights(to: path, convention: engine.weightsConvention)
    try other.loadWeights(contentsOf: path, convention: engine.weightsConvention)
    #expect(model.parameters.values == other.parameters.values)
  }

  /// Loaded and written again, the arrays are those of the engine, by name, type, shape and bits.
  @Test(arguments: WeightsCase.all.filter { !$0.name.contains("float16") })
  func theirFilesComeBack(_ engine: WeightsCase) throws {
    func arrays(_ path: String) throws -> [String: NumericArray] {
      if path.hasSuffix(".npz") {
        let file = try NPZ(contentsOf: path)
        return try Dictionary(uniqueKeysWithValues: file.names.map { ($0, try file.array($0)) })
      }
      let file = try Safetensors(contentsOf: path)
      return try Dictionary(uniqueKeysWithValues: file.names.map { ($0, try file.array($0)) })
    }
    // Of a linear layer alone, and of modules with other names, the file has the names.
    let modules = ["pytorch one linear layer": [""], "pytorch numbered": ["fc1", "fc2", "fc10"]]
    let convention = modules[engine.name].map { .pytorch(modules: $0) } ?? engine.weightsConvention
    let path = try engine.writeFile(in: folder)
    let copy = folder.path("copy-\(engine.fileName)")
    func move<Scalar: RealScalar>(_ scalar: Scalar.Type) throws {
      var model = engine.model(of: scalar)
      try model.loadWeights(contentsOf: path, convention: engine.weightsConvention)
      try model.writeWeights(to: copy, convention: convention)
    }
    if engine.scalar == "float64" { try move(Double.self) } else { try move(Float.self) }
    #expect(try arrays(path) == arrays(copy))
  }

  // MARK: Files that do not fit

  private func emptyPath(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    return folder.path(name)
  }

  /// Writes arrays, and loads them into 3-2-1 with a ReLU between.
  private func problem(
    _ arrays: [String: NumericArray], _ convention: WeightsConvention = .pytorch,
    file: String = "x.safetensors"
  ) throws -> WeightsError.Problem? {
    let path = try emptyPath(file)
    if file.hasSuffix("npz") {
      try NPZ.write(arrays, to: path)
    } else {
      try Safetensors.write(arrays, to: path)
    }
    var model = Sequential(inputSize: 3) {
      Dense(2, activation: .relu)
      Dense(1)
    }
    let before = model.parameters
    do throws(WeightsError) {
      try model.loadWeights(contentsOf: path, convention: convention)
      #expect(model.parameters != before)
      return nil
    } catch {
      #expect(error.file == path)
      #expect(model.parameters == before, "half loaded")
      return error.problem
    }
  }

  private func array(_ shape: Int...) -> NumericArray {
    NumericArray((0..<shape.reduce(1, *)).map { Float($0) + 0.5 }, shape: shape)
  }

  private var sound: [String: NumericArray] {
    ["0.weight": array(2, 3), "0.bias": array(2), "2.weight": array(1, 2), "2.bias": array(1)]
  }

  @Test func everyDifferenceIsNamed() throws {
    #expect(try problem(sound) == nil)
    var arrays = sound
    arrays["0.weight"] = array(3, 2)
    arrays["2.bias"] = nil
    arrays["2.running_mean"] = array(1)
    arrays["0.bias"] = NumericArray([1, 2] as [Int64])
    let found = try problem(arrays)
    #expect(
      found
        == .differs([
          .shape(array: "0.weight", expected: [2, 3], found: [3, 2]),
          .elementType(array: "0.bias", found: .int64),
          .missing(array: "2.bias", shape: [1]),
          .leftOver(array: "2.running_mean"),
        ]))
    #expect(
      found?.description == "does not fit the model: \"0.weight\" is [3, 2] and has to be [2, 3]; "
        + "\"0.bias\" is of int64, which weights are not kept in; \"2.bias\" of [1] is missing; "
        + "\"2.running_mean\" is left over")
    arrays = sound
    arrays["2.bias"] = array(1, 1)
    #expect(
      try problem(arrays)
        == .differs([.shape(array: "2.bias", expected: [1], found: [1, 1])]))
    arrays = sound
    // The last of four: all before it would have been written.
    arrays["2.bias"] = NumericArray([1e300])
    #expect(
      try problem(arrays)
        == .file(
          .inside(
            array: "2.bias", .unrepresentable(element: [0], found: "1e+300", type: .float32))))
  }

  @Test func modulesHaveToBeTheLayers() throws {
    var arrays = sound
    arrays["3.weight"] = array(1, 1)
    #expect(try problem(arrays) == .moduleCount(expected: 2, found: ["0", "2", "3"]))
    #expect(try problem([:]) == .moduleCount(expected: 2, found: []))
    let named = [
      "in.weight": array(2, 3), "in.bias": array(2), "exit.weight": array(1, 2),
      "exit.bias": array(1),
    ]
    #expect(try problem(named) == .moduleOrder(["exit", "in"]))
    #expect(try problem(named, .pytorch(modules: ["in", "exit"])) == nil)
    #expect(
      try problem(named, .pytorch(modules: ["exit", "in"]))
        == .differs([
          .shape(array: "exit.weight", expected: [2, 3], found: [1, 2]),
          .shape(array: "exit.bias", expected: [2], found: [1]),
          .shape(array: "in.weight", expected: [1, 2], found: [2, 3]),
          .shape(array: "in.bias", expected: [1], found: [2]),
        ]))
    #expect(
      WeightsError("x", .moduleOrder(["a\n", "b"])).description
        == "x: the order of the modules is not in the file, and .pytorch(modules:) has to say it: "
        + "\"a\\n\", \"b\"")
  }

  @Test func kerasHasAnOrderAndNoNames() throws {
    let arrays = [
      "arr_0": array(3, 2), "arr_1": array(2), "arr_2": array(2, 1), "arr_3": array(1),
    ]
    for file in ["x.npz", "x.safetensors"] {
      #expect(try problem(arrays, .keras, file: file) == nil)
      var other = arrays
      other["arr_4"] = array(1)
      other["arr_0"] = array(2, 3)
      other["arr_3"] = nil
      #expect(
        try problem(other, .keras, file: file)
          == .differs([
            .shape(array: "arr_0", expected: [3, 2], found: [2, 3]),
            .missing(array: "arr_3", shape: [1]), .leftOver(array: "arr_4"),
          ]))
    }
  }

  @Test(arguments: ["x.npz", "x.safetensors"])
  func namesThatAreOneForSwiftAreRefused(file: String) throws {
    // No dictionary holds both ways to write é, so a grave accent becomes an acute one in the file.
    let path = try emptyPath(file)
    let arrays = ["é": array(2, 3), "e\u{300}": array(2), "f": array(1)]
    if file.hasSuffix("npz") {
      try NPZ.write(arrays, to: path)
    } else {
      try Safetensors.write(arrays, to: path)
    }
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let grave = Array("e\u{300}".utf8)
    for start in 0...bytes.count - grave.count
    where bytes[start..<start + grave.count].elementsEqual(grave) {
      bytes[start + 2] = 0x81
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    var model = Sequential(inputSize: 3) { Dense(2) }
    let error = #expect(throws: WeightsError.self) {
      try model.loadWeights(contentsOf: path, convention: .pytorch(modules: [""]))
    }
    guard case .file(.equivalentNames(let name, let other)) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(
      Set([name, other].map { Array($0.utf8) }) == [Array("é".utf8), Array("e\u{301}".utf8)])
    let message = error?.description ?? ""
    #expect(
      message.contains(#""\u{00E9}""#) && message.contains(#""e\u{0301}""#), "\(message)")
  }

  @Test func whatIsNoFileOfWeightsIsRefused() throws {
    var model = Sequential(inputSize: 3) { Dense(2) }
    let before = model.parameters
    for name in ["none.safetensors", "none.npz"] {
      let path = try emptyPath(name)
      #expect(throws: WeightsError(path, .file(.unreadable(reason: "No such file or directory")))) {
        try model.loadWeights(contentsOf: path, convention: .pytorch)
      }
    }
    let path = try emptyPath("bad.safetensors")
    try Data("pickle".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: WeightsError(path, .file(.safetensors(.noHeader(fileSize: 6))))) {
      try model.loadWeights(contentsOf: path, convention: .keras)
    }
    #expect(model.parameters == before)
    let elsewhere = folder.path("no/where.safetensors")
    #expect(
      throws: WeightsError(elsewhere, .file(.unwritable(reason: "No such file or directory")))
    ) { try model.writeWeights(to: elsewhere, convention: .pytorch) }
  }

  // MARK: The order of modules

  private static let orders: [(modules: [String], expected: [String]?)] = [
    (["10", "2", "0"], ["0", "2", "10"]),
    (["net.3", "net.12"], ["net.3", "net.12"]),
    (["b2.fc", "b10.fc"], ["b2.fc", "b10.fc"]),
    (["x18446744073709551617", "x2"], ["x2", "x18446744073709551617"]),
    (["anything"], ["anything"]),
    ([], []),
    (["a", "b"], nil),
    (["fc1", "fc2", "out"], nil),
    (["1.1", "2.2"], nil),
    (["a1", "1a"], nil),
    (["x1", "x01"], nil),
    (["fc", "fc1"], nil),
    (["", "0"], nil),
  ]

  @Test(arguments: orders.indices) func order(of index: Int) {
    let (modules, expected) = Self.orders[index]
    #expect(ModuleOrder.sorted(Set(modules)) == expected, "\(modules)")
  }
}
