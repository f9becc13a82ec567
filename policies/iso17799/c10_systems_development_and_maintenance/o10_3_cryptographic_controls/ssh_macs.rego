# METADATA
# title: SSH offers no weak message authentication
# description: >-
#   Codes with MD5, or cut short to 96 bits, can be forged with less work
#   than the cipher promises, and with them the traffic be changed on its
#   way.
# custom:
#   id: ssh-macs
#   controls: ["10.3.2", "10.2.3", "9.4.3"]
#   aspects: ["10.3.2/weak-ciphers-ssh"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.macs"]
#   remediation:
#     text: >-
#       Remove the names from MACs, for example with "MACs -*md5*,*-96*",
#       or remove the line to get the default. On Red Hat the list comes
#       from the system-wide policy. Set it in /etc/ssh/sshd_config, before
#       any Include that sets it otherwise (the first value counts), or in
#       the first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_macs

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(sprintf("MACs: %d offered, %s first", [count(_offered), _offered[0]]), _option.source) if count(_offered) > 0

violations contains report.violation({
	"message": sprintf("sshd offers weak message authentication: %s", [report.list(_weak)]),
	"resource": "sshd",
	"observed": report.list(_weak),
	"expected": "none of these in MACs",
	"source": _option.source,
}) if {
	count(_weak) > 0
}

_option := input.sshd.effective.user.macs

_offered := split(_option.value, ",")

_weak := sshd.weak(_option.value, params.ssh_weak_macs)
