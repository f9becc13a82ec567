package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.repository_transport_test

_source(changes) := object.union(
	{
		"uri": "http://deb.debian.org/debian", "suite": "bookworm", "site": "deb.debian.org", "scheme": "http",
		"official": true, "security": false, "signed_by": "", "verified": true, "unchecked": "",
		"metadata_signed": true, "tls_verified": true, "source": "/etc/apt/sources.list:1",
	},
	changes,
)

_facts(changes) := {"packages": {"sources": {"debian": _source(changes)}}}

cases := {
	"http_signed": {"verdict": "pass", "input": _facts({})},
	"https": {"verdict": "pass", "input": _facts({"scheme": "https", "uri": "https://deb.debian.org/debian"})},
	"http_unsigned": {"verdict": "fail", "input": _facts({"verified": false}), "violations": ["debian"]},
	"tls_not_verified": {"verdict": "fail", "input": _facts({"scheme": "https", "tls_verified": false}), "violations": ["debian"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"packages": {}},
		"gaps": [{"path": "packages.sources", "reason": "/etc/apt/sources.list: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
