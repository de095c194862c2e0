internal import DataFormats
internal import ElementwiseKernels
internal import LinearAlgebra

extension Sequential {
  /// Replaces all weights by those of a file that another program wrote.
  ///
  /// ```swift
  /// var model = Sequential(inputSize: 784) {
  ///   Dense(64, activation: .relu)
  ///   Dense(10)                                  // PyTorch's models end with logits
  /// }
  /// try model.loadWeights(contentsOf: "model.safetensors", convention: .pytorch)
  /// let logits = model.predict(images)
  /// ```
  /// <doc:MovingModels> says how the file is written. The model must have the same layers; activations
  /// are not in the file. The state of the optimizer stays as it is: to train from here as from a
  /// beginning, call `compile` afterwards.
  ///
  /// - Parameters:
  ///   - path: A safetensors file, or an npz file, whose name ends with ".npz". Weights of float16 and
  ///     bfloat16 are taken over exactly, and those of float64 by a model of `Float` are rounded to the
  ///     nearest, the even one of two.
  ///   - convention: Whose names and whose layout the file has.
  /// - Throws: ``WeightsError`` when the file cannot be read, is not sound, or does not hold exactly
  ///   the arrays of this model; it names all that are missing, left over or of another shape. The
  ///   model is as it was then.
  /// - Precondition: The convention names as many modules as there are layers with parameters, if any.
  /// - Complexity: O(n) in the number of parameters; one copy of them is made. Arrays are unpacked one by
  ///   one, and only when all are known to be those of the model.
  public mutating func loadWeights(
    contentsOf path: String, convention: WeightsConvention
  ) throws(WeightsError) {
    // Before the file is looked for: how many modules are named is up to the caller.
    _ = named(convention, layers: storedLayers)
    try loadWeights(from: WeightsFile(contentsOf: path), convention: convention)
  }

  /// Replaces all weights by those of an open file.
  ///
  /// - Throws: As ``loadWeights(contentsOf:convention:)``.
  mutating func loadWeights(
    from file: WeightsFile, convention: WeightsConvention
  ) throws(WeightsError) {
    let layers = storedLayers
    let named = named(convention, layers: layers)
    let modules = try modules(of: convention, named: named, layers: layers, in: file)
    let blocks = convention.blocks(of: layers, modules: modules)
    let differences = try file.differences(from: blocks)
    guard differences.isEmpty else { throw WeightsError(file.path, .differs(differences)) }
    var values = AlignedBuffer<Scalar>(zeros: parameters.count)
    for block in blocks {
      let matrix: Matrix<Scalar> = try file.values(of: block)
      var all = values.mutableSpan
      var own = all.slice(block.range)
      copyScalars(from: matrix.span, to: &own)
    }
    parameters.values = values
  }

  /// Writes all weights to a file that another program reads, replacing it whole or not at all.
  ///
  /// ```swift
  /// try model.writeWeights(to: "model.safetensors", convention: .pytorch)
  /// // model.load_state_dict(safetensors.torch.load_file("model.safetensors"))
  /// ```
  /// - Parameters:
  ///   - path: A safetensors file, or an npz file, whose name ends with ".npz".
  ///   - convention: Whose names and whose layout the file is to have.
  /// - Throws: ``WeightsError`` when the file cannot be written.
  /// - Precondition: The convention names as many modules as there are layers with parameters, if any.
  /// - Complexity: O(n) in the number of parameters; one copy of them is made.
  public func writeWeights(
    to path: String, convention: WeightsConvention
  ) throws(WeightsError) {
    let layers = storedLayers
    let modules = named(convention, layers: layers) ?? layers.map { "\($0.number)" }
    var arrays: [String: NumericArray] = [:]
    for block in convention.blocks(of: layers, modules: modules) {
      let matrix = Matrix<Scalar>(
        rows: block.rows, columns: block.columns,
        buffer: AlignedBuffer(copying: parameters.values.span.extracting(block.range)))
      let array = NumericArray(block.isTransposed ? matrix.transposed() : matrix)
      arrays[block.name] = NumericArray(
        elementType: array.elementType, shape: block.shape, bytes: array.bytes)
    }
    try WeightsFile.write(arrays, to: path, engine: convention.engine)
  }

  /// The layers that have parameters.
  private var storedLayers: [StoredLayer] {
    var number = 0
    var stored: [StoredLayer] = []
    for (index, layer) in layers.enumerated() {
      let dense = layer as? Dense
      if !ranges[index].isEmpty {
        stored.append(
          StoredLayer(
            number: number, isDense: dense != nil,
            shapes: layer.parameterShapes(inputSize: sizes[index]),
            start: ranges[index].lowerBound))
      }
      number += dense.map { $0.activation == .identity } ?? true ? 1 : 2
    }
    return stored
  }

  /// The modules that the caller named.
  private func named(_ convention: WeightsConvention, layers: [StoredLayer]) -> [String]? {
    guard let modules = convention.modules else { return nil }
    require(
      modules.count == layers.count,
      "\(modules.count) modules are named, and \(layers.count) layers have parameters")
    return modules
  }

  /// The modules of a file in the order of the layers.
  private func modules(
    of convention: WeightsConvention, named: [String]?, layers: [StoredLayer],
    in file: WeightsFile
  ) throws(WeightsError) -> [String] {
    if convention.engine == .keras { return [] }
    if let named { return named }
    let found = ModuleOrder.modules(ofArrays: file.names)
    guard found.count == layers.count else {
      throw WeightsError(
        file.path,
        .moduleCount(
          expected: layers.count, found: ModuleOrder.sorted(found) ?? found.sorted()))
    }
    guard let sorted = ModuleOrder.sorted(found) else {
      throw WeightsError(file.path, .moduleOrder(found.sorted()))
    }
    return sorted
  }
}
