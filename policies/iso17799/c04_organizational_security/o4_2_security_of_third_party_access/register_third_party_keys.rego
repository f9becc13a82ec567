# METADATA
# title: Keys of third parties open only the accounts that the asset register gives them
# description: >-
#   A key is an outsider's way in that no password policy closes. Named in the register by its
#   fingerprint, in what its third party can reach, it can be told from others on the host: it opens
#   the third party's own accounts and nothing else.
# custom:
#   id: register-third-party-keys
#   controls: ["4.2.1"]
#   aspects: ["4.2.1/accounts-authorised-keys-marked-third", "4.2.1/privileged"]
#   severity: medium
#   scope:
#     - ledger.asset.accounts[*].owner
#     - ledger.asset.accounts[*].purpose
#     - ledger.asset.third_parties[*].name
#     - ledger.asset.third_parties[*].access
#     - ledger.asset.source
#     - sshd.present
#   needs:
#     - sshd.authorized_keys
#     - sshd.authorized_keys[*].files
#     - sshd.authorized_keys[*].files[*].keys
#     - sshd.authorized_keys[*].files[*].keys[*].fingerprint
#     - sshd.authorized_keys[*].files[*].keys[*].line
#   partial: convict
#   remediation:
#     text: >-
#       Delete the key's line from the file, or name the third party in the purpose of the account that it
#       may open, in the host's entry of the ledger. Write the fingerprints of a third party's keys, as
#       "ssh-keygen -lf FILE" prints them, into what they can reach ("access").
#     command: ""
#   references: ["sshd(8), AUTHORIZED_KEYS FILE FORMAT", "ssh-keygen(1)"]
package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_keys

import data.lib.register
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("neither a configuration nor a program of an SSH server", input.sshd.present.source) if {
	input.sshd.present.value == false
}

not_applicable contains report.evidence(
	sprintf("%s in the entry, of whom neither a key nor an account is named", [report.counted(count(_asset.third_parties), "third party", "third parties")]),
	_asset.source,
) if {
	count(_named) == 0
	count(_marked) == 0
}

evidence contains report.evidence(
	sprintf("%s named; their accounts: %s", [report.counted(count(_named), "key of third parties", "keys of third parties"), _shown(object.keys(_marked))]),
	_asset.source,
)

evidence contains report.evidence(
	sprintf("%s opens %s (%s)", [key.fingerprint, key.account, _whose(key)]),
	key.source,
) if {
	some key in _keys
}

# A named key opens an account that the entry does not give to its party.
violations contains report.violation({
	"message": sprintf("a key of %s opens %s, which the register does not give them", [party, key.account]),
	"resource": sprintf("key %s of account %s", [key.fingerprint, key.account]),
	"observed": sprintf("opens %s", [key.account]),
	"expected": sprintf("only accounts whose owner or purpose names %s", [party]),
	"source": key.source,
}) if {
	some key in _keys
	some party in _named[key.fingerprint]
	not party in object.get(_marked, key.account, set())
}

# A third party's account is opened by a key that none of its parties is known by.
violations contains report.violation({
	"message": sprintf("a key that the register does not name opens %s, an account of %s", [key.account, report.list(sort(_marked[key.account]))]),
	"resource": sprintf("key %s of account %s", [key.fingerprint, key.account]),
	"observed": "not in the register",
	"expected": sprintf("the fingerprint in what %s can reach", [report.list(sort(_marked[key.account]))]),
	"source": key.source,
}) if {
	params.register_third_party_keys_named
	some key in _keys
	_marked[key.account]
	count(object.get(_named, key.fingerprint, set()) & _marked[key.account]) == 0
}

_asset := input.ledger.asset

_marked := register.marked(_asset.accounts, _asset.third_parties)

# The parties that name a key, by its fingerprint.
_named := {fingerprint: parties |
	some one in _asset.third_parties
	some fingerprint in register.fingerprints(one.access)
	parties := {party.name |
		some party in _asset.third_parties
		fingerprint in register.fingerprints(party.access)
	}
}

# The keys that concern third parties: named ones, and those of their accounts.
_keys contains {"account": account, "fingerprint": key.fingerprint, "source": sprintf("%s:%d", [path, key.line])} if {
	some account, opened in input.sshd.authorized_keys
	some path, file in opened.files
	some key in file.keys
	_concerns(account, key.fingerprint)
}

_concerns(account, _) if _marked[account]

_concerns(_, fingerprint) if _named[fingerprint]

_whose(key) := report.list(sort(_named[key.fingerprint])) if _named[key.fingerprint]

_whose(key) := "not named in the register" if not _named[key.fingerprint]

_shown(names) := "none" if count(names) == 0

_shown(names) := report.list(sort(names)) if count(names) > 0
