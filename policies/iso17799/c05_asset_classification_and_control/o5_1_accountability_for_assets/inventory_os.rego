# METADATA
# title: The operating system and its release are known
# description: >-
#   An inventory that cannot say what runs on a machine cannot say which flaws, licences
#   and end dates concern it.
# custom:
#   id: inventory-os
#   controls: ["5.1.1"]
#   aspects: ["5.1.1/os"]
#   severity: low
#   needs: ["host.os", "host.os.id", "host.os.source"]
#   remediation:
#     text: >-
#       Restore /etc/os-release from the package that owns it (base-files on Debian, the
#       *-release package on RHEL and SUSE, alpine-release on Alpine); on a system of
#       your own make, state ID= and VERSION_ID=.
#     command: ""
#   references: ["os-release(5)"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.inventory_os

import data.lib.report
import data.os_support
import future.keywords.not

_os := input.host.os

evidence contains report.evidence(sprintf("%s (ID %s, version %s)", [object.get(_os, "pretty_name", _os.id), _os.id, _version]), _os.source)

violations contains report.violation({
	"message": sprintf("%s states no release", [_os.id]),
	"resource": _os.id,
	"observed": "neither VERSION_ID nor VERSION_CODENAME",
	"expected": "a release, or a system known to be rolling",
	"source": _os.source,
}) if {
	_version == "none"
	not _os.id in os_support.rolling
}

_version := object.get(_os, "version_id", object.get(_os, "codename", "none"))
