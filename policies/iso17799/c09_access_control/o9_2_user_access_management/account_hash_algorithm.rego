# METADATA
# title: Stored passwords are hashed with a strong method
# description: >-
#   Old methods such as DES and MD5 let a graphics card try thousands of
#   millions of guesses a second, and DES looks at eight characters only. A
#   copied hash is then as good as the password.
# custom:
#   id: account-hash-algorithm
#   controls: ["9.2.3", "9.5.4"]
#   aspects: ["9.2.3/shadowed-strong-hashes", "9.5.4/hash-method-cost"]
#   severity: high
#   needs:
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#     - 'accounts.credentials[*].algorithm'
#   partial: convict
#   remediation:
#     text: >-
#       Have the password changed, since a hash cannot be converted: "passwd
#       -e NAME" asks for a new one at the next log-on ("chage -d 0 NAME"
#       does the same). Before that set the method for new passwords, see
#       password-hash-method. Lock accounts that are not used.
#     command: ""
#   references: ["crypt(5)", "shadow(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_hash_algorithm

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s stored with %s", [report.counted(count(names), "password", "passwords"), algorithm]),
	"/etc/shadow",
) if {
	some algorithm, names in _by_algorithm
}

evidence contains report.evidence("no account has a password", "/etc/shadow") if {
	count(input.accounts.credentials) > 0
	count(_hashed) == 0
}

violations contains report.violation({
	"message": sprintf("the password of %s is stored with %s", [name, credential.algorithm]),
	"resource": accounts.resource(name),
	"observed": credential.algorithm,
	"expected": report.list(params.password_strong_hashes),
	"source": credential.source,
}) if {
	some name, credential in _hashed
	not credential.algorithm in {strong | some strong in params.password_strong_hashes}
}

# A locked hash counts: unlocking makes it valid again.
_hashed[name] := credential if {
	some name, credential in input.accounts.credentials
	credential.state in {"set", "locked"}
}

_by_algorithm[algorithm] := names if {
	some credential in _hashed
	algorithm := credential.algorithm
	names := {name | some name, other in _hashed; other.algorithm == algorithm}
}
