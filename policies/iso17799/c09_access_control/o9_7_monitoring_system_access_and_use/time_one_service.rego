# METADATA
# title: A time service starts with the host
# description: >-
#   Log lines of several hosts can be put in order only when their clocks agree. Without
#   a time service the clock drifts, and certificates, log-ons and evidence suffer.
# custom:
#   id: time-one-service
#   controls: ["9.7.3", "12.1.7"]
#   aspects: ["9.7.3/one-time-service", "9.7.3/enabled-synchronised", "12.1.7/clock"]
#   severity: medium
#   needs: ["services.starts", "services.starts[*].source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Install and enable one: "apt install chrony" (Debian, Ubuntu), "dnf install
#       chrony && systemctl enable --now chronyd" (RHEL), "zypper install chrony &&
#       systemctl enable --now chronyd" (SUSE), "apk add chrony && rc-update add chronyd"
#       (Alpine); or systemctl enable --now systemd-timesyncd. Unmask the unit where it
#       is masked.
#     command: ""
#   references: ["chronyd(8)", "systemd-timesyncd.service(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_one_service

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_found := services.started(service_products.time, input.services.starts)

evidence contains report.evidence(sprintf("%s starts at boot", [product]), input.services.starts[name].source) if {
	some product, names in _found
	some name in names
}

evidence contains report.evidence(
	sprintf("%s, no time service among them", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/systemd/system",
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": "no time service starts with the host",
	"resource": "clock",
	"observed": "none",
	"expected": sprintf("one of %s", [report.list(sort(object.keys(service_products.time)))]),
}) if {
	count(_found) == 0
}
