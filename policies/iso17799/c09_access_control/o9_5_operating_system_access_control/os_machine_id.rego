# METADATA
# title: The host has a machine id of its own
# description: >-
#   The machine id tells this host from every other one in logs, leases and management
#   tools. Copied, zero or unset ids make two hosts look like one, so that an event
#   cannot be traced to a machine.
# custom:
#   id: os-machine-id
#   controls: ["9.5.1"]
#   aspects: ["9.5.1/unique-machine-id-host-keys"]
#   severity: medium
#   scope: ["host.machine_id.state", "host.machine_id.source"]
#   needs: ["host.machine_id.state", "host.machine_id.source"]
#   remediation:
#     text: >-
#       Remove a wrong id and make a new one with "rm -f /etc/machine-id && systemd-
#       machine-id-setup" (or "dbus-uuidgen --ensure=/etc/machine-id" without systemd),
#       then restart. In images keep the file empty, so that every copy gets its own.
#     command: ""
#   references: ["machine-id(5)", "systemd-machine-id-setup(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.os_machine_id

import data.lib.report
import future.keywords.not

_id := input.host.machine_id

# An image that is not running yet gets its id at the first start.
not_applicable contains report.evidence(sprintf("the machine id is %s: it is made at the first start", [_id.state]), _id.source) if {
	_image
}

_image if {
	not input.context.target.running
	_id.state in {"empty", "uninitialized"}
}

evidence contains report.evidence(sprintf("the machine id is %s%s", [_id.state, _digest]), _id.source)

violations contains report.violation({
	"message": sprintf("the machine id is %s", [_id.state]),
	"resource": "/etc/machine-id",
	"observed": _id.state,
	"expected": "32 hexadecimal digits of its own",
	"source": _id.source,
}) if {
	not _id.state in {"set", "missing"}
	not _image
}

violations contains report.violation({
	"message": "the running host has no machine id",
	"resource": "/etc/machine-id",
	"observed": "missing",
	"expected": "32 hexadecimal digits of its own",
	"source": _id.source,
}) if {
	_id.state == "missing"
	input.context.target.running
}

unknown contains "no machine id is there; whether this system makes one at its start is not visible from its files" if {
	_id.state == "missing"
	not input.context.target.running
}

_digest := sprintf(", digest %s", [_id.digest])

_digest := "" if not _id.digest
