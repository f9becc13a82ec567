# METADATA
# title: The kernel starts no program and writes no dump in a place that others may write
# description: >-
#   The kernel starts these programs as root, without asking: on a crash, for a missing module or
#   device, at power off. Whoever can put a file where the path leads, now or while it is missing,
#   has the host; and a dump in a shared folder shows one person's memory to others.
# custom:
#   id: sysctl-kernel-helpers
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/writable-start-up-paths"]
#   severity: critical
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others set kernel.core_pattern to a program
#       of a package or to a folder of root's, and kernel.modprobe = /sbin/modprobe; then run
#       "sysctl --system". Find out who set the path.
#     command: ""
#   references: ["core(5)", "sysctl/kernel (Linux documentation)", "sysctl.d(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.sysctl_kernel_helpers

import data.lib.report
import data.lib.sysctl
import data.params
import future.keywords.not

_keys := {"kernel.core_pattern", "kernel.modprobe", "kernel.hotplug", "kernel.poweroff_cmd"}

evidence contains e if {
	some e in sysctl.evidence(input.sysctl.settings, _keys)
}

violations contains report.violation({
	"message": sprintf("%s leads to %s, where others may write", [key, folder]),
	"resource": key,
	"observed": seen.value,
	"expected": "a path that only root can write",
	"source": object.get(seen, "source", ""),
}) if {
	some key in _keys
	some moment in ["live", "boot"]
	seen := input.sysctl.settings[key][moment]
	some folder in params.sysctl_open_folders
	startswith(_path(seen.value), concat("", [folder, "/"]))
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, {"kernel.core_pattern"}, set(), input.context.target.running)
}

# Not every kernel has the others, and what they are by default is the build's choice.
unknown contains sprintf("the running kernel does not tell %s", [key]) if {
	input.context.target.running
	some key in _keys
	setting := input.sysctl.settings[key]
	not setting.live.value
}

unknown contains sprintf("where %s leads cannot be told: %s", [key, seen.value]) if {
	some key in _keys
	some moment in ["live", "boot"]
	seen := input.sysctl.settings[key][moment]
	contains(_path(seen.value), "/..")
}

# _path is the file without the pipe of core_pattern and without empty steps.
_path(value) := regex.replace(trim_left(value, "| "), `/+(\./+)*`, "/")
