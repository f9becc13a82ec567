# METADATA
# title: Only root can change the keys that packages are trusted by
# description: >-
#   Whoever may add a key to the package manager's keyring can sign packages for this host.
# custom:
#   id: repository-keyrings
#   controls: ["10.3.3", "10.4.1"]
#   aspects: ["10.3.3/package-repository-signatures-enforced", "10.4.1/packages-from-signed-repositories"]
#   severity: high
#   needs: ["packages.keyrings[*].mode", "packages.keyrings[*].uid", "packages.keyrings[*].group_writable", "packages.keyrings[*].world_writable"]
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root and chmod 644 each key file, chmod 755 its folder:
#       /etc/apt/trusted.gpg.d and /etc/apt/keyrings (Debian, Ubuntu), /etc/pki/rpm-gpg
#       (RHEL, SUSE), /etc/apk/keys (Alpine). Then look whether the keys in it are the
#       expected ones.
#     command: ""
#   references: ["apt-secure(8)", "rpmkeys(8)", "apk-keys(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.repository_keyrings

import data.lib.report
import future.keywords.not

_keyrings := input.packages.keyrings

_open[path] := "written by everyone" if {
	some path, k in _keyrings
	k.world_writable
}

_open[path] := "written by its group" if {
	some path, k in _keyrings
	k.group_writable
	not k.world_writable
}

_open[path] := sprintf("owned by UID %d", [k.uid]) if {
	some path, k in _keyrings
	not k.world_writable
	not k.group_writable
	k.uid != 0
}

evidence contains report.evidence(
	sprintf("%s, %d that others than root may change", [report.counted(count(_keyrings), "keyring file or folder", "keyring files and folders"), count(_open)]),
	path,
) if {
	path := sort(object.keys(_keyrings))[0]
}

violations contains report.violation({
	"message": sprintf("%s can be %s", [path, how]),
	"resource": path,
	"observed": sprintf("mode %s, UID %d", [_keyrings[path].mode, _keyrings[path].uid]),
	"expected": "owned by root, written by root alone",
	"source": path,
}) if {
	some path, how in _open
}
