# METADATA
# title: Nobody else can add keys to an account
# description: >-
#   Who can write an authorized_keys file, or a folder on the way to it,
#   can add a key of their own and log on as its owner.
# custom:
#   id: ssh-authorized-keys-permissions
#   controls: ["9.4.3", "9.6.1"]
#   aspects: ["9.4.3/ssh-vpn-authentication-methods", "9.6.1/home-folders"]
#   severity: high
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.authorized_keys"
#     - "sshd.authorized_keys[*].files[*].owner"
#     - "sshd.authorized_keys[*].files[*].mode"
#     - "sshd.authorized_keys[*].files[*].parents[*].path"
#     - "sshd.authorized_keys[*].files[*].parents[*].owner"
#     - "sshd.authorized_keys[*].files[*].parents[*].mode"
#     - "sshd.authorized_keys[*].files[*].parents[*].group_writable"
#     - "sshd.authorized_keys[*].files[*].parents[*].world_writable"
#   partial: convict
#   remediation:
#     text: >-
#       Give the file and its folders to their user and take write access
#       from group and others: "chmod go-w ~/.ssh ~/.ssh/authorized_keys ~"
#       and "chown". Look for keys that nobody knows before.
#     command: ""
#   references: ["sshd(8), AUTHORIZED_KEYS FILE FORMAT", "sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_authorized_keys_permissions

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(
	sprintf("%s, %s", [
		report.counted(count(input.sshd.authorized_keys), "account", "accounts"),
		report.counted(_files, "authorized_keys file", "authorized_keys files"),
	]),
	_source,
) if {
	count(input.sshd.authorized_keys) > 0
}

_files := sum([count(account.files) | some account in input.sshd.authorized_keys])

default _source := "/etc/passwd"

_source := sort([path | some account in input.sshd.authorized_keys; some path, _ in account.files])[0]

violations contains report.violation({
	"message": sprintf("%s may write a file or folder that decides who logs on as %s", [_who(item), name]),
	"resource": path,
	"observed": sprintf("mode %s, owner %d", [item.mode, item.owner]),
	"expected": sprintf("owned by %s or root, writable by the owner only", [name]),
	"source": path,
}) if {
	some name, account in input.sshd.authorized_keys
	some [path, item] in _chain(account)
	_open(item, account)
}

# Each file with the folders above it.
_chain(account) := {[path, file] | some path, file in account.files} | {[folder.path, folder] | some file in account.files; some folder in file.parents}

_open(item, _) if object.get(item, "world_writable", true)

# A group of the account's own lets in nobody else.
_open(item, _) if {
	object.get(item, "group_writable", true)
	not object.get(item, "group_private", false)
}

_open(item, account) if not item.owner in {0, account.uid}

_who(item) := "everyone" if item.world_writable

_who(item) := "the group" if {
	not item.world_writable
	item.group_writable
}

_who(item) := "another account" if {
	not item.world_writable
	not item.group_writable
}
