# METADATA
# title: The clock follows its time service
# description: >-
#   A time service that runs but reaches no server leaves the clock to drift, while
#   everything looks as if it were in order.
# custom:
#   id: time-synchronised
#   controls: ["9.7.3"]
#   aspects: ["9.7.3/enabled-synchronised"]
#   severity: medium
#   needs: ["services.clock.synchronized.value", "services.clock.synchronized.source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Look at "chronyc sources" or "timedatectl timesync-status": let UDP port 123 to
#       the servers through the firewall, or name servers that this host can reach.
#     command: ""
#   references: ["timedatectl(1)", "chronyc(1)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_synchronised

import data.lib.report
import future.keywords.not

_clock := input.services.clock.synchronized

evidence contains report.evidence(sprintf("NTPSynchronized=%s", [_word]), _clock.source)

_word := "yes" if _clock.value == true

_word := "no" if _clock.value == false

violations contains report.violation({
	"message": "the clock is not synchronised",
	"resource": "clock",
	"observed": "NTPSynchronized=no",
	"expected": "NTPSynchronized=yes",
	"source": _clock.source,
}) if {
	_clock.value == false
}
