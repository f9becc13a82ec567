# METADATA
# title: SSH accepts strong signatures only
# description: >-
#   A signature with SHA-1 or DSA can be forged, so that somebody else may
#   log on with a key, or a certificate, that was never given out.
# custom:
#   id: ssh-signature-algorithms
#   controls: ["10.3.2", "9.4.3"]
#   aspects: ["10.3.2/weak-ciphers-ssh"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.pubkeyacceptedalgorithms"
#     - "sshd.effective.root.pubkeyacceptedalgorithms"
#     - "sshd.users"
#     - "sshd.effective.user.hostbasedacceptedalgorithms"
#     - "sshd.effective.user.casignaturealgorithms"
#   remediation:
#     text: >-
#       Remove ssh-rsa and ssh-dss from PubkeyAcceptedAlgorithms,
#       HostbasedAcceptedAlgorithms and CASignatureAlgorithms (before
#       OpenSSH 8.5 PubkeyAcceptedKeyTypes and HostbasedAcceptedKeyTypes).
#       RSA keys go on working with rsa-sha2-512 and rsa-sha2-256. Set it
#       in /etc/ssh/sshd_config, before any Include that sets it otherwise
#       (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_signature_algorithms

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(sprintf("%s for %s: %d accepted", [a.label, a.who, count(sshd.names(a.value))]), a.source) if {
	some a in _lists
	sshd.names(a.value) != set()
}

violations contains report.violation({
	"message": sprintf("weak signatures are accepted from %s: %s", [a.who, report.list(weak)]),
	"resource": a.resource,
	"observed": report.list(weak),
	"expected": sprintf("none of these in %s", [a.label]),
	"source": a.source,
}) if {
	some a in _lists
	weak := sshd.weak(a.value, params.ssh_weak_signatures)
	count(weak) > 0
}

# A list that was not seen must not count as one without a weak name.
unknown contains sprintf("%s for %s was not seen", [a.label, a.who]) if {
	some a in _lists
	a.value == "not seen"
}

_lists contains object.union(place, {"who": who, "label": "PubkeyAcceptedAlgorithms"}) if {
	some who, place in sshd.places(
		input.sshd.effective.user.pubkeyacceptedalgorithms,
		input.sshd.effective.root.pubkeyacceptedalgorithms,
		input.sshd.users,
		"pubkeyacceptedalgorithms",
	)
}

_lists contains _whole("HostbasedAcceptedAlgorithms", input.sshd.effective.user.hostbasedacceptedalgorithms)

_lists contains _whole("CASignatureAlgorithms", input.sshd.effective.user.casignaturealgorithms)

_whole(label, option) := object.union(sshd.place("sshd", option), {"label": label, "who": "every user"})
