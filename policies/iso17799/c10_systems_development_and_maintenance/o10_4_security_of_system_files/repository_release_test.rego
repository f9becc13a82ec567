package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.repository_release_test

_debian := {"id": "debian", "version_id": "12", "codename": "bookworm", "source": "/etc/os-release"}

_source(suite, official, more) := {sprintf("http://deb.debian.org/debian %s", [suite]): object.union(
	{
		"uri": "http://deb.debian.org/debian", "suite": suite, "site": "deb.debian.org", "scheme": "http", "official": official,
		"security": false, "signed_by": "", "verified": true, "unchecked": "", "metadata_signed": true, "tls_verified": true,
		"source": "/etc/apt/sources.list:1",
	},
	more,
)}

_host(os, more) := {"host": {"os": os}, "packages": {"sources": object.union_n([_source("bookworm", true, {}), _source("bookworm-security", true, {}), more])}}

cases := {
	"its_own": {"verdict": "pass", "input": _host(_debian, {}), "evidence": "bookworm, bookworm-security"},
	"backports": {"verdict": "pass", "input": _host(_debian, _source("bookworm-backports", true, {}))},
	"unstable": {"verdict": "fail", "input": _host(_debian, _source("sid", true, {})), "violations": ["http://deb.debian.org/debian sid"]},
	"newer_release": {"verdict": "fail", "input": _host(_debian, _source("trixie", true, {}))},
	"pinned_low": {"verdict": "pass", "input": _host(_debian, _source("sid", true, {"priority": 100}))},
	"pinned_high": {"verdict": "fail", "input": _host(_debian, _source("sid", true, {"priority": 900})), "violations": ["http://deb.debian.org/debian sid"]},
	"another_vendor": {"verdict": "pass", "input": _host(_debian, _source("nodistro", false, {}))},
	"not_apt": {"verdict": "not_applicable", "input": _host({"id": "fedora", "version_id": "40", "source": "/etc/os-release"}, {})},
	"testing_itself": {"verdict": "not_applicable", "input": _host({"id": "debian", "codename": "trixie", "source": "/etc/os-release"}, {})},
	"no_codename": {"verdict": "unknown", "input": _host(object.remove(_debian, ["codename"]), {}), "reason": "not known"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"host": {"os": _debian}, "packages": {}},
		"gaps": [{"path": "packages.sources", "reason": "/etc/apt/sources.list: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
