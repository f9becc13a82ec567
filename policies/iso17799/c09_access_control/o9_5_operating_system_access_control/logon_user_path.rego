# METADATA
# title: No search path holds the current folder or one that others change
# description: >-
#   What lies in the folder that one looks into would run instead of the system's program of that
#   name.
# custom:
#   id: logon-user-path
#   controls: ["9.5.5", "10.5.4"]
#   aspects: ["10.5.4/writable-start-up-paths"]
#   severity: medium
#   needs:
#     - 'logon.path[*].kind'
#     - 'logon.path[*].weak'
#     - 'logon.path[*].root'
#     - 'logon.path[*].sources'
#   partial: convict
#   remediation:
#     text: >-
#       Take the element out of PATH in the file that the finding names (/etc/profile,
#       /etc/environment, /root/.profile, .bashrc, .bash_profile, ENV_SUPATH and ENV_PATH in
#       /etc/login.defs), or make the folder root's and writable by root only.
#     command: ""
#   references: ["bash(1)", "environ(7)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_user_path

import data.lib.report
import future.keywords.not

_elements[name] := element if {
	some name, element in input.logon.path
	not element.root
}

evidence contains report.evidence(sprintf("%s in people's search paths", [report.counted(count(_elements), "element", "elements")]), "/etc/profile")

unknown contains sprintf("a search path is computed by a command: %s", [report.list(element.sources)]) if {
	some element in _elements
	element.kind == "computed"
}

_wrong(element) := "the current folder" if element.kind in {"dot", "empty"}

else := "a relative path" if element.kind == "relative"

else := report.list(element.weak) if count(element.weak) > 0

violations contains report.violation({
	"message": sprintf("people's search path has %q: %s", [name, _wrong(element)]),
	"resource": sprintf("%q", [name]),
	"observed": _wrong(element),
	"expected": "an absolute folder that only root can change",
	"source": concat(", ", element.sources),
}) if {
	some name, element in _elements
}
