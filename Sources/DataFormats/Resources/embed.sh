#!/bin/sh
# Writes the packed digits as base64 text into ../Digits/EmbeddedDigits.swift.
set -eu
cd "$(dirname "$0")"

constant() {
  echo "  static let $1 = \"\"\""
  base64 < "$2" | tr -d '\n' | fold -w 92 | sed 's/^/    /'
  echo
  echo '    """'
}

{
  echo '// Written by Resources/embed.sh: the IDX files in that folder, packed with gzip, in base64.'
  echo '// E. Alpaydin, C. Kaynak (1998), CC BY 4.0; see Resources/README.md.'
  echo
  echo 'extension Digits {'
  constant packedImages digits-images-idx3-ubyte.gz
  echo
  constant packedLabels digits-labels-idx1-ubyte.gz
  echo '}'
} > ../Digits/EmbeddedDigits.swift
