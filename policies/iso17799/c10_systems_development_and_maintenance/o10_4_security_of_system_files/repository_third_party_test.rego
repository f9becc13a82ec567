package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.repository_third_party_test

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
	"official": {"verdict": "pass", "input": _facts({}), "evidence": "0 of them"},
	"vendor": {"verdict": "fail", "input": _facts({"official": false, "site": "repo.example.com"}), "violations": ["debian"]},
	"agreed": {
		"verdict": "pass",
		"input": _facts({"official": false, "site": "repo.example.com"}),
		"params": {"repository_allowed_sites": ["repo.example.com"]},
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"packages": {}},
		"gaps": [{"path": "packages.sources", "reason": "/etc/apt/sources.list: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
