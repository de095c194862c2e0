// swift-tools-version: 6.2
import PackageDescription

// Swift above the fence has no raw memory; the two kernel targets below have it on purpose, marked.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("InternalImportsByDefault"),
  // `@_lifetime` on the properties that lend a `Span`; swift-collections relies on the same feature.
  .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
  name: "Descent",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Descent", targets: ["Descent"]),
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
    .library(name: "Optimizers", targets: ["Optimizers"]),
    .library(name: "NeuralNetworks", targets: ["NeuralNetworks"]),
    .executable(name: "compare-optimizers", targets: ["CompareOptimizers"]),
  ],
  dependencies: [
    // The one package that the libraries depend on, for its `Complex`.
    .package(url: "https://github.com/apple/swift-numerics", from: "1.0.0"),
    // Only the executable uses it.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    // MARK: - Public API, from the umbrella down

    .target(
      name: "Descent",
      dependencies: ["LinearAlgebra", "Optimizers", "DataFormats", "NeuralNetworks"],
      swiftSettings: strict),
    .target(
      name: "NeuralNetworks",
      dependencies: [
        "BLASKernels", "ElementwiseKernels", "LinearAlgebra", "Optimizers", "DataFormats",
      ],
      swiftSettings: strict),
    .target(
      name: "DataFormats",
      dependencies: ["CZlib", "ElementwiseKernels", "LinearAlgebra"],
      exclude: ["Resources"],
      swiftSettings: strict),
    .target(
      name: "LinearAlgebra",
      dependencies: [
        "BLASKernels", "ElementwiseKernels",
        .product(name: "ComplexModule", package: "swift-numerics"),
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict),
    .target(
      name: "Optimizers",
      dependencies: ["ElementwiseKernels"],
      swiftSettings: strict),

    // MARK: - Implementation: the fence, and the C behind it

    .target(
      name: "BLASKernels",
      dependencies: [
        "COpenBLAS", "ElementwiseKernels",
        .product(name: "ComplexModule", package: "swift-numerics"),
      ],
      swiftSettings: strict,
      // Debian's OpenBLAS carries no LAPACKE; Homebrew's does.
      linkerSettings: [.linkedLibrary("lapacke", .when(platforms: [.linux]))]),
    .target(
      name: "ElementwiseKernels",
      dependencies: [
        "CElementwise", "CSignals", "CThreadTeam",
        .product(name: "ComplexModule", package: "swift-numerics"),
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict,
      // `squareRoot()` calls the C library's, which a program without Foundation does not link.
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "CElementwise"),
    .target(name: "CSignals"),
    .target(name: "CThreadTeam"),
    .systemLibrary(
      name: "COpenBLAS",
      pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // MARK: - Benchmarks

    .executableTarget(
      name: "CompareOptimizers",
      dependencies: [
        "Descent",
        // For `throughput`: the floor that a training step is held against is made of these calls.
        "BLASKernels", "ElementwiseKernels",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/CompareOptimizers",
      swiftSettings: strict),
    // What `Benchmarks/Peers/training` runs beside the same program in Keras.
    .executableTarget(
      name: "ClassifyMNIST",
      dependencies: ["Descent"],
      path: "Benchmarks/ClassifyMNIST",
      swiftSettings: strict),

    // MARK: - Tests

    .target(
      name: "TestSupport",
      dependencies: ["CAllocationCounter", "ElementwiseKernels"],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .target(name: "CSystemCallRecorder", path: "Tests/CSystemCallRecorder"),
    .testTarget(
      name: "ElementwiseKernelsTests",
      dependencies: [
        "ElementwiseKernels", "TestSupport",
        .product(name: "ComplexModule", package: "swift-numerics"),
      ],
      exclude: ["Fixtures/README.md", "Fixtures/generate.py"],
      resources: [.copy("Fixtures/math.json")]),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: [
        "LinearAlgebra", "BLASKernels", "TestSupport",
        .product(name: "ComplexModule", package: "swift-numerics"),
      ],
      exclude: [
        "Fixtures/README.md", "Fixtures/generate_empty.py", "Fixtures/generate_exponential.py",
        "Fixtures/generate_from_numpy.py", "Fixtures/generate_functions.py",
        "Fixtures/generate_matrix.py", "Fixtures/generate_printing.py", "Fixtures/generate_qr.py",
        "Fixtures/generate_solve.py", "Fixtures/generate_spectral.py", "Fixtures/requirements.txt",
      ],
      resources: [
        .copy("Fixtures/empty.json"), .copy("Fixtures/exponential.json"),
        .copy("Fixtures/from-numpy.json"), .copy("Fixtures/functions.json"),
        .copy("Fixtures/matrix.json"), .copy("Fixtures/printing.json"),
        .copy("Fixtures/qr.json"), .copy("Fixtures/regression.json"),
        .copy("Fixtures/solve.json"), .copy("Fixtures/spectral.json"),
      ]),
    .testTarget(
      name: "OptimizersTests",
      dependencies: ["Optimizers", "LinearAlgebra", "TestSupport"],
      exclude: [
        "Fixtures/README.md", "Fixtures/generate.py", "Fixtures/generate_all.sh",
        "Fixtures/generate_optax.py", "Fixtures/generate_peers.py",
        "Fixtures/generate_plans.py", "Fixtures/generate_rmsprop.py",
        "Fixtures/generate_rules.py", "Fixtures/generate_schedules.py",
        "Fixtures/generate_translation.py", "Fixtures/recording.py",
        "Fixtures/requirements-optax.txt", "Fixtures/requirements-rmsprop-no-deps.txt",
        "Fixtures/requirements-rmsprop.txt", "Fixtures/requirements.txt",
        "Fixtures/translation-calls.txt",
      ],
      resources: [
        .copy("Fixtures/adadelta.json"), .copy("Fixtures/adagrad.json"),
        .copy("Fixtures/adam.json"), .copy("Fixtures/adamax.json"), .copy("Fixtures/adamw.json"),
        .copy("Fixtures/lion-optax.json"), .copy("Fixtures/lion.json"),
        .copy("Fixtures/nadam.json"), .copy("Fixtures/plans.json"), .copy("Fixtures/radam.json"),
        .copy("Fixtures/rmsprop-engines.json"), .copy("Fixtures/rmsprop.json"),
        .copy("Fixtures/rprop.json"), .copy("Fixtures/rules.json"),
        .copy("Fixtures/schedules.json"), .copy("Fixtures/sgd.json"),
        .copy("Fixtures/translation.json"), .copy("Fixtures/yogi.json"),
      ]),
    .testTarget(
      name: "DataFormatsTests",
      dependencies: ["CSystemCallRecorder", "DataFormats", "TestSupport"],
      exclude: [
        "Fixtures/Arrays/README.md", "Fixtures/Arrays/check_written.py",
        "Fixtures/Arrays/common.py", "Fixtures/Arrays/generate_numpy.py",
        "Fixtures/Arrays/generate_safetensors.py", "Fixtures/Arrays/requirements.txt",
        "Fixtures/CSV/README.md", "Fixtures/CSV/check_written.py", "Fixtures/CSV/generate.py",
        "Fixtures/CSV/requirements.txt",
      ],
      resources: [
        .copy("Fixtures/Arrays/numpy.json"), .copy("Fixtures/Arrays/safetensors.json"),
        .copy("Fixtures/CSV/csv.json"),
      ]),
    .testTarget(
      name: "NeuralNetworksTests",
      dependencies: [
        "BLASKernels", "CSystemCallRecorder", "Descent", "ElementwiseKernels", "TestSupport",
      ],
      exclude: [
        "Fixtures/README.md", "Fixtures/generate.py", "Fixtures/requirements.txt",
        "Fixtures/Interchange/exchange.py", "Fixtures/Interchange/requirements.txt",
        "Fixtures/Weights/README.md", "Fixtures/Weights/generate.py",
        "Fixtures/Weights/requirements.txt",
      ],
      resources: [
        .copy("Fixtures/activations.json"), .copy("Fixtures/losses.json"),
        .copy("Fixtures/training.json"), .copy("Fixtures/Weights/weights.json"),
      ]),
    // The programs of the article "A tour of linear algebra".
    .testTarget(
      name: "TourTests",
      dependencies: ["Descent"]),
    .testTarget(
      name: "CompareOptimizersTests",
      dependencies: ["CompareOptimizers", "TestSupport"],
      exclude: [
        "Fixtures/README.md", "Fixtures/generate_statistics.py", "Fixtures/requirements.txt",
        "Fixtures/TensorBoard/README.md", "Fixtures/TensorBoard/check_written.py",
        "Fixtures/TensorBoard/generate.py", "Fixtures/TensorBoard/requirements.txt",
      ],
      resources: [
        .copy("Fixtures/statistics.json"), .copy("Fixtures/TensorBoard/tensorboard.json"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// Parsers under libFuzzer: see Scripts/fuzz.sh. The target exists only there: nothing else can link it.
// There, what reads `results.json` and draws reports is a library, for only tests link an executable.
if Context.environment["DESCENT_FUZZING"] != nil {
  package.products.removeAll { $0.name == "compare-optimizers" }
  package.targets.removeAll { $0.name.hasPrefix("CompareOptimizers") }
  package.targets += [
    .target(
      name: "CompareOptimizers",
      dependencies: ["Descent"],
      path: "Benchmarks/CompareOptimizers",
      sources: [
        "Analysis", "Comparison/JournalHistory.swift", "Comparison/JournalLine.swift",
        "Comparison/JournalReading.swift", "Comparison/JournalSeal.swift",
        "Comparison/TrialJob+Records.swift", "Problems/OptimizationProblem.swift", "Report",
        "Statistics",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "CompareOptimizers", "DataFormats", "Descent", "NeuralNetworks", "ElementwiseKernels",
      ],
      path: "Tests/Fuzzing",
      exclude: ["Corpus", "seeds.py", "words.dict"],
      swiftSettings: strict),
  ]
}

// Optimizing the tests takes twice as long as optimizing what they test, and to no avail: here they stay as
// they are written. "all" of them, or those "calling" what they test: the others compare with plain loops of
// their own, which take several times as long where a sanitizer looks on. Only for the scripts that set it, as
// nobody can depend on a package of such flags.
if let plain = Context.environment["DESCENT_PLAIN_TESTS"] {
  let looping = ["ElementwiseKernelsTests", "LinearAlgebraTests", "OptimizersTests"]
  for target in package.targets where target.type == .test {
    guard plain == "all" || !looping.contains(target.name) else { continue }
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-Onone"])]
  }
}
