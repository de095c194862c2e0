// Who trains a network names its data, its matrices and its optimizer too.
@_exported public import DataFormats
@_exported public import LinearAlgebra
@_exported public import Optimizers
