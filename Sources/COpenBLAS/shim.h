// The BLAS and LAPACK that Swift sees: cblas from OpenBLAS and LAPACKE.
//
// No path of one architecture stands here: the compiler's default search finds both headers on
// Debian and Ubuntu, and `pkgConfig: "openblas"` in the manifest adds the folder elsewhere
// (Homebrew keeps OpenBLAS out of the default search).
#ifndef DESCENT_COPENBLAS_SHIM_H
#define DESCENT_COPENBLAS_SHIM_H

#include <cblas.h>
#include <lapacke.h>

#endif
