# METADATA
# title: Links in world-writable folders cannot mislead others
# description: >-
#   Planting a link in /tmp and waiting for a privileged program to follow it is the
#   oldest trick there is. These parameters take it away.
# custom:
#   id: sysctl-protected-links
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/world-writable-unowned-files"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["fs.protected_symlinks"]'
#     - 'sysctl.settings["fs.protected_hardlinks"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set fs.protected_symlinks = 1 and fs.protected_hardlinks
#       = 1; then run "sysctl --system". On hosts without systemd use
#       /etc/sysctl.conf.
#     command: ""
#   references: ["sysctl/fs (Linux documentation)", "proc(5)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_6_application_access_control.sysctl_protected_links

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_protected_links, "a planted link can mislead a privileged program")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"fs.protected_symlinks", "fs.protected_hardlinks"}
