# METADATA
# title: Network services
# description: >-
#   Words what SNMP, NFS and FTP servers let their clients do.
package lib.netservices

import data.lib.report
import future.keywords.not

# grant writes one access to the SNMP agent; the community is not known here.
grant(access) := sprintf("%s, %s from %s%s", [access.directive, does(access), access.clients, _level(access)])

_level(access) := "" if access.version != "v3"

_level(access) := sprintf(" at the level %s", [access.level]) if access.version == "v3"

# does is what a grant lets its holder do.
does(access) := "read and write" if access.write

does(access) := "read" if not access.write

# grants writes several.
grants(accesses) := report.list([grant(access) | some access in accesses])

# export writes one folder that NFS gives to one client.
export(entry) := sprintf("%s to %s%s%s sec=%s", [entry.path, entry.client, writing(entry), _root(entry), concat(":", entry.security)])

# writing says that an export is writable.
writing(entry) := " for writing" if entry.write

writing(entry) := "" if not entry.write

_root(entry) := " with root's rights" if not entry.root_squash

_root(entry) := "" if entry.root_squash

# ftp writes what an FTP server lets in.
ftp(name, server) := sprintf("%s: anonymous %v, uploads %v, TLS required %v, chroot %v", [
	name, server.anonymous.value, server.anonymous_write.value, server.tls_required.value, server.chroot.value,
])
