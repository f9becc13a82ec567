package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.repository_signed_test

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
	"verified": {"verdict": "pass", "input": _facts({}), "evidence": "1 of 1"},
	"trusted": {"verdict": "fail", "input": _facts({"verified": false, "unchecked": "trusted=yes"}), "violations": ["debian"]},
	"no_source": {"verdict": "unknown", "input": {"packages": {"sources": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"packages": {}},
		"gaps": [{"path": "packages.sources", "reason": "/etc/apt/sources.list: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
