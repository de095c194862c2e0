// swift-tools-version: 6.2
import PackageDescription

// A package of somebody else that depends on a version of Descent; `Scripts/check-consumer.sh`
// says where that version lies.
let package = Package(
  name: "Consumer",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: Context.environment["DESCENT_URL"] ?? "", from: "1.0.0")
  ],
  targets: [
    .executableTarget(
      name: "UsesDescent", dependencies: [.product(name: "Descent", package: "Descent")]),
    .executableTarget(
      name: "UsesOptimizers", dependencies: [.product(name: "Optimizers", package: "Descent")]),
    // Whatever takes the type checker longer than two seconds is an error.
    .executableTarget(
      name: "LongFormulas", dependencies: [.product(name: "LinearAlgebra", package: "Descent")],
      swiftSettings: [.unsafeFlags(["-Xfrontend", "-solver-expression-time-threshold=2"])]),
    .executableTarget(
      name: "Stops", dependencies: [.product(name: "LinearAlgebra", package: "Descent")],
      swiftSettings: [.unsafeFlags(["-O"])]),
  ]
)
