#!/bin/sh
# Installs the Debian packages named as arguments, those that are missing only.
# Exits with 1 and says what to do when it may not. On any other distribution,
# or as an ordinary user, it changes nothing.
set -eu

if ! command -v dpkg-query >/dev/null; then
	echo "note: not a Debian system: install what corresponds to: $*" >&2
	exit 0
fi
missing=
for package; do
	status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || status=none
	[ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
	echo "error: the tests compare with real programs of these packages, which are missing:$missing" >&2
	echo "hint: sudo apt-get install$missing" >&2
	exit 1
fi

# This machine may be somebody's own: a test run must open no port, now or at
# the next boot, and must not change how people log on. So what packages call for
# that does nothing while they are installed.
shim=$(mktemp -d)
trap 'rm -rf "$shim"' EXIT
trap 'exit 130' INT TERM
for program in deb-systemd-helper deb-systemd-invoke invoke-rc.d pam-auth-update update-rc.d; do
	printf '#!/bin/sh\nexit 0\n' >"$shim/$program"
	chmod 755 "$shim/$program"
done
chmod 755 "$shim"

install() {
	# The lock: another package run on this machine may be about to end.
	# shellcheck disable=SC2086 # one word a package
	DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 \
		-o "DPkg::Path=$shim:/usr/sbin:/usr/bin:/sbin:/bin" \
		install --no-install-recommends $missing </dev/null
}
echo "installing:$missing (their daemons are neither started nor enabled)"
log=$shim/log
# Old package lists name versions that the mirror no longer has: refresh, once.
if ! install >"$log" 2>&1; then
	apt-get -q -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 && install >"$log" 2>&1 || {
		cat "$log" >&2
		echo "error: apt-get could not install:$missing" >&2
		exit 1
	}
fi
