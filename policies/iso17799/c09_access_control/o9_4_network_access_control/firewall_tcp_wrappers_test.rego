package iso17799.c09_access_control.o9_4_network_access_control.firewall_tcp_wrappers_test

_host(names, deny, allow) := {
	"packages": {
		"count": 100, "manager": {"value": "dpkg", "source": "/var/lib/dpkg/status"},
		"installed": {name: {"version": "7.6"} | some name in names},
	},
	"firewall": {"wrappers": {
		"deny_all": {"value": deny, "source": "/etc/hosts.deny:3"}, "allow_all": {"value": allow, "source": "/etc/hosts.allow:1"}, "rules": 2,
	}},
}

cases := {
	"denies": {"verdict": "pass", "input": _host(["libwrap0"], true, false), "evidence": "all denied at the end: true"},
	"empty": {"verdict": "fail", "input": _host(["libwrap0"], false, false), "violations": ["/etc/hosts.deny"]},
	"allows_all": {"verdict": "fail", "input": _host(["tcp_wrappers-libs"], false, true), "violations": ["/etc/hosts.allow"]},
	"allows_all_without_the_library": {"verdict": "fail", "input": _host(["bash"], false, true), "violations": ["/etc/hosts.allow"]},
	"not_linked": {"verdict": "not_applicable", "input": _host(["bash"], false, false)},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": object.union(object.remove(_host(["libwrap0"], true, false), ["firewall"]), {"firewall": {}}),
		"gaps": [{"path": "firewall.wrappers", "reason": "/etc/hosts.deny: permission denied", "denied": true}],
	},
}
