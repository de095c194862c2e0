"""The columns of the comparison of training: who they are, and how each is started."""

import os
import sys

from . import environments
from .console import say
from .table import OURS

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REQUIREMENTS = os.path.join(HERE, "requirements-training.txt")
FLOOR = "floor"


class Framework:
  """An environment, what it needs, and the engines that run in it."""

  def __init__(self, packages, modules, engines):
    self.packages, self.modules, self.engines = packages, modules, engines


# By the name of the environment, which `--peers` takes, too.
FRAMEWORKS = {
  "torch": Framework(["torch", "numpy"], ["torch", "numpy"], {
    "PyTorch": "torch_training.py eager", "torch.compile": "torch_training.py compiled"}),
  "jax": Framework(["jax", "jaxlib", "optax", "numpy"], ["jax", "optax"], {
    "JAX step": "jax_training.py step", "JAX scan": "jax_training.py epoch"}),
  "keras": Framework(["tensorflow-cpu", "keras", "numpy"], ["tensorflow"], {
    "Keras": "keras_training.py plain", "Keras jit": "keras_training.py jit"}),
  "mlx": Framework(["mlx[cpu]", "numpy"], ["mlx.core"], {"MLX": "mlx_training.py"}),
  "numpy": Framework(["numpy"], ["numpy"], {"NumPy": "numpy_training.py"}),
}


def pins(packages):
  """The lines of the requirements that name these packages."""
  with open(REQUIREMENTS) as file:
    lines = [line.strip() for line in file]
  return [line for line in lines if line.split("==")[0] in packages]


def attempts(wanted):
  """What to ask pip for, the preferred first: PyTorch without CUDA is found in few places."""
  if sys.platform == "linux":
    yield [line + "+cpu" if line.startswith("torch==") else line for line in wanted]
  yield wanted


def python(name):
  """The Python of a framework's environment, made where it is missing."""
  framework = FRAMEWORKS[name]
  wanted = pins(framework.packages)
  choices = list(attempts(wanted)) if "torch" in framework.packages else [wanted]
  return environments.pinned_python("training-" + name, wanted, choices, framework.modules)


def commands(wanted):
  """Title -> how to start the engine, and name -> why a peer is missing."""
  ours = [environments.our_program(), "timing"]
  found, missing = {OURS: ours, FLOOR: ours}, {}
  for name in wanted:
    try:
      interpreter = python(name)
    except environments.Missing as reason:
      missing[name] = str(reason)
      say(f"{name} is missing: {reason}")
      continue
    for title, line in FRAMEWORKS[name].engines.items():
      script, *arguments = line.split()
      found[title] = [interpreter, os.path.join(HERE, "engines", script), *arguments]
  return found, missing
