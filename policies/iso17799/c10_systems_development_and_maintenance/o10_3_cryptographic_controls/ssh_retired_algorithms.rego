# METADATA
# title: The configuration of SSH asks for no algorithm that was removed for its weakness
# description: >-
#   OpenSSH has taken out ciphers such as arcfour and blowfish-cbc because they are broken. A list
#   that still names one shows that the settings come from another age; a newer sshd does not even
#   start with it, and an older one offers what is broken.
# custom:
#   id: ssh-retired-algorithms
#   controls: ["10.3.2", "9.4.3"]
#   aspects: ["10.3.2/weak-ciphers-ssh"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.refused"]
#   remediation:
#     text: >-
#       Take the names out of the list in the file that the finding names, or drop the line: the
#       default of a current OpenSSH is sound. "ssh -Q cipher" (mac, kex) lists what the release has.
#       Check with "sshd -t" before sshd is restarted, for it does not start with such a list.
#     command: ""
#   references: ["sshd_config(5)", "OpenSSH 7.6 release notes"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_retired_algorithms

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(report.counted(count(input.sshd.refused), "algorithm list is refused", "algorithm lists are refused"), input.sshd.present.source)

_lists := {keyword: sshd.place("sshd", list) | some keyword, list in input.sshd.refused}

_denied := {name |
	some list in [params.ssh_weak_ciphers, params.ssh_weak_macs, params.ssh_weak_kex, params.ssh_weak_signatures]
	some name in list
}

violations contains report.violation({
	"message": sprintf("the configuration asks for %s, and this sshd refuses it", [report.list(sshd.weak(list.value, _denied))]),
	"resource": sprintf("sshd: %s", [keyword]),
	"observed": list.value,
	"expected": "names of algorithms that hold",
	"source": list.source,
}) if {
	some keyword, list in _lists
	count(sshd.weak(list.value, _denied)) > 0
}

unknown contains sprintf("sshd refuses its configuration for the list of %s: %s (%s)", [keyword, list.value, list.source]) if {
	some keyword, list in _lists
}
