# METADATA
# title: FIFOs and files planted in world-writable folders are not written
# description: >-
#   A program that believes it creates a file in /tmp must not end up writing into
#   one that somebody else put there.
# custom:
#   id: sysctl-protected-files
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/world-writable-unowned-files"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["fs.protected_fifos"]'
#     - 'sysctl.settings["fs.protected_regular"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set fs.protected_fifos = 2 and fs.protected_regular = 2;
#       then run "sysctl --system". On hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["sysctl/fs (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_6_application_access_control.sysctl_protected_files

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_protected_files, "a planted file or FIFO can catch what others write")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"fs.protected_fifos", "fs.protected_regular"}
