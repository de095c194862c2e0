/// A library for training whose optimizers can be translated.
public enum Engine: String, CaseIterable, Codable, Sendable {
  /// PyTorch's `torch.optim`.
  case pytorch
  /// Keras 3's `keras.optimizers`.
  case keras
  /// Keras before 3: `tf_keras.optimizers.legacy`; its RMSprop alone.
  case tfKerasLegacy
  /// TensorFlow 1's `tf.compat.v1.train`; its RMSprop alone.
  case tensorflow1
  /// Optax.
  case optax
  /// MLX's `mlx.optimizers`.
  case mlx
  /// timm's `RMSpropTF` alone.
  case timm
  /// burn's `RmsProp` alone.
  case burn
  /// Flux's `Optimisers.RMSProp` alone.
  case flux
  /// MXNet's `mxnet.optimizer.RMSProp` alone, with the names of version 2.
  case mxnet

  /// The engine of that name, in any capitals.
  ///
  /// - Throws: ``TranslationError/unknownEngine(_:known:)`` when there is none.
  public init(named name: String) throws(TranslationError) {
    let lowered = name.lowercased()
    guard let engine = Engine.allCases.first(where: { $0.rawValue.lowercased() == lowered }) else {
      throw .unknownEngine(name, known: Engine.allCases.map(\.rawValue))
    }
    self = engine
  }

  /// How the engine writes its own name, such as "PyTorch".
  public var title: String {
    switch self {
    case .pytorch: "PyTorch"
    case .keras: "Keras"
    case .tfKerasLegacy: "tf_keras (legacy)"
    case .tensorflow1: "TensorFlow 1"
    case .optax: "Optax"
    case .mlx: "MLX"
    case .timm: "timm"
    case .burn: "burn"
    case .flux: "Flux"
    case .mxnet: "MXNet"
    }
  }

  /// Such as "PyTorch's"; Keras ends in s and has an apostrophe alone.
  var possessive: String { title.hasSuffix("s") ? title + "'" : title + "'s" }

  /// What stands before the rule's name in a call; the first is how we write it.
  var prefixes: [String] {
    switch self {
    case .pytorch: ["torch.optim."]
    case .keras: ["keras.optimizers.", "tf.keras.optimizers."]
    case .tfKerasLegacy:
      [
        "tf_keras.optimizers.legacy.", "tf.keras.optimizers.legacy.",
        "keras.optimizers.legacy.",
      ]
    case .tensorflow1: ["tf.compat.v1.train.", "tf.train."]
    case .optax: ["optax."]
    case .mlx: ["mlx.optimizers."]
    case .timm: ["timm.optim."]
    case .burn: [""]
    case .flux: ["Optimisers.", "Flux."]
    case .mxnet: ["mx.optimizer.", "mxnet.optimizer."]
    }
  }

  /// What the optimizer takes before its hyper-parameters in a call, if anything.
  var leadingArgument: String? { self == .pytorch || self == .timm ? "params" : nil }

  /// The convention of the engine's RMSprop.
  var rmsprop: RMSprop.Convention {
    switch self {
    case .pytorch: .pytorch
    case .keras: .keras
    case .tfKerasLegacy: .tfKerasLegacy
    case .tensorflow1: .tensorflow1
    case .optax: .optax
    case .mlx: .mlx
    case .timm: .timm
    case .burn: .burn
    case .flux: .flux
    case .mxnet: .mxnet
    }
  }
}
