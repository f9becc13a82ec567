# METADATA
# title: SSH identifies itself with strong signatures
# description: >-
#   A signature with SHA-1 or DSA can be forged, so that another machine
#   may pass for this one.
# custom:
#   id: ssh-host-key-algorithms
#   controls: ["10.3.2", "9.4.4"]
#   aspects: ["10.3.2/weak-ciphers-ssh", "9.4.4/host-keys"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.hostkeyalgorithms"]
#   remediation:
#     text: >-
#       Remove ssh-rsa and ssh-dss from HostKeyAlgorithms, for example with
#       "HostKeyAlgorithms -ssh-rsa*,ssh-dss*". RSA keys go on working with
#       rsa-sha2-512 and rsa-sha2-256. Set it in /etc/ssh/sshd_config,
#       before any Include that sets it otherwise (the first value counts),
#       or in the first file of /etc/ssh/sshd_config.d where the
#       distribution includes that folder. Check with "sshd -t" and reload:
#       "systemctl reload ssh" on Debian and Ubuntu, "systemctl reload
#       sshd" on Red Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_host_key_algorithms

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(sprintf("HostKeyAlgorithms: %d offered, %s first", [count(_offered), _offered[0]]), _option.source) if count(_offered) > 0

violations contains report.violation({
	"message": sprintf("sshd offers weak signatures: %s", [report.list(_weak)]),
	"resource": "sshd",
	"observed": report.list(_weak),
	"expected": "none of these in HostKeyAlgorithms",
	"source": _option.source,
}) if {
	count(_weak) > 0
}

_option := input.sshd.effective.user.hostkeyalgorithms

_offered := split(_option.value, ",")

_weak := sshd.weak(_option.value, params.ssh_weak_signatures)
