# METADATA
# title: The RPC port mapper answers this host alone
# description: >-
#   rpcbind tells every asker which RPC services are here and on which ports, and its answers
#   over UDP are used to flood others. Only NFS before version 4 and NIS need it over the network.
# custom:
#   id: rpcbind-reach
#   controls: ["9.4.9", "9.4.1", "9.4.5"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["services.starts"]
#   needs:
#     - services.starts
#     - "services.starts[*].source"
#     - services.units
#     - "services.units[*].source"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Where nothing needs it: "systemctl disable --now rpcbind.socket rpcbind.service" (OpenRC:
#       "rc-update del rpcbind"). Else "systemctl edit rpcbind.socket" with ListenStream= and
#       ListenDatagram= set to nothing, then to /run/rpcbind.sock and 127.0.0.1:111; or state
#       rpcbind_reachable where NFS version 3 is served, behind a packet filter. The option -h
#       limits UDP alone.
#     command: ""
#   references: ["rpcbind(8)", "systemd.socket(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.rpcbind_reach

import data.lib.report
import data.lib.services
import data.params
import future.keywords.not

_names := services.listed(["rpcbind", "rpcbind.socket", "portmap"], input.services.starts)

not_applicable contains report.evidence(
	sprintf("%s, no RPC port mapper among them", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/systemd/system",
) if {
	count(_names) == 0
}

_socket := input.services.units["rpcbind.socket"]

# Without a socket of systemd the program listens on every address itself.
default _listens := ["every address (no unit rpcbind.socket)"]

_listens := [address | some address in _socket.listen; not startswith(address, "/")] if {
	_socket.load == "found"
	count(_socket.listen) > 0
}

_wide := [address | some address in _listens; not _near(address)]

_near(address) if startswith(address, "127.")

_near(address) if startswith(address, "[::1]:")

evidence contains report.evidence(sprintf("%s starts, on %s", [name, report.list(_listens)]), input.services.starts[name].source) if {
	some name in _names
}

violations contains report.violation({
	"message": sprintf("the RPC port mapper listens beyond this host: %s", [report.list(_wide)]),
	"resource": "rpcbind",
	"observed": report.list(_wide),
	"expected": "127.0.0.1:111 and [::1]:111, or not started",
	"source": concat(" ", sort({input.services.starts[name].source | some name in _names})),
}) if {
	params.rpcbind_reachable == false
	count(_names) > 0
	count(_wide) > 0
}
