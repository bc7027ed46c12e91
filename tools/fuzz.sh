#!/bin/sh
# fuzz.sh runs every fuzz target for the time given (default 30s each), one after the other.
set -eu
cd "$(dirname "$0")/.."
time=${1:-30s}
grep -rlE '^func Fuzz[A-Z]' --include='*_test.go' cmd internal iwmo 2>/dev/null | xargs -r -n 1 dirname | sort -u | while read -r dir; do
	for target in $(sed -nE 's/^func (Fuzz[A-Za-z0-9_]+)\(.*/\1/p' "$dir"/*_test.go | sort -u); do
		echo "--- $dir $target"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 10x "./$dir"
	done
done
