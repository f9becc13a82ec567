#!/bin/sh
# Set-up for an audit: nmap, which names the services behind open ports. The
# audit goes on without it, and this says what becomes unknown.
set -eu

without() {
	echo "note: $1; going on without nmap: the versions of the services that listen stay unknown" >&2
	echo "hint: $2, and run make audit again" >&2
	exit 0
}

if command -v nmap >/dev/null; then
	exit 0
fi
if command -v apt-get >/dev/null; then
	set -- apt-get -q -y --no-install-recommends install nmap
elif command -v dnf >/dev/null; then
	set -- dnf -q -y install nmap
elif command -v zypper >/dev/null; then
	set -- zypper -q -n install nmap
elif command -v apk >/dev/null; then
	set -- apk add -q nmap
else
	without "no package manager that this script knows" "install nmap"
fi
if [ "$(id -u)" -ne 0 ]; then
	without "nmap is not installed, and only root may install it" "install nmap, or run make audit as root, which also lets more be seen"
fi
echo "installing nmap"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if "$@" </dev/null >"$log" 2>&1; then
	exit 0
fi
# Package lists that were never fetched, or that the mirror has moved on from.
if [ "$1" = apt-get ] && apt-get -q update </dev/null >>"$log" 2>&1 && "$@" </dev/null >>"$log" 2>&1; then
	exit 0
fi
tail -n 3 "$log" >&2
without "nmap could not be installed" "install nmap"
