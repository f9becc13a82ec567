package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.accounting_installed_test

_host(present) := {"logging": {"accounting": {"present": {"value": present, "source": "/usr/sbin/accton"}}}}

cases := {
	"installed": {"verdict": "pass", "input": _host(true), "evidence": "accton installed: true"},
	"not_installed": {"verdict": "fail", "input": _host(false), "violations": ["accounting"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.accounting", "reason": "/usr/sbin/accton: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
