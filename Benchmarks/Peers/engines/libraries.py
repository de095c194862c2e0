"""Which BLAS and LAPACK this process has loaded, asked of the process itself."""

import ctypes
import os
import re


def loaded(pattern):
  """The files mapped into this process whose names match, in order of appearance."""
  try:
    with open("/proc/self/maps") as maps:
      paths = [line.split(None, 5)[5].strip() for line in maps if len(line.split(None, 5)) == 6]
  except OSError:
    return []
  return list(dict.fromkeys(p for p in paths if re.search(pattern, os.path.basename(p))))


def openblas(path):
  """What an OpenBLAS says of itself: version and build, the core it chose, its threads."""
  library = ctypes.CDLL(path)  # already loaded: this is the same one once more

  # Wheels rename the symbols, so that two OpenBLAS in one process stay apart.
  def call(stem, result):
    for name in (stem, stem + "64_", "scipy_" + stem, "scipy_" + stem + "64_"):
      try:
        function = getattr(library, name)
      except AttributeError:
        continue
      function.restype = result
      value = function()
      return value.decode() if isinstance(value, bytes) else value
    return None

  return {
    "file": shown(path),
    "config": call("openblas_get_config", ctypes.c_char_p),
    "core": call("openblas_get_corename", ctypes.c_char_p),
    "threads": call("openblas_get_num_threads", ctypes.c_int),
  }


def shown(path):
  """A path without what is this machine's alone."""
  return re.sub(r".*/(?=site-packages/)", "", os.path.realpath(path))


def described():
  """Every OpenBLAS of this process, and any other BLAS or LAPACK by its file."""
  # SciPy's modules around BLAS carry its name, too; a library is called lib...
  files = loaded(r"^lib(\w*openblas|blas|lapack|mkl|blis)")
  return [
    openblas(f) if "openblas" in os.path.basename(f) else {"file": shown(f)} for f in files]
