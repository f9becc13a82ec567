#!/bin/sh
# Unpacks Debian packages, with what they depend on and is not installed, into
# .cache/debian below the current folder, and installs nothing. It is for daemons
# that Debian does not install beside another one that the tests need as well
# (syslog-ng-core and rsyslog, ntpsec and chrony). On any other distribution it
# changes nothing. A package written alone:NAME comes without what it depends on.
set -eu

if ! command -v dpkg-deb >/dev/null; then
	echo "note: not a Debian system: the tests need what corresponds to: $*" >&2
	exit 0
fi
root=$PWD/.cache/debian
missing=
for package; do
	[ -e "$root/.unpacked/$package" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$tmp/archives/partial"

fetch() {
	alone='' whole=''
	for package in $missing; do
		case $package in
		alone:*) alone="$alone ${package#alone:}" ;;
		*) whole="$whole $package" ;;
		esac
	done
	# shellcheck disable=SC2086 # one word a package
	[ -z "$alone" ] || (cd "$tmp/archives" && apt-get -q -o APT::Sandbox::User=root download $alone)
	[ -n "$whole" ] || return 0
	# shellcheck disable=SC2086 # one word a package
	DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
		-o "Dir::Cache::archives=$tmp/archives" -o APT::Sandbox::User=root --download-only \
		install --no-install-recommends --reinstall $whole </dev/null
}
echo "unpacking:$missing (nothing is installed)"
if ! fetch >"$tmp/log" 2>&1; then
	apt-get -q -o DPkg::Lock::Timeout=300 update >"$tmp/log" 2>&1 && fetch >"$tmp/log" 2>&1 || {
		cat "$tmp/log" >&2
		echo "error: apt-get could not fetch:$missing" >&2
		echo "hint: run as root, with a Debian mirror in reach" >&2
		exit 1
	}
fi
mkdir -p "$root/.unpacked"
for deb in "$tmp"/archives/*.deb; do
	dpkg-deb -x "$deb" "$root"
done
# The Python modules of NTPsec look for their library beside themselves.
for library in "$root"/usr/lib/*/ntp/libntpc.so; do
	[ ! -e "$library" ] || ln -sf "$library" "$root/usr/lib/python3/dist-packages/ntp/"
done
for package in $missing; do
	: >"$root/.unpacked/$package"
done
