# METADATA
# title: Stored passwords cost enough to guess
# description: >-
#   The cost of a hash is the time that each guess takes. What was enough ten
#   years ago is not today.
# custom:
#   id: account-hash-cost
#   controls: ["9.2.3", "9.5.4"]
#   aspects: ["9.2.3/shadowed-strong-hashes", "9.5.4/hash-method-cost"]
#   severity: low
#   needs:
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#     - 'accounts.credentials[*].algorithm'
#     - 'accounts.credentials[*].cost'
#   partial: convict
#   remediation:
#     text: >-
#       Raise the cost for new passwords, see password-hash-cost, and have
#       the password changed: "passwd -e NAME" ("chage -d 0 NAME").
#     command: ""
#   references: ["crypt(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_hash_cost

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s whose method has a cost, %d below the minimum", [report.counted(count(_judged), "password", "passwords"), count(_weak)]),
	"/etc/shadow",
) if {
	count(input.accounts.credentials) > 0
}

violations contains report.violation({
	"message": sprintf("the password of %s is stored with %s at cost %d", [name, credential.algorithm, credential.cost]),
	"resource": accounts.resource(name),
	"observed": sprintf("%s, cost %d", [credential.algorithm, credential.cost]),
	"expected": sprintf("cost %d or more", [_minimum[credential.algorithm]]),
	"source": credential.source,
}) if {
	some name, credential in _weak
}

unknown contains sprintf("the cost of the %s hash of %s cannot be told", [credential.algorithm, name]) if {
	some name, credential in _judged
	credential.cost < 0
}

_minimum := {
	"sha256": params.password_min_sha_rounds,
	"sha512": params.password_min_sha_rounds,
	"bcrypt": params.password_min_bcrypt_cost,
	"yescrypt": params.password_min_yescrypt_cost,
	"gost-yescrypt": params.password_min_yescrypt_cost,
}

_judged[name] := credential if {
	some name, credential in input.accounts.credentials
	credential.state in {"set", "locked"}
	_minimum[credential.algorithm]
}

_weak[name] := credential if {
	some name, credential in _judged
	credential.cost >= 0
	credential.cost < _minimum[credential.algorithm]
}
