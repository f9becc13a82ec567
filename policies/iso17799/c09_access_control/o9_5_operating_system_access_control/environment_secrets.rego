# METADATA
# title: No secret stands in an environment that others can read
# description: >-
#   A password in a start-up file, in the environment of a service or in a crontab is known to
#   everybody who can read the file. What Environment= of a unit says systemd tells anybody
#   who asks, even if the file is closed. Programs hand their environment on to all that they start.
# custom:
#   id: environment-secrets
#   controls: ["9.5.4", "8.6.3", "9.6.1"]
#   aspects: ["8.6.3/permissions-secrets"]
#   severity: high
#   needs:
#     - 'environment.files'
#     - 'environment.units'
#     - 'environment.secrets'
#     - 'environment.secrets[*].variable'
#     - 'environment.secrets[*].kind'
#     - 'environment.secrets[*].world_readable'
#     - 'environment.secrets[*].mode'
#     - 'environment.secrets[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Change the secret, for it is known. Give it to the program in a file that only its account may read
#       (mode 0600): with systemd "LoadCredential=NAME:/etc/app/NAME", or "EnvironmentFile=" with such a file;
#       with OpenRC (Alpine) a conf.d file of mode 0600. Where a variable holds no secret, name it in
#       environment_harmless_names.
#     command: ""
#   references: ["systemd.exec(5), Environment=", "systemd.exec(5), LoadCredential=", "pam_env(8)", "environment.d(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.environment_secrets

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s and %s looked at, variables that look as if they held a secret: %d, open to others: %d", [
		report.counted(input.environment.files, "file", "files"),
		report.counted(input.environment.units, "service unit", "service units"),
		count(_likely),
		count(_open),
	]),
	"/etc",
)

violations contains report.violation({
	"message": sprintf("%s stands in the clear in %s, %s", [secret.variable, secret.source, _why(secret)]),
	"resource": sprintf("%s in %s", [secret.variable, regex.replace(secret.source, `:[0-9]+$`, "")]),
	"observed": sprintf("a value of its own, mode %s", [secret.mode]),
	"expected": "no secret, or a file for its account alone",
	"source": secret.source,
}) if {
	some secret in _open
}

_likely := {key: secret |
	some key, secret in input.environment.secrets
	not _harmless(secret.variable)
}

_open := {key: secret |
	some key, secret in _likely
	true in {secret.world_readable, secret.kind == "unit"}
}

_why(secret) := "which everybody can read" if secret.world_readable

_why(secret) := "which systemd tells everybody" if not secret.world_readable

_harmless(name) if {
	some pattern in params.environment_harmless_names
	glob.match(pattern, null, upper(name))
}
