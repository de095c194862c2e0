// The BLAS and LAPACK that Swift sees: cblas from OpenBLAS and LAPACKE.
//
// No path of one architecture stands here: the compiler's default search finds both headers on
// Debian and Ubuntu, and `pkgConfig: "openblas"` in the manifest adds the folder elsewhere
// (Homebrew keeps OpenBLAS out of the default search).
#ifndef DESCENT_COPENBLAS_SHIM_H
#define DESCENT_COPENBLAS_SHIM_H

#include <cblas.h>

// Swift imports no `_Complex`, and with it no routine that mentions one. LAPACKE lets its user say
// what a complex number is: two reals side by side, which is how both look in memory. (They are
// passed by value to a few routines that Swift has no use for.)
typedef struct {
  float real, imaginary;
} descent_complex64;
typedef struct {
  double real, imaginary;
} descent_complex128;
#define LAPACK_COMPLEX_CUSTOM
#define lapack_complex_float descent_complex64
#define lapack_complex_double descent_complex128
#include <lapacke.h>

// The C library's `dladdr`, under a name of our own: glibc declares it only where _GNU_SOURCE was
// defined before its first header, which a module imported by Swift cannot arrange.
typedef struct {
  const char *library_path;
  void *library_base;
  const char *symbol_name;
  void *symbol_address;
} descent_symbol_location;

/// Says where the loader put an address; 0 when it does not know.
#if defined(__APPLE__)
int descent_locate(const void *address, descent_symbol_location *location) __asm__("_dladdr");
#else
int descent_locate(const void *address, descent_symbol_location *location) __asm__("dladdr");
#endif

#endif
