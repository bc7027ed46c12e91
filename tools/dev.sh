#!/bin/sh
# dev.sh builds, runs the demo region, and starts anew when a source file changes.
# Arguments go to `trede demo`. A build that fails leaves its message until the next change.
set -u
cd "$(dirname "$0")/.."
mark=.cache/dev.mark
mkdir -p .cache
pid=

stop() {
	[ -n "$pid" ] && kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
	pid=
}
trap 'stop; exit 0' INT TERM

changed() {
	[ -n "$(find cmd internal iwmo go.mod -newer $mark -type f \
		! -path '*/node_modules/*' ! -path '*/dist/*' ! -name '*_templ.go' ! -name '*_test.go' \
		-print -quit 2>/dev/null)" ]
}

while :; do
	touch $mark
	if make --no-print-directory templ build; then
		bin/trede demo "$@" &
		pid=$!
	fi
	until changed; do sleep 1; done
	echo "--- changed, building again"
	stop
done
