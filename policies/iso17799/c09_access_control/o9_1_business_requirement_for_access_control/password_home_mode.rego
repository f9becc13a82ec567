# METADATA
# title: New home folders are closed to others
# description: >-
#   A home folder is made once and rarely looked at again. If it begins open,
#   keys and histories are readable for years.
# custom:
#   id: password-home-mode
#   controls: ["9.1.1", "9.6.1"]
#   aspects: ["9.1.1/home-permissions", "9.6.1/home-folders"]
#   severity: low
#   needs:
#     - passwords.login_defs
#     - passwords.login_defs.UMASK.value
#     - passwords.login_defs.UMASK.source
#     - passwords.login_defs.UMASK.number
#   remediation:
#     text: >-
#       Set HOME_MODE 0700 in /etc/login.defs (on SUSE in a file of
#       /etc/login.defs.d), and DIR_MODE=0700 in /etc/adduser.conf on Debian.
#       For folders that exist: "chmod 0750 /home/NAME".
#     command: ""
#   references: ["login.defs(5)", "useradd(8)"]
package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.password_home_mode

import data.lib.passwords
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("%s %s, open bits: %d", [_key, _setting.value, _open]), _setting.source)

violations contains report.violation({
	"message": sprintf("%s %s makes home folders that are open to others", [_key, _setting.value]),
	"resource": _key,
	"observed": _setting.value,
	"expected": sprintf("none of the bits %s in the mode", [params.password_home_mode_bits]),
	"source": _setting.source,
}) if {
	_open != 0
}

# Without HOME_MODE useradd takes the umask.
_key := "HOME_MODE" if input.passwords.login_defs.HOME_MODE

_key := "UMASK" if not input.passwords.login_defs.HOME_MODE

_setting := input.passwords.login_defs[_key]

_mode := _setting.number if _key == "HOME_MODE"

_mode := bits.and(passwords.octal("777"), bits.negate(_setting.number)) if _key == "UMASK"

_open := bits.and(_mode, passwords.octal(params.password_home_mode_bits))
