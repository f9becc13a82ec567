package iso17799.c09_access_control.o9_6_application_access_control.isolation_workloads_test

_os := {"os": {"id": "debian", "version_id": "12", "source": "/etc/os-release"}}

_host(names) := {"host": _os, "services": {
	"starts": {name: start | some name in names; start := {"manager": "systemd", "via": "boot", "source": sprintf("/etc/systemd/system/multi-user.target.wants/%s", [name])}},
	"units": {name: unit | some name in names; unit := {"load": "found", "enabled": "enabled", "source": _fragment(name)}},
}}

_fragment(name) := sprintf("/etc/systemd/system/%s", [name]) if startswith(name, "billing")

_fragment(name) := sprintf("/lib/systemd/system/%s", [name]) if not startswith(name, "billing")

_sensitive := {"sensitive_host": true}

cases := {
	"not_declared": {"verdict": "not_applicable", "input": _host({"apache2.service", "mariadb.service"})},
	"one_workload": {"verdict": "pass", "params": _sensitive, "input": _host({"postgresql.service", "ssh.service"}), "evidence": "database"},
	"one_of_its_own": {"verdict": "pass", "params": _sensitive, "input": _host({"billing.service", "ssh.service"}), "evidence": "billing.service"},
	"no_workload": {"verdict": "pass", "params": _sensitive, "input": _host({"ssh.service"}), "evidence": "no known workload"},
	"two_workloads": {"verdict": "fail", "params": _sensitive, "input": _host({"postgresql.service", "nginx.service"}), "violations": ["database", "web server"]},
	"containers_beside_it": {"verdict": "fail", "params": _sensitive, "input": _host({"postgresql.service", "docker.service"}), "violations": ["containers", "database"]},
	"a_unit_of_its_own_beside_it": {"verdict": "fail", "params": _sensitive, "input": _host({"postgresql.service", "billing.service"}), "violations": ["billing.service", "database"]},
	"both_stated": {
		"verdict": "pass",
		"params": {"sensitive_host": true, "sensitive_host_workloads": ["database", "billing.service"]},
		"input": _host({"postgresql.service", "billing.service"}),
	},
	"another_than_stated": {
		"verdict": "fail",
		"params": {"sensitive_host": true, "sensitive_host_workloads": ["database"]},
		"input": _host({"postgresql.service", "nginx.service"}),
		"violations": ["web server"],
	},
	"unreadable": {
		"verdict": "unknown",
		"params": _sensitive,
		"input": {"host": _os, "services": {"units": {}}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
