@_exported public import DataFormats
@_exported public import LinearAlgebra
@_exported public import NeuralNetworks
@_exported public import Optimizers
