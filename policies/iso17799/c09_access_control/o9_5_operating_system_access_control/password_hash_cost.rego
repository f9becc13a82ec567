# METADATA
# title: New passwords are hashed at a sufficient cost
# description: >-
#   The cost is the time that each guess takes. A strong method at its lowest
#   cost is a weak one.
# custom:
#   id: password-hash-cost
#   controls: ["9.5.4", "9.2.3"]
#   aspects: ["9.5.4/hash-method-cost"]
#   severity: medium
#   needs:
#     - passwords.pam.value
#     - 'passwords.change[*].hash'
#     - 'passwords.change[*].hash.method'
#     - 'passwords.change[*].hash.source'
#   remediation:
#     text: >-
#       Give pam_unix.so of the password stack rounds= beside its method:
#       "yescrypt" alone takes 5 of 11, "sha512 rounds=65536", "blowfish
#       rounds=10". The file is /etc/pam.d/common-password on Debian and
#       SUSE, /etc/pam.d/base-password on Alpine; on Red Hat make a profile
#       with "authselect create-profile".
#     command: ""
#   references: ["pam_unix(8)", "crypt(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.password_hash_cost

import data.lib.pam
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s at cost %v", [name, service.hash.method, object.get(service.hash, "cost", "none")]),
	service.hash.source,
) if {
	some name, service in input.passwords.change
}

violations contains report.violation({
	"message": sprintf("%s stores new passwords with %s at cost %d", [name, service.hash.method, service.hash.cost]),
	"resource": pam.resource(name),
	"observed": sprintf("%s, cost %d", [service.hash.method, service.hash.cost]),
	"expected": sprintf("cost %d or more", [_minimum[service.hash.method]]),
	"source": service.hash.source,
}) if {
	some name, service in input.passwords.change
	service.hash.cost < _minimum[service.hash.method]
}

unknown contains sprintf("%s: the cost of %s cannot be told", [name, service.hash.method]) if {
	some name, service in input.passwords.change
	_minimum[service.hash.method]
	not is_number(service.hash.cost)
}

unknown contains "the host has no PAM: each program decides how it stores passwords" if input.passwords.pam.value == false

_minimum := {
	"sha256": params.password_min_sha_rounds,
	"sha512": params.password_min_sha_rounds,
	"bcrypt": params.password_min_bcrypt_cost,
	"yescrypt": params.password_min_yescrypt_cost,
	"gost-yescrypt": params.password_min_yescrypt_cost,
}
