# METADATA
# title: Only root can read the private host keys
# description: >-
#   Who has the private host key can pass for this host and read what is
#   typed to it.
# custom:
#   id: ssh-host-key-permissions
#   controls: ["10.3.5", "9.4.4"]
#   aspects: ["10.3.5/private-key-permissions-passphrases", "9.4.4/host-keys"]
#   severity: high
#   scope: ["sshd.present", "sshd.host_keys"]
#   needs: ["sshd.host_keys"]
#   partial: convict
#   remediation:
#     text: >-
#       Run "chown root:root /etc/ssh/ssh_host_*_key" and "chmod 600
#       /etc/ssh/ssh_host_*_key" (on Red Hat group ssh_keys and mode 640).
#       If others could read a key, make a new one.
#     command: ""
#   references: ["sshd(8), FILES", "ssh-keysign(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_host_key_permissions

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

not_applicable contains report.evidence("no host key exists yet", input.sshd.present.source) if {
	input.sshd.present.value
	count(input.sshd.host_keys) == 0
}

evidence contains report.evidence(sprintf("mode %s, owner %d", [object.get(key, "mode", "not seen"), key.owner]), path) if {
	some path, key in input.sshd.host_keys
}

violations contains report.violation({
	"message": sprintf("%s may read or replace a private host key", [who]),
	"resource": path,
	"observed": sprintf("mode %s, owner %d", [object.get(key, "mode", "not seen"), object.get(key, "owner", -1)]),
	"expected": "owner root, mode 0600",
	"source": path,
}) if {
	some path, key in input.sshd.host_keys
	some who in _others(key)
}

_others(key) := {who |
	some who, open in {
		"another account": object.get(key, "owner", -1) != 0,
		"everyone": object.get(key, "world_access", true),
		"a group": _group(key),
	}
	open
}

default _group(_) := false

_group(key) if {
	object.get(key, "group_access", true)
	not object.get(key, "group_name", "none") in params.ssh_host_key_groups
}
