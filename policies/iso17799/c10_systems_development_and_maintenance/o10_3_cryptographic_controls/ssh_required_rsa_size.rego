# METADATA
# title: SSH refuses short RSA keys
# description: >-
#   RSA keys that are too short can be factored, after which anybody can
#   log on as their owner. Before OpenSSH 9.1 the limit is compiled in.
# custom:
#   id: ssh-required-rsa-size
#   controls: ["10.3.5", "10.3.2"]
#   aspects: ["10.3.5/key-type-size"]
#   severity: low
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.requiredrsasize"
#     - "sshd.effective.root.requiredrsasize"
#     - "sshd.users"
#   remediation:
#     text: >-
#       Set RequiredRSASize to the expected number or more (OpenSSH 9.1 and
#       later). Set it in /etc/ssh/sshd_config, before any Include that
#       sets it otherwise (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_required_rsa_size

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("RequiredRSASize", _places)

violations contains report.violation({
	"message": sprintf("RSA keys that are too short are accepted for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("RequiredRSASize %s", [place.value]),
	"expected": sprintf("%d or more", [params.ssh_required_rsa_bits]),
	"source": place.source,
}) if {
	some who, place in _places
	sshd.number(place.value) < params.ssh_required_rsa_bits
}

_places := sshd.places(
	input.sshd.effective.user.requiredrsasize,
	input.sshd.effective.root.requiredrsasize,
	input.sshd.users,
	"requiredrsasize",
)
