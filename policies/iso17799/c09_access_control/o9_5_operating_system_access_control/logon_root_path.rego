# METADATA
# title: Root's search path holds only folders of root's
# description: >-
#   A dot, an empty element or a folder that others can write to makes root run the program that
#   somebody laid there, under the name of a common command.
# custom:
#   id: logon-root-path
#   controls: ["9.5.5", "10.5.4"]
#   aspects: ["10.5.4/writable-start-up-paths"]
#   severity: high
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
package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_root_path

import data.lib.report
import future.keywords.not

_elements[name] := element if {
	some name, element in input.logon.path
	element.root
}

evidence contains report.evidence(sprintf("%s in root's search paths", [report.counted(count(_elements), "element", "elements")]), "/etc/profile")

unknown contains sprintf("a search path is computed by a command: %s", [report.list(element.sources)]) if {
	some element in _elements
	element.kind == "computed"
}

_wrong(element) := "the current folder" if element.kind in {"dot", "empty"}

else := "a relative path" if element.kind == "relative"

else := report.list(element.weak) if count(element.weak) > 0

violations contains report.violation({
	"message": sprintf("root's search path has %q: %s", [name, _wrong(element)]),
	"resource": sprintf("%q", [name]),
	"observed": _wrong(element),
	"expected": "an absolute folder that only root can change",
	"source": concat(", ", element.sources),
}) if {
	some name, element in _elements
}
