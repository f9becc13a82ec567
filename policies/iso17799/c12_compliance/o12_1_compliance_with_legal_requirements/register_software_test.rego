package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.register_software_test

_host(software, installed, complete) := {
	"ledger": {"registered": true, "asset": {
		"software": software, "software_given": count(software) > 0, "source": "ledger: assets.yaml:4",
	}},
	"packages": {
		"installed": {name: {"version": "1.0", "source_package": source} | some name, source in installed},
		"count": count(installed),
		"complete": {"value": complete, "source": "/var/lib/dpkg/status"},
		"manager": {"value": "dpkg", "source": "/var/lib/dpkg/status"},
	},
}

_nginx := {"bash": "bash", "libc6": "glibc", "libc6:i386": "glibc", "nginx": "nginx", "nginx-common": "nginx", "libssl3t64": "openssl"}

_more := object.union(_nginx, {"steam": "steam", "libreoffice": "libreoffice", "libreoffice-calc": "libreoffice"})

cases := {
	"by_source_package": {"verdict": "pass", "input": _host(["nginx"], _nginx, true), "evidence": "6 packages installed, 0 of them"},
	"by_pattern": {"verdict": "pass", "input": _host(["nginx*"], _nginx, true)},
	"by_name": {"verdict": "pass", "input": _host(["openssh-server"], {"openssh-server": "openssh"}, true)},
	"without_source_packages": {"verdict": "pass", "input": _host(["nginx", "nginx-common"], {"nginx": "", "nginx-common": ""}, true)},
	"only_one_of_several": {
		"verdict": "fail", "violations": ["openssh"],
		"input": _host(["openssh-server"], {"openssh-server": "openssh", "openssh-client-ssh1": "openssh"}, true),
	},
	"two_outside": {"verdict": "fail", "input": _host(["nginx"], _more, true), "violations": ["libreoffice", "steam"]},
	"another_architecture_only": {"verdict": "fail", "input": _host(["nginx"], {"wine32:i386": "wine"}, true), "violations": ["wine"]},
	"another_base": {
		"verdict": "fail", "params": {"register_software_base": []}, "violations": ["bash", "glibc", "openssl"],
		"input": _host(["nginx"], _nginx, true),
	},
	"outside_in_what_was_read": {"verdict": "fail", "input": _host(["nginx"], _more, false), "violations": ["libreoffice", "steam"]},
	"not_read_whole": {"verdict": "unknown", "input": _host(["nginx"], _nginx, false), "reason": "not read whole"},
	"none_listed": {"verdict": "not_applicable", "input": _host([], _more, true), "evidence": "lists no authorised software"},
	"no_database": {
		"verdict": "unknown", "reason": "no package database", "input": {"ledger": _host(["nginx"], {}, true).ledger},
		"gaps": [{"path": "packages", "reason": "no package database"}],
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
