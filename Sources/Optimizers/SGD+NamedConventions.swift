// In each: b₀ = 0. Where an engine has no default learning rate, it is 0.01 here, the textbook's.
extension SGD.Convention {
  /// The usual formula, which engines build upon.
  /// ```
  /// g ← g + λθ,  b ← μ·b + (1 − τ)·g but b₁ = g,  θ ← θ − η·b, with Nesterov θ ← θ − η·(g + μ·b)
  /// ```
  /// Default: η = 0.01. Every option.
  public static let textbook = Self(name: "textbook")

  /// PyTorch's `torch.optim.SGD`: the textbook's formula, with another rate.
  /// ```
  /// g ← g + λθ,  b ← μ·b + (1 − τ)·g but b₁ = g,  θ ← θ − η·b, with Nesterov θ ← θ − η·(g + μ·b)
  /// ```
  /// Default: η = 0.001. Options: dampening, weight decay, maximize. PyTorch accepts μ > 1, τ outside
  /// [0, 1], and η and λ that are infinite or not a number; all are refused here.
  ///
  /// - SeeAlso: `torch/optim/sgd.py`, 2.13.0.
  public static let pytorch = Self(name: "pytorch", defaultLearningRate: 0.001)

  /// Keras 3's `keras.optimizers.SGD`.
  /// ```
  /// θ ← θ − ηλθ,  b ← μ·b + η·g,  θ ← θ − b, with Nesterov θ ← θ − (η·g + μ·b)
  /// ```
  /// Default: η = 0.01. Option: weight decay. Keras keeps −b in its buffer. It checks μ only: negative
  /// η and λ are refused here, and so is Nesterov without momentum, which is plain SGD there.
  ///
  /// - SeeAlso: `keras/src/optimizers/sgd.py` and `base_optimizer.py`, 3.15.1.
  public static let keras = Self(
    name: "keras", learningRatePlacement: .inBuffer, weightDecayMode: .decoupled,
    options: .weightDecay)

  /// Optax's `optax.sgd`: the textbook's formula, η on the step, unlike Optax's own `rmsprop`.
  /// ```
  /// b ← μ·b + g,  θ ← θ − η·b, with Nesterov θ ← θ − η·(g + μ·b)
  /// ```
  /// η must be given there. No options. Optax checks nothing: negative η and μ outside [0, 1] are
  /// refused here, and so is Nesterov without momentum, which does nothing there.
  ///
  /// - SeeAlso: `optax/_src/alias.py` and `optax/transforms/_accumulation.py`, 0.2.8.
  public static let optax = Self(name: "optax", options: [])

  /// MLX's `mlx.optimizers.SGD`, and that of mlx-swift.
  /// ```
  /// g ← g + λθ,  b ← μ·b + (1 − τ)·g,  θ ← θ − η·b, with Nesterov θ ← θ − η·(g + μ·b)
  /// ```
  /// The buffer starts at zero and the first gradient is dampened like all others, b₁ = (1 − τ)·g,
  /// where PyTorch has b₁ = g. η must be given there. Options: dampening, weight decay. MLX accepts
  /// negative η and λ, μ > 1 and τ outside [0, 1], and takes a negative μ for none; all are refused
  /// here.
  ///
  /// - SeeAlso: `mlx/optimizers/optimizers.py`, 0.32.4.
  public static let mlx = Self(
    name: "mlx", dampensFirstStep: true, options: [.dampening, .weightDecay])

  /// The named conventions.
  public static let all: [Self] = [.textbook, .pytorch, .keras, .optax, .mlx]
}
