# METADATA
# title: Host keys are strong
# description: >-
#   A DSA key, or an RSA key that is too short, can be computed from its
#   public half, and then any machine can pass for this host.
# custom:
#   id: ssh-host-key-strength
#   controls: ["10.3.5", "9.4.4"]
#   aspects: ["10.3.5/key-type-size", "9.4.4/host-keys"]
#   severity: medium
#   scope: ["sshd.present", "sshd.host_keys"]
#   needs: ["sshd.host_keys"]
#   partial: convict
#   remediation:
#     text: >-
#       Remove the weak key, run "ssh-keygen -A" to make what is missing,
#       reload sshd, and tell users the new fingerprint.
#     command: ""
#   references: ["ssh-keygen(1)", "NIST SP 800-57 part 1"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_host_key_strength

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

not_applicable contains report.evidence("no host key exists yet", input.sshd.present.source) if {
	input.sshd.present.value
	count(input.sshd.host_keys) == 0
}

evidence contains report.evidence(sprintf("%s, %d bits, %s", [k.type, k.bits, k.fingerprint]), k.path) if some k in _keys

violations contains report.violation({
	"message": "a weak key identifies this host",
	"resource": k.path,
	"observed": sprintf("%s, %d bits", [k.type, k.bits]),
	"expected": sprintf("ed25519, ECDSA, or RSA of %d bits or more", [params.ssh_rsa_key_bits]),
	"source": k.path,
}) if {
	some k in _keys
	_weak(k)
}

unknown contains sprintf("%s: its type or size is not known", [k.path]) if {
	some k in _keys
	k.bits == 0
}

unknown contains sprintf("%s: its type or size is not known", [k.path]) if {
	some k in _keys
	k.type == "not seen"
}

_weak(k) if k.type in params.ssh_weak_key_types

_weak(k) if {
	startswith(k.type, "ssh-rsa")
	k.bits > 0
	k.bits < params.ssh_rsa_key_bits
}

_keys contains {
	"path": path,
	"type": object.get(key, "type", "not seen"),
	"bits": object.get(key, "bits", 0),
	"fingerprint": object.get(key, "fingerprint", "fingerprint not known"),
} if {
	some path, key in input.sshd.host_keys
}
