# METADATA
# title: No Match block relaxes SSH for some clients
# description: >-
#   A Match block can turn on for some addresses or host names what is off
#   for everyone else. Addresses inside a network are not proof of who sits
#   there, and a computer of the inside that is taken over profits first.
# custom:
#   id: ssh-match-relaxes
#   controls: ["9.4.3", "9.5.3"]
#   aspects: ["9.4.3/ssh-vpn-authentication-methods", "9.5.3/root-log-paths"]
#   severity: high
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.matches"
#     - "sshd.matches[*].criteria"
#     - "sshd.matches[*].everyone"
#     - "sshd.matches[*].accounts"
#     - "sshd.matches[*].elsewhere"
#     - "sshd.matches[*].settings[*].value"
#     - "sshd.matches[*].settings[*].source"
#     - "sshd.matches[*].otherwise"
#   remediation:
#     text: >-
#       Remove the setting from the Match block, or tie the block to single
#       users and a forced command. Check with "sshd -T -C
#       user=NAME,host=HOST,addr=ADDRESS" and reload sshd.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_match_relaxes

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(sprintf("Match %s sets %s", [block.criteria, report.list(sort(object.keys(block.settings)))]), block.source) if {
	some block in input.sshd.matches
}

evidence contains report.evidence("no Match block", input.sshd.present.source) if count(input.sshd.matches) == 0

violations contains report.violation({
	"message": sprintf("Match %s relaxes %s for %s", [block.criteria, keyword, _who(block)]),
	"resource": sprintf("Match %s", [block.criteria]),
	"observed": sprintf("%s %s", [keyword, setting.value]),
	"expected": sprintf("%s %s, as elsewhere", [keyword, _elsewhere(block, keyword)]),
	"source": setting.source,
}) if {
	some block in input.sshd.matches

	# What holds for users alone is judged with their settings.
	count(block.elsewhere) > 0
	_concerns(block)
	some keyword, setting in block.settings
	setting.value in params.ssh_match_weak_values[keyword]
	not _elsewhere(block, keyword) in params.ssh_match_weak_values[keyword]
	_matters(keyword, block)
}

# A block for users that this host does not have lets nobody in.
_concerns(block) if block.everyone

_concerns(block) if count(block.accounts) > 0

# PermitRootLogin means something to root only.
_matters(keyword, _) if keyword != "permitrootlogin"

_matters("permitrootlogin", block) if block.everyone

_matters("permitrootlogin", block) if "root" in block.accounts

_who(block) := "everyone who meets it" if block.everyone

_who(block) := report.list(block.accounts) if not block.everyone

# What holds outside the block; one that is not known may well be stricter.
_elsewhere(block, keyword) := object.get(block.otherwise, [keyword, "value"], "not known")
