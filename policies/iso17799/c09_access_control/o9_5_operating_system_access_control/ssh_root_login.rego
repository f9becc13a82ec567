# METADATA
# title: Root cannot log on over SSH
# description: >-
#   A shared account hides who acted, and root is the one name that every
#   attacker knows. People log on as themselves and become root with sudo,
#   which leaves a trace of who it was.
# custom:
#   id: ssh-root-login
#   controls: ["9.5.3", "9.4.3"]
#   aspects: ["9.5.3/root-log-paths"]
#   severity: high
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.root.permitrootlogin"]
#   remediation:
#     text: >-
#       Set "PermitRootLogin no"; where a job needs root from outside,
#       "forced-commands-only" with a key that may run just that job. Set
#       it in /etc/ssh/sshd_config, before any Include that sets it
#       otherwise (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_root_login

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(sprintf("PermitRootLogin %s for root", [_option.value]), _option.source)

violations contains report.violation({
	"message": sprintf("root may log on over SSH %s", [_how]),
	"resource": "sshd",
	"observed": sprintf("PermitRootLogin %s", [_option.value]),
	"expected": report.list(params.ssh_root_login_allowed),
	"source": _option.source,
}) if {
	not _option.value in params.ssh_root_login_allowed
}

_option := input.sshd.effective.root.permitrootlogin

default _how := "with a key"

_how := "with a password" if _option.value == "yes"

_how := "to run a command that its key names" if _option.value == "forced-commands-only"
