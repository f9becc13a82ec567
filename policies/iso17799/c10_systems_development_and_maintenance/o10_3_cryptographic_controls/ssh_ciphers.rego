# METADATA
# title: SSH offers no weak ciphers
# description: >-
#   Ciphers in CBC mode leak text to an attacker on the way, and RC4,
#   Blowfish and triple DES are too weak by themselves. A server that
#   offers them can be talked into using them.
# custom:
#   id: ssh-ciphers
#   controls: ["10.3.2", "9.4.3"]
#   aspects: ["10.3.2/weak-ciphers-ssh"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.ciphers"]
#   remediation:
#     text: >-
#       Remove the names from Ciphers, for example with "Ciphers
#       -*-cbc,arcfour*", or remove the line to get the default. On Red Hat
#       the list comes from the system-wide policy: "update-crypto-policies
#       --set DEFAULT". Set it in /etc/ssh/sshd_config, before any Include
#       that sets it otherwise (the first value counts), or in the first
#       file of /etc/ssh/sshd_config.d where the distribution includes that
#       folder. Check with "sshd -t" and reload: "systemctl reload ssh" on
#       Debian and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)", "RFC 8758"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_ciphers

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(sprintf("Ciphers: %d offered, %s first", [count(_offered), _offered[0]]), _option.source) if count(_offered) > 0

violations contains report.violation({
	"message": sprintf("sshd offers weak ciphers: %s", [report.list(_weak)]),
	"resource": "sshd",
	"observed": report.list(_weak),
	"expected": "none of these in Ciphers",
	"source": _option.source,
}) if {
	count(_weak) > 0
}

_option := input.sshd.effective.user.ciphers

_offered := split(_option.value, ",")

_weak := sshd.weak(_option.value, params.ssh_weak_ciphers)
