"""Finds or makes what the engines run in: our own build, the system's Python, one with wheels."""

import os
import shutil
import subprocess
import sys

from .console import say

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
# Beside SwiftPM's own folder, and ignored like it.
ENVIRONMENTS = os.path.join(ROOT, ".build-peers")
DEBIAN_PYTHON = "/usr/bin/python3"


class Missing(Exception):
  """A peer that cannot be had here, and why."""


def run(command, what):
  """Runs a command quietly; what it says on failure becomes the reason."""
  result = subprocess.run(
    command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
  if result.returncode != 0:
    lines = [line.strip() for line in result.stdout.splitlines() if line.strip()]
    raise Missing(f"{what} failed: {lines[-1] if lines else result.returncode}")


def imports(python, modules):
  """Whether a Python has the modules."""
  return subprocess.run(
    [python, "-c", "import " + ", ".join(modules)], stdin=subprocess.DEVNULL,
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def debian_python(packages, modules):
  """The system's Python with Debian's packages, which share the system's OpenBLAS with us."""
  if os.path.exists(DEBIAN_PYTHON) and imports(DEBIAN_PYTHON, modules):
    return DEBIAN_PYTHON
  if shutil.which("apt-get") is None:
    raise Missing("there is no apt-get here")
  sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
  say(f"installing {' '.join(packages)} ...")
  run(sudo + ["apt-get", "install", "--yes", *packages], "apt-get install")
  if not imports(DEBIAN_PYTHON, modules):
    raise Missing(f"{DEBIAN_PYTHON} does not import {', '.join(modules)}")
  return DEBIAN_PYTHON


def wheel_python(name, requirements, modules):
  """A virtual environment with the pinned wheels of a file."""
  with open(requirements) as file:
    lines = [line.strip() for line in file]
  wanted = [line for line in lines if line and not line.startswith("#")]
  return pinned_python(name, wanted, [wanted], modules)


def pinned_python(name, wanted, choices, modules):
  """A virtual environment with pinned wheels, made anew when the pins change.

  The first of `choices` that pip can install is taken: pins that are as good as those wanted.
  """
  folder = os.path.join(ENVIRONMENTS, name)
  python = os.path.join(folder, "bin", "python")
  kept = os.path.join(folder, "pins.txt")
  pins = "\n".join(wanted) + "\n"
  if os.path.exists(kept):
    with open(kept) as file:
      if file.read() == pins and imports(python, modules):
        return python
  say(f"making an environment with {', '.join(wanted)} ...")
  run([sys.executable, "-m", "venv", "--clear", folder], "making a virtual environment")
  install = [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
  for number, choice in enumerate(choices, 1):
    try:
      run([*install, *choice], "pip install")
      break
    except Missing:
      if number == len(choices):
        raise
  if not imports(python, modules):
    raise Missing(f"{', '.join(modules)} cannot be imported")
  # Last, so that an installation that broke off is not taken for a whole one.
  with open(kept, "w") as file:
    file.write(pins)
  return python


def our_program(name="compare-optimizers"):
  """Our release build of a program."""
  swift = shutil.which("swift")
  if swift is None:
    sys.exit("swift is not on PATH: see https://www.swift.org/install")
  say(f"building {name} ...")
  arguments = ["--package-path", ROOT, "-c", "release", "--product", name]
  try:
    run([swift, "build", *arguments], "swift build")
  except Missing as failure:
    sys.exit(str(failure))
  folder = subprocess.run(
    [swift, "build", *arguments[:4], "--show-bin-path"], check=True, capture_output=True, text=True)
  return os.path.join(folder.stdout.strip(), name)
