# METADATA
# title: No log-on makes programs load foreign code
# description: >-
#   LD_PRELOAD and LD_AUDIT put a library into every program that a session starts: it sees each
#   password that is typed. LD_LIBRARY_PATH does the same where somebody else can write to one of
#   its folders.
# custom:
#   id: logon-loader-variables
#   controls: ["10.5.4", "9.5.5"]
#   aspects: ["10.5.4/preload-files"]
#   severity: high
#   needs:
#     - 'logon.loader[*].variable'
#     - 'logon.loader[*].name'
#     - 'logon.loader[*].kind'
#     - 'logon.loader[*].weak'
#     - 'logon.loader[*].sources'
#   partial: convict
#   remediation:
#     text: >-
#       Find out what the library is and who set the variable, then remove the line that the finding
#       names. A program that needs libraries of its own gets them with a run path or with a file in
#       /etc/ld.so.conf.d, in folders that only root can change.
#     command: ""
#   references: ["ld.so(8)", "pam_env(8)", "bash(1)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.logon_loader_variables

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s named for the dynamic linker%s", [report.counted(count(input.logon.loader), "library or folder", "libraries and folders"), _listed]),
	"start-up files",
)

_listed := "" if count(input.logon.loader) == 0

_listed := sprintf(": %s", [report.list(sort([name | some name, _ in input.logon.loader]))]) if count(input.logon.loader) > 0

violations contains report.violation({
	"message": sprintf("%s has every program load %s", [loaded.variable, loaded.name]),
	"resource": name,
	"observed": name,
	"expected": "not set",
	"source": loaded.sources[0],
}) if {
	some name, loaded in input.logon.loader
	loaded.variable in {"LD_PRELOAD", "LD_AUDIT"}
}

violations contains report.violation({
	"message": sprintf("LD_LIBRARY_PATH has programs look for libraries in %s: %s", [loaded.name, report.list(_open(loaded))]),
	"resource": name,
	"observed": name,
	"expected": "folders that only root can change",
	"source": loaded.sources[0],
}) if {
	some name, loaded in input.logon.loader
	loaded.variable == "LD_LIBRARY_PATH"
	count(_open(loaded)) > 0
}

unknown contains sprintf("%s: the folder of LD_LIBRARY_PATH is computed by a command", [loaded.sources[0]]) if {
	some loaded in input.logon.loader
	loaded.variable == "LD_LIBRARY_PATH"
	loaded.kind == "computed"
}

_open(loaded) := ["it depends on the current folder"] if loaded.kind == "relative"

_open(loaded) := loaded.weak if loaded.kind != "relative"
