# METADATA
# title: Services load no libraries from places that others can write to
# description: >-
#   LD_PRELOAD, LD_AUDIT and LD_LIBRARY_PATH in a unit put code into the service before its own
#   begins. A library below /tmp or a home, or one that others can change or make, is
#   their code with the rights of the service.
# custom:
#   id: job-unit-loader
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/preload-files"]
#   severity: high
#   needs:
#     - 'jobs.units[*].loader[*].variable'
#     - 'jobs.units[*].loader[*].told'
#     - 'jobs.units[*].loader[*].weak'
#     - 'jobs.units[*].loader[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Take the variable out of the unit ("systemctl edit NAME") or of its environment file, or move the
#       library to a folder below /usr or /opt that root alone can write, and find out where the library came from.
#     command: ""
#   references: ["ld.so(8)", "systemd.exec(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.job_unit_loader

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %s for the loader in their environment", [
		report.counted(count(input.jobs.units), "service unit", "service units"),
		report.counted(count(_libraries), "path", "paths"),
	]),
	"/etc/systemd/system",
)

violations contains report.violation({
	"message": sprintf("%s of %s names %s, where others can put code", [library.variable, unit, path]),
	"resource": unit,
	"observed": path,
	"expected": "a path that root alone can write, or none",
	"source": library.source,
}) if {
	some [unit, path, library] in _libraries
	_open(path, library)
}

unknown contains sprintf("%s: what %s is in %s is told when it starts", [unit, path, library.variable]) if {
	some [unit, path, library] in _libraries
	not library.told
	not unit in params.job_units_untold_allowed
}

_libraries contains [name, path, library] if {
	some name, unit in input.jobs.units
	some path, library in unit.loader
}

_open(_, library) if count(library.weak) > 0

_open(path, library) if {
	library.told
	some place in params.job_loader_places
	startswith(path, concat("", [place, "/"]))
}

_open(path, library) if {
	library.told
	path in params.job_loader_places
}

# Where the program starts decides what a relative path means.
_open(path, library) if {
	library.told
	_relative(path, library.variable)
}

_relative(path, "LD_LIBRARY_PATH") if not startswith(path, "/")

# A name without a slash is looked up in the system's folders.
_relative(path, variable) if {
	variable in {"LD_PRELOAD", "LD_AUDIT"}
	contains(path, "/")
	not startswith(path, "/")
}
