#!/bin/sh
# generate-check.sh runs `make generate` and fails when that changes a generated file:
# then somebody edited a source without generating, or a generated file by hand.
set -eu
cd "$(dirname "$0")/.."
sums() {
	find internal docs/eisen.md -type f \( -name '*_templ.go' -o -name eisen.md \) ! -path '*/node_modules/*' -exec sha256sum {} + | sort -k 2
}
mkdir -p .cache
sums >.cache/generated.before
make --no-print-directory generate >/dev/null
sums >.cache/generated.after
if ! diff .cache/generated.before .cache/generated.after >.cache/generated.diff; then
	echo "Generated files were not up to date; run 'make generate' and commit:" >&2
	sed -n 's/^[<>] [0-9a-f]*  //p' .cache/generated.diff | sort -u >&2
	exit 1
fi
