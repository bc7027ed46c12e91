#!/bin/sh
# need.sh checks that the named things are on this machine, and installs what is
# missing with apt-get where that is possible. Names: go node chromium postgres xmllint
# poppler qpdf.
set -u

has_chromium() {
	for c in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
		[ -n "$c" ] && command -v "$c" >/dev/null 2>&1 && return 0
	done
	return 1
}

has_postgres() {
	[ -n "${TREDE_TEST_POSTGRES:-}" ] && return 0
	command -v initdb >/dev/null 2>&1 && return 0
	for d in /usr/lib/postgresql/*/bin; do
		[ -x "$d/initdb" ] && [ -x "$d/postgres" ] && return 0
	done
	return 1
}

present() {
	case $1 in
	go) go version >/dev/null 2>&1 ;;
	node) command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 ;;
	chromium) has_chromium ;;
	postgres) has_postgres ;;
	xmllint) command -v xmllint >/dev/null 2>&1 ;;
	poppler) command -v pdfinfo >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1 && command -v pdffonts >/dev/null 2>&1 ;;
	qpdf) command -v qpdf >/dev/null 2>&1 ;;
	*) echo "need.sh: unknown name $1" >&2; exit 2 ;;
	esac
}

package() {
	case $1 in
	node) echo nodejs npm ;;
	chromium) echo chromium ;;
	postgres) echo postgresql ;;
	xmllint) echo libxml2-utils ;;
	poppler) echo poppler-utils ;;
	qpdf) echo qpdf ;;
	esac
}

sentence() {
	case $1 in
	go) echo "Go is missing or older than go.mod asks (see its line 'go'): install Go, put it on the PATH and run this again." ;;
	node) echo "Node.js 20 or newer with npm is missing: install it and run this again." ;;
	chromium) echo "Chromium is missing: install it, or name its program in the variable CHROMIUM, and run this again." ;;
	postgres) echo "The PostgreSQL server programs (initdb, postgres) are missing: install PostgreSQL, or name a running server in the variable TREDE_TEST_POSTGRES, and run this again." ;;
	xmllint) echo "xmllint is missing: install the libxml2 command line tools and run this again." ;;
	poppler) echo "pdfinfo, pdftotext and pdffonts are missing: install the poppler tools and run this again." ;;
	qpdf) echo "qpdf is missing: install it and run this again." ;;
	esac
}

packages=
for name in "$@"; do
	present "$name" || packages="$packages $(package "$name")"
done
packages=$(echo $packages)

if [ -n "$packages" ] && command -v apt-get >/dev/null 2>&1; then
	as=
	can=yes
	if [ "$(id -u)" != 0 ]; then
		if command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as=sudo; else can=no; fi
	fi
	if [ $can = yes ]; then
		echo "Installing: $packages"
		$as apt-get update -qq && $as env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >/dev/null
	fi
fi

missing=0
for name in "$@"; do
	if ! present "$name"; then
		sentence "$name" >&2
		missing=1
	elif [ "$name" = node ] && [ "$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then
		echo "Node.js $(node --version) is too old, 20 or newer is needed: install it and run this again." >&2
		missing=1
	fi
done
exit $missing
