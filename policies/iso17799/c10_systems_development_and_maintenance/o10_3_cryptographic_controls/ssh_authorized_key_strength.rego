# METADATA
# title: Keys that open accounts are strong
# description: >-
#   A DSA key, or an RSA key that is too short, can be computed from its
#   public half by those with means, and then opens the account.
# custom:
#   id: ssh-authorized-key-strength
#   controls: ["10.3.5", "9.4.3"]
#   aspects: ["10.3.5/key-type-size"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.authorized_keys", "sshd.authorized_keys[*].files[*].keys"]
#   partial: convict
#   remediation:
#     text: >-
#       Let the user make a new key with "ssh-keygen -t ed25519", add it,
#       and remove the line of the weak one.
#     command: ""
#   references: ["sshd(8), AUTHORIZED_KEYS FILE FORMAT", "NIST SP 800-57 part 1"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_authorized_key_strength

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(
	sprintf("%s: %s", [report.counted(count(_keys), "key", "keys"), report.list(sort(_types))]),
	sort([k.path | some k in _keys])[0],
) if {
	count(_keys) > 0
}

evidence contains report.evidence(sprintf("%s without any key", [report.counted(count(input.sshd.authorized_keys), "account", "accounts")]), "/etc/passwd") if {
	count(_keys) == 0
	count(input.sshd.authorized_keys) > 0
}

violations contains report.violation({
	"message": sprintf("a weak key opens the account %s", [k.account]),
	"resource": k.path,
	"observed": sprintf("%s, %d bits, %s", [k.type, k.bits, k.fingerprint]),
	"expected": sprintf("ed25519, ECDSA, or RSA of %d bits or more", [params.ssh_rsa_key_bits]),
	"source": sprintf("%s:%d", [k.path, k.line]),
}) if {
	some k in _keys
	_weak(k)
}

unknown contains sprintf("%s:%d: the size of the %s key is not known", [k.path, k.line, k.type]) if {
	some k in _keys
	_rsa(k)
	k.bits == 0
}

_weak(k) if k.type in params.ssh_weak_key_types

_weak(k) if {
	_rsa(k)
	k.bits > 0
	k.bits < params.ssh_rsa_key_bits
}

# A type that was not seen may be RSA.
_rsa(k) if startswith(k.type, "ssh-rsa")

_rsa(k) if k.type == "not seen"

_types := {k.type | some k in _keys}

_keys contains {
	"account": name,
	"path": path,
	"type": object.get(key, "type", "not seen"),
	"bits": object.get(key, "bits", 0),
	"line": object.get(key, "line", 0),
	"fingerprint": object.get(key, "fingerprint", "not seen"),
} if {
	some name, account in input.sshd.authorized_keys
	some path, file in account.files
	some key in file.keys
}
