package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.inventory_os_test

cases := {
	"release": {
		"verdict": "pass",
		"input": {"host": {"os": {"id": "debian", "version_id": "12", "pretty_name": "Debian GNU/Linux 12", "source": "/etc/os-release:4"}}},
		"evidence": "Debian GNU/Linux 12",
	},
	"codename_only": {"verdict": "pass", "input": {"host": {"os": {"id": "debian", "codename": "forky", "source": "/etc/os-release:2"}}}},
	"rolling": {"verdict": "pass", "input": {"host": {"os": {"id": "arch", "source": "/etc/os-release:3"}}}},
	"no_version": {"verdict": "fail", "input": {"host": {"os": {"id": "homemade", "source": "/etc/os-release:1"}}}, "violations": ["homemade"]},
	"no_file": {"verdict": "unknown", "input": {"host": {}}, "gaps": [{"path": "host.os", "reason": "no os-release"}], "reason": "no os-release"},
}
