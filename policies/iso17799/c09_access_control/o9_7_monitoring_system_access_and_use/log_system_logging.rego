# METADATA
# title: What happens on the host is logged to disk
# description: >-
#   Without a system log nobody can tell what went wrong, who came in or what they did. A
#   journal kept in memory only is gone after a restart, which is the first thing that an
#   intruder or a crash brings.
# custom:
#   id: log-system-logging
#   controls: ["9.7.1", "8.4.3"]
#   aspects: ["8.4.3/syslog-journald-running-persistent"]
#   severity: high
#   needs:
#     - services.starts
#     - "services.starts[*].source"
#     - services.journald.present
#     - services.journald.persistent.value
#     - services.journald.persistent.source
#     - services.journald.storage.value
#     - services.journald.storage.source
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Start a syslog daemon (systemctl unmask rsyslog; systemctl enable --now rsyslog;
#       on Alpine "rc-update add syslog boot"), or keep the journal: Storage=persistent
#       in a file of /etc/systemd/journald.conf.d, then "systemctl restart systemd-
#       journald".
#     command: ""
#   references: ["journald.conf(5)", "rsyslogd(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.log_system_logging

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_daemons := services.started(service_products.syslog, input.services.starts)

_journal := input.services.journald

_kept if {
	_journal.present == true
	_journal.persistent.value == true
}

evidence contains report.evidence(sprintf("%s starts at boot", [product]), input.services.starts[name].source) if {
	some product, names in _daemons
	some name in names
}

evidence contains report.evidence(sprintf("the journal is kept on disk (Storage=%s)", [_journal.storage.value]), _journal.persistent.source) if _kept

evidence contains report.evidence(sprintf("Storage=%s", [_journal.storage.value]), _journal.storage.source) if {
	not _kept
}

violations contains report.violation({
	"message": "nothing keeps a system log: no syslog daemon starts and the journal is not kept on disk",
	"resource": "system log",
	"observed": sprintf("no syslog daemon; %s", [_what]),
	"expected": "a syslog daemon that starts at boot, or systemd-journald with a journal on disk",
	"source": _journal.storage.source,
}) if {
	count(_daemons) == 0
	not _kept
}

_what := sprintf("journal Storage=%s", [_journal.storage.value]) if _journal.present == true

_what := "no systemd-journald" if _journal.present == false
