# METADATA
# title: A monitoring agent starts with the host
# description: >-
#   Somebody has to be told when the host misbehaves. An agent that reports to a
#   monitoring system makes sure that silence is noticed too.
# custom:
#   id: monitor-agent
#   controls: ["9.7.2", "12.1.5"]
#   aspects: ["9.7.2/monitoring-agent", "12.1.5/monitoring-place"]
#   severity: low
#   needs: ["services.starts", "services.starts[*].source"]
#   roles: ["server"]
#   profile: strict
#   remediation:
#     text: >-
#       Install the agent of your monitoring system, such as prometheus-node-exporter,
#       zabbix-agent2, nagios-nrpe-server or wazuh-agent, and enable its unit (rc-update
#       add on Alpine).
#     command: ""
#   references: ["systemctl(1)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.monitor_agent

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_found := services.started(service_products.monitoring, input.services.starts)

evidence contains report.evidence(sprintf("%s starts at boot", [product]), input.services.starts[name].source) if {
	some product, names in _found
	some name in names
}

evidence contains report.evidence(
	sprintf("%s, no known monitoring agent among them", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/systemd/system",
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": "no known monitoring agent starts with the host",
	"resource": "monitoring agent",
	"observed": "none",
	"expected": sprintf("one of %s", [report.list(sort(object.keys(service_products.monitoring)))]),
}) if {
	count(_found) == 0
}
