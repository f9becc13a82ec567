package iso17799.c09_access_control.o9_5_operating_system_access_control.environment_secrets_test

_secret(fields) := object.union(
	{"variable": "DB_PASSWORD", "kind": "session", "world_readable": true, "mode": "0644", "source": "/etc/environment:3"},
	fields,
)

_found(list) := {"environment": {"files": 14, "units": 30, "secrets": {key: secret |
	some secret in list
	key := sprintf("%s %s", [secret.source, secret.variable])
}}}

_denied := [{"path": "environment.secrets[\"/opt/a.env\"]", "reason": "/opt/a.env: permission denied", "denied": true}]

cases := {
	"none": {"verdict": "pass", "input": _found([]), "evidence": "14 files and 30 service units looked at"},
	"for_everybody": {"verdict": "fail", "input": _found([_secret({})]), "violations": ["DB_PASSWORD in /etc/environment"]},
	"closed": {"verdict": "pass", "input": _found([_secret({"kind": "service", "world_readable": false, "mode": "0600", "source": "/etc/default/app:1"})])},
	"unit_in_a_closed_file": {
		"verdict": "fail",
		"input": _found([_secret({"kind": "unit", "world_readable": false, "mode": "0600", "source": "/etc/systemd/system/app.service:4"})]),
		"violations": ["DB_PASSWORD in /etc/systemd/system/app.service"],
	},
	"no_secret": {"verdict": "pass", "input": _found([_secret({"variable": "token_ttl"}), _secret({"variable": "PASSWORD_MIN_LENGTH"})])},
	"allowed": {"verdict": "pass", "params": {"environment_harmless_names": ["DB_*"]}, "input": _found([_secret({})])},
	"found_beside_what_was_not_read": {"verdict": "fail", "input": _found([_secret({})]), "gaps": _denied, "violations": ["DB_PASSWORD in /etc/environment"]},
	"unread": {"verdict": "unknown", "input": _found([]), "gaps": _denied, "reason": "/opt/a.env: permission denied"},
}
