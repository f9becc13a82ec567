# METADATA
# title: File and disk sharing is reachable only where it is allowed
# description: >-
#   NFS, SMB, rsync, iSCSI and their kin trust the address or the name that a
#   client claims unless they are told otherwise, so a forgotten share is open to
#   the whole network. Only hosts whose allow list says so offer any.
# custom:
#   id: ports-file-sharing
#   controls: ["9.4.4", "9.4.1"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: medium
#   needs:
#     - ports.source
#     - ports.listeners[*].label
#     - ports.listeners[*].protocol
#     - ports.listeners[*].port
#     - ports.listeners[*].address
#     - ports.listeners[*].scope
#     - ports.listeners[*].exposed
#   partial: convict
#   remediation:
#     text: >-
#       Stop and disable the service where nothing is shared: nfs-server.service (Debian nfs-kernel-server), smbd.service
#       and nmbd.service (RHEL, SUSE smb.service and nmb.service), rsync.service or rsyncd.service; on Alpine
#       "rc-update del nfs". Otherwise demand Kerberos (sec=krb5p in /etc/exports), signing in smb.conf, and add the
#       port to the parameter ports_allowed.
#     command: ""
#   references: ["exports(5)", "smb.conf(5)", "rsyncd.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ports_file_sharing

import data.lib.ports
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("file or disk sharing on %d of %s: %s", [
		count(_found),
		report.counted(count(input.ports.listeners), "listener", "listeners"),
		report.list(sort([sprintf("%s on %s", [listener.label, ports.where(listener)]) | some listener in _found])),
	]),
	input.ports.source,
) if {
	count(_found) > 0
}

evidence contains report.evidence(
	sprintf("file or disk sharing on none of %s", [report.counted(count(input.ports.listeners), "listener", "listeners")]),
	input.ports.source,
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": sprintf("%s: file or disk sharing on %s", [listener.label, ports.where(listener)]),
	"resource": key,
	"observed": listener.label,
	"expected": "not reachable, or on the allow list",
	"source": input.ports.source,
}) if {
	some key, listener in _found
	listener.exposed
	not ports.covers(params.ports_allowed, listener)
}

_found[key] := listener if {
	some key, listener in input.ports.listeners
	ports.covers(params.ports_file_sharing, listener)
}
