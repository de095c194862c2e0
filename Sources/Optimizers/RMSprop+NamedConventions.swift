// In each: u = g/D, and b₀ = 0. Where an engine has no default learning rate, it is 0.001 here.
extension RMSprop.Convention {
  /// The lecture's formula.
  /// ```
  /// v ← ρ·v + (1 − ρ)·g²,  D = √v + ε,  θ ← θ − η·u
  /// ```
  /// Defaults: η = 0.001, ρ = 0.9, ε = 1e-8. The lecture is silent on all options; each is there,
  /// and momentum and weight decay enter as in PyTorch.
  ///
  /// - SeeAlso: <https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf>.
  public static let textbook = Self(name: "textbook")

  /// PyTorch's `torch.optim.RMSprop`.
  /// ```
  /// g ← g + λθ,  D = √v + ε, centered √(v − m²) + ε,  b ← μ·b + u,  θ ← θ − η·b
  /// ```
  /// Defaults: η = 0.01, ρ = 0.99 (`alpha`), ε = 1e-8. Options: momentum, centered, weight decay,
  /// maximize. PyTorch accepts `alpha` ≥ 1, which lets v grow without bound, μ > 1, and infinite
  /// η, ε and λ; all are refused here.
  ///
  /// - SeeAlso: `torch/optim/rmsprop.py`, 2.13.0.
  public static let pytorch = Self(
    name: "pytorch", options: [.momentum, .centered, .weightDecay, .maximize],
    defaultLearningRate: 0.01, defaultRho: 0.99)

  /// Keras 3's `keras.optimizers.RMSprop`.
  /// ```
  /// θ ← θ − ηλθ,  D = √(v + ε), centered √(v − m² + ε),  b ← μ·b + η·u,  θ ← θ − b
  /// ```
  /// Defaults: η = 0.001, ρ = 0.9, ε = 1e-7, so D ≥ 3e-4. Options: momentum, centered, weight
  /// decay. Keras checks nothing: negative η, ε and λ, ρ outside [0, 1) and μ outside [0, 1] are
  /// refused here.
  ///
  /// - SeeAlso: `keras/src/optimizers/rmsprop.py` and `base_optimizer.py`, 3.15.1.
  public static let keras = Self(
    name: "keras", epsilonPlacement: .insideRoot, learningRatePlacement: .inBuffer,
    weightDecayMode: .decoupled, options: [.momentum, .centered, .weightDecay],
    defaultEpsilon: 1e-7)

  /// Keras before 3: `tf_keras.optimizers.legacy.RMSprop`, the `tf.keras` optimizer of TensorFlow up to 2.10.
  /// ```
  /// without momentum:  D = √v + ε, centered √(v − m²) + ε,  θ ← θ − η·u
  /// with momentum:     D = √(v + ε), centered √(v − m² + ε),  b ← μ·b + η·u,  θ ← θ − b
  /// ```
  /// One class, two rules: with momentum it calls the kernel of TensorFlow 1, and ε moves under
  /// the root. Defaults: η = 0.001, ρ = 0.9, ε = 1e-7. Options: momentum, centered. It checks μ
  /// only: negative η and ε and ρ outside [0, 1) are refused here.
  ///
  /// - SeeAlso: `tf_keras/src/optimizers/legacy/rmsprop.py`, 2.21.0.
  public static let tfKerasLegacy = Self(
    name: "tfKerasLegacy", epsilonPlacementWithMomentum: .insideRoot,
    learningRatePlacement: .inBuffer, options: [.momentum, .centered], defaultEpsilon: 1e-7)

  /// TensorFlow 1's `tf.compat.v1.train.RMSPropOptimizer`.
  /// ```
  /// v₀ = 1,  D = √(v + ε), centered √(v − m² + ε),  b ← μ·b + η·u,  θ ← θ − b
  /// ```
  /// Defaults: ρ = 0.9 (`decay`), ε = 1e-10; η must be given there. Options: momentum, centered.
  /// It checks nothing: negative η and ε, ρ outside [0, 1) and μ outside [0, 1] are refused here.
  ///
  /// - SeeAlso: `tensorflow/python/training/rmsprop.py` and
  ///   `tensorflow/core/kernels/training_ops.cc`, 2.21.0.
  public static let tensorflow1 = Self(
    name: "tensorflow1", epsilonPlacement: .insideRoot, learningRatePlacement: .inBuffer,
    initialMeanSquare: 1, options: [.momentum, .centered], defaultEpsilon: 1e-10)

  /// Optax's `optax.rmsprop`.
  /// ```
  /// v̂ = v, or v/(1 − ρᵗ) with bias correction, and m̂ alike
  /// D = √(v̂ + ε), centered √(v̂ − m̂² + ε)
  /// b ← μ·b + η·u,  θ ← θ − b, with Nesterov θ ← θ − (η·u + μ·b)
  /// ```
  /// Defaults: ρ = 0.9 (`decay`), ε = 1e-8; η must be given there. Options: momentum, Nesterov,
  /// centered, bias correction. Optax ignores `nesterov` without momentum; it is refused here. Its
  /// `eps_in_sqrt=False` is ``epsilonPlacement``, its `initial_scale` ``initialMeanSquare``. It
  /// checks nothing: negative η, ε and v₀, ρ outside [0, 1) and μ outside [0, 1] are refused here.
  ///
  /// - SeeAlso: `optax/_src/alias.py` and `transform.py`, 0.2.8.
  public static let optax = Self(
    name: "optax", epsilonPlacement: .insideRoot, learningRatePlacement: .inBuffer,
    options: [.momentum, .nesterov, .centered, .biasCorrection])

  /// MLX's `mlx.optimizers.RMSprop`, and that of mlx-swift.
  /// ```
  /// D = √v + ε,  θ ← θ − η·u
  /// ```
  /// Defaults: ρ = 0.99 (`alpha`), ε = 1e-8; η must be given there. No options. MLX accepts
  /// `alpha` ≥ 1 and negative η, refused here, and asks for ε > 0, where 0 is allowed here.
  ///
  /// - SeeAlso: `mlx/optimizers/optimizers.py`, 0.32.4.
  public static let mlx = Self(name: "mlx", options: [], defaultRho: 0.99)

  /// timm's `RMSpropTF`, which keeps to TensorFlow 1 within PyTorch.
  /// ```
  /// v₀ = 1,  g ← g + λθ,  D = √(v + ε), centered √(v − m² + ε),  b ← μ·b + η·u,  θ ← θ − b
  /// ```
  /// Defaults: η = 0.01, ρ = 0.9 (`alpha`), ε = 1e-10. Options: momentum, centered, weight decay.
  /// Its switch `lr_in_momentum` is ``learningRatePlacement``, and `decoupled_decay`
  /// ``weightDecayMode``; `caution` is not offered. timm accepts `alpha` ≥ 1 and μ > 1, refused
  /// here.
  ///
  /// - SeeAlso: `timm/optim/rmsprop_tf.py`, 1.0.31.
  public static let timm = Self(
    name: "timm", epsilonPlacement: .insideRoot, learningRatePlacement: .inBuffer,
    initialMeanSquare: 1, options: [.momentum, .centered, .weightDecay],
    defaultLearningRate: 0.01, defaultEpsilon: 1e-10)

  /// burn's `RmsProp`.
  /// ```
  /// g ← g + λθ,  D = √v + ε, centered √(v − m²) + ε,  b ← μ·b + u,  θ ← θ − η·b
  /// ```
  /// Defaults: ρ = 0.99 (`alpha`), ε = 1e-5, and a momentum of **0.9**; η is given with each step
  /// there. Options: momentum, centered, weight decay. Checked against the rule of its source in
  /// `Double`, since the engine cannot be installed where the fixtures are made.
  ///
  /// - SeeAlso: `crates/burn-optim/src/optim/rmsprop.rs`.
  public static let burn = Self(
    name: "burn", options: [.momentum, .centered, .weightDecay], defaultRho: 0.99,
    defaultEpsilon: 1e-5, defaultMomentum: 0.9)

  /// Flux's `Optimisers.RMSProp`.
  /// ```
  /// D = √v + ε, centered √(v − m²) + ε,  θ ← θ − η·u
  /// ```
  /// Defaults: η = 0.001, ρ = 0.9, ε = 1e-8. Option: centered; momentum and weight decay are rules
  /// of their own there. Where v − m² is negative, Julia's root stops the program. Checked against
  /// the rule of its source in `Double`, since the engine cannot be installed where the fixtures
  /// are made.
  ///
  /// - SeeAlso: `src/rules.jl` of Optimisers.jl.
  public static let flux = Self(name: "flux", options: [.centered])

  /// MXNet's `mxnet.optimizer.RMSProp`.
  /// ```
  /// not centered:  g ← g + λθ,  D = √v + ε,  θ ← θ − η·u
  /// centered:      g ← g + λθ,  D = √(v − m² + ε),  b ← μ·b + η·u,  θ ← θ − b
  /// ```
  /// Two rules: centering moves ε under the root and brings the momentum. Defaults: η = 0.001,
  /// ρ = 0.9, ε = 1e-8, and μ = **0.9** when centered. Options: centered, momentum when centered,
  /// weight decay. MXNet ignores a momentum without centering; it is refused here. Checked against
  /// the rule of its source in `Double`: the engine is no longer published for current systems.
  ///
  /// - SeeAlso: `python/mxnet/optimizer/rmsprop.py`.
  public static let mxnet = Self(
    name: "mxnet", epsilonPlacementWhenCentered: .insideRoot, learningRatePlacement: .inBuffer,
    options: [.centered, .centeredMomentum, .weightDecay], defaultMomentum: 0.9)

  /// The named conventions.
  public static let all: [RMSprop.Convention] = [
    .textbook, .pytorch, .keras, .tfKerasLegacy, .tensorflow1, .optax, .mlx, .timm, .burn, .flux,
    .mxnet,
  ]
}
