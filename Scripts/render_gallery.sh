#!/usr/bin/env bash
# Draws docs/gallery anew: the figures that README.md and docs/gallery.md show, as compare-optimizers
# writes them. Losses and steps come out the same on every machine of the same kind; seconds do not,
# and no figure with seconds is among them.
set -euo pipefail
cd "$(dirname "$0")/.."

figures=(
  landscape-rosenbrock landscape-beale landscape-himmelblau landscape-digits-slice-1-2
  digits-loss-steps digits-accuracy-steps digits-sensitivity digits-robustness
  digits-effective-steps digits-expected-best digits-paired-accuracy performance-profile
)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
./run --problem digits,rosenbrock,beale,himmelblau --quiet --fresh --output "$work/report"

rm -rf docs/gallery
mkdir -p docs/gallery
for figure in "${figures[@]}"; do
  cp "$work/report/figures/$figure.svg" docs/gallery/
done
echo "docs/gallery: ${#figures[@]} figures"
