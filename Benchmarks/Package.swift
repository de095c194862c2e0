// swift-tools-version: 6.2
import PackageDescription

// The micro-benchmarks, apart from the package that they measure: its users need no tool for them.
let package = Package(
  name: "DescentBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "Descent", path: ".."),
    // Without its traits it needs no jemalloc. One version, so that all measure alike.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "MicroBenchmarks",
      dependencies: [
        .product(name: "Descent", package: "Descent"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "MicroBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
