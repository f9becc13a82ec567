# METADATA
# title: Performance events are not open to ordinary users
# description: >-
#   Counters tell much about what other processes compute, and the interface has had
#   kernel holes of its own.
# custom:
#   id: sysctl-perf-events
#   controls: ["9.5.5"]
#   aspects: ["9.5.5/debuggers"]
#   severity: low
#   profile: strict
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["kernel.perf_event_paranoid"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set kernel.perf_event_paranoid = 3; then run "sysctl
#       --system". On hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["sysctl/kernel (Linux documentation)", "perf_event_open(2)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.sysctl_perf_events

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_perf_event_paranoid, "any user may profile the kernel and others")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"kernel.perf_event_paranoid"}
