# METADATA
# title: New passwords are hashed with a strong method
# description: >-
#   The method decides how many guesses a second a stolen hash stands. It is
#   pam_unix that stores passwords: an argument of its own beats
#   ENCRYPT_METHOD of login.defs.
# custom:
#   id: password-hash-method
#   controls: ["9.5.4", "9.2.3"]
#   aspects: ["9.5.4/hash-method-cost", "9.5.4/pam-password-stack", "9.2.3/shadowed-strong-hashes"]
#   severity: high
#   needs:
#     - passwords.pam.value
#     - 'passwords.change[*].hash.method'
#     - 'passwords.change[*].hash.source'
#   remediation:
#     text: >-
#       Give pam_unix.so of the password stack the argument yescrypt (sha512
#       where the C library lacks it), in /etc/pam.d/common-password on
#       Debian and SUSE, through authselect on Red Hat, in /etc/pam.d/base-
#       password on Alpine, and set ENCRYPT_METHOD in /etc/login.defs to the
#       same. Have passwords stored before changed: "passwd -e NAME" ("chage
#       -d 0 NAME").
#     command: ""
#   references: ["pam_unix(8)", "crypt(5)", "login.defs(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.password_hash_method

import data.lib.pam
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: new passwords are stored with %s", [report.list(sort(names)), key[0]]),
	key[1],
) if {
	some key, names in _by_place
}

violations contains report.violation({
	"message": sprintf("%s stores new passwords with %s", [name, service.hash.method]),
	"resource": pam.resource(name),
	"observed": service.hash.method,
	"expected": report.list(params.password_strong_hashes),
	"source": service.hash.source,
}) if {
	some name, service in input.passwords.change
	not service.hash.method in {strong | some strong in params.password_strong_hashes}
}

unknown contains "the host has no PAM: each program decides how it stores passwords" if input.passwords.pam.value == false

_by_place[[service.hash.method, service.hash.source]] contains name if {
	some name, service in input.passwords.change
}
