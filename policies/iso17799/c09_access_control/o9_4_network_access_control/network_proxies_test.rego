package iso17799.c09_access_control.o9_4_network_access_control.network_proxies_test

_proxy(host) := {"network": {"proxies": {"/etc/environment:2": {"variable": "https_proxy", "host": host, "credentials": false, "source": "/etc/environment:2"}}}}

cases := {
	"none": {"verdict": "pass", "input": {"network": {"proxies": {}}}, "evidence": "0 proxies"},
	"of_the_design": {"verdict": "pass", "input": _proxy("proxy.example.org:3128"), "params": {"network_proxies_allowed": ["proxy.example.org:*"]}, "evidence": "proxy.example.org:3128"},
	"other": {"verdict": "fail", "input": _proxy("192.0.2.66:8080"), "violations": ["/etc/environment:2"]},
	"unread": {"verdict": "unknown", "input": {"network": {}}, "gaps": [{"path": "network.proxies", "reason": "/etc/environment: permission denied", "denied": true}], "reason": "permission denied"},
}
