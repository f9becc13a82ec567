package iso17799.c09_access_control.o9_4_network_access_control.network_proxy_credentials_test

_proxy(credentials) := {"network": {"proxies": {"/etc/environment:2": {"variable": "https_proxy", "host": "proxy:3128", "credentials": credentials, "source": "/etc/environment:2"}}}}

cases := {
	"none": {"verdict": "pass", "input": {"network": {"proxies": {}}}, "evidence": "0 of 0"},
	"address_alone": {"verdict": "pass", "input": _proxy(false), "evidence": "0 of 1"},
	"password": {"verdict": "fail", "input": _proxy(true), "violations": ["/etc/environment:2"]},
	"unread": {"verdict": "unknown", "input": {"network": {}}, "gaps": [{"path": "network.proxies", "reason": "/etc/environment: permission denied", "denied": true}], "reason": "permission denied"},
}
