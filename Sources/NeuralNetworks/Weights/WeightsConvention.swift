internal import ElementwiseKernels

/// How a file names the weights of a model, and how it lays them out.
///
/// ```swift
/// try model.loadWeights(contentsOf: "model.safetensors", convention: .pytorch)
/// try model.loadWeights(contentsOf: "net.safetensors", convention: .pytorch(modules: ["fc1", "out"]))
/// try model.loadWeights(contentsOf: "model.npz", convention: .keras)
/// ```
/// <doc:MovingModels> has the other side, in Python.
public struct WeightsConvention: Equatable, Sendable {
  enum Engine: Equatable { case pytorch, keras }

  let engine: Engine
  /// The modules that the caller named, or nil.
  let modules: [String]?

  /// PyTorch's `state_dict`, with modules that are numbered.
  ///
  /// A linear layer is a module with a "weight" of shape [outputs, inputs], the transpose of ours, and a
  /// "bias" of shape [outputs]. Read, the modules follow each other in the order of the one number in
  /// which their names differ, as "0", "2", "10" of an `nn.Sequential` do, or "fc1", "fc2"; where names
  /// differ in more, their order is not in the file, and ``pytorch(modules:)`` says it. Written, they have
  /// the numbers of an `nn.Sequential` in which an activation or a dropout is a module of its own.
  public static let pytorch = WeightsConvention(engine: .pytorch, modules: nil)

  /// Keras' weights in the order of `model.get_weights()`, called "arr_0", "arr_1" and so on.
  ///
  /// A kernel has the shape [inputs, outputs], as ours, and a bias [outputs]. The names are those that
  /// `numpy.savez` gives to arrays without any.
  public static let keras = WeightsConvention(engine: .keras, modules: nil)

  /// PyTorch's `state_dict`, with the modules of these names.
  ///
  /// - Parameter modules: One for each layer that has parameters, from the input on: "fc1",
  ///   "layers.0". The name of a module that is the whole model is empty.
  /// - Returns: The convention.
  /// - Precondition: No two are equal.
  public static func pytorch(modules: [String]) -> WeightsConvention {
    require(Set(modules).count == modules.count, "the modules \(modules) are not all different")
    return WeightsConvention(engine: .pytorch, modules: modules)
  }
}

/// A block of parameters, and the array that stands for it in a file.
struct StoredBlock {
  /// The name of the array.
  let name: String
  /// The dimensions of the array.
  let shape: [Int]
  /// Whether the array holds the transpose.
  let isTransposed: Bool
  /// The block.
  let rows: Int
  let columns: Int
  let range: Range<Int>
}

/// A layer that has parameters.
struct StoredLayer {
  /// The number of its module, where activations are modules too.
  let number: Int
  /// Whether "weight" is a matrix that PyTorch has the other way round.
  let isDense: Bool
  let shapes: [ParameterShape]
  /// Where the layer's parameters begin among those of the model.
  let start: Int

  /// The blocks, as arrays of a file.
  ///
  /// A block of one row is an array of one dimension. Layers of one's own are stored as they are.
  func blocks(_ engine: WeightsConvention.Engine, name: (String) -> String) -> [StoredBlock] {
    var start = start
    return shapes.map { shape in
      let isVector = shape.rows == 1 && !(isDense && shape.name == "weight")
      let isTransposed = engine == .pytorch && isDense && !isVector
      let range = start..<start + shape.rows * shape.columns
      start = range.upperBound
      return StoredBlock(
        name: name(shape.name),
        shape: isVector
          ? [shape.columns]
          : isTransposed ? [shape.columns, shape.rows] : [shape.rows, shape.columns],
        isTransposed: isTransposed, rows: shape.rows, columns: shape.columns, range: range)
    }
  }
}

extension WeightsConvention {
  /// The arrays of a model.
  ///
  /// - Parameters:
  ///   - layers: Those that have parameters.
  ///   - modules: The name of each, for PyTorch.
  /// - Returns: One for each block of parameters, in their order.
  func blocks(of layers: [StoredLayer], modules: [String]) -> [StoredBlock] {
    switch engine {
    case .pytorch:
      return zip(layers, modules).flatMap { layer, module in
        layer.blocks(engine) { module.isEmpty ? $0 : "\(module).\($0)" }
      }
    case .keras:
      var count = 0
      return layers.flatMap { layer in
        layer.blocks(engine) { _ in
          defer { count += 1 }
          return "arr_\(count)"
        }
      }
    }
  }
}
