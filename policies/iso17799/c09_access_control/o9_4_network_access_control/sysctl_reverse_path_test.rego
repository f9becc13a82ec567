package iso17799.c09_access_control.o9_4_network_access_control.sysctl_reverse_path_test

_setting(now, boot) := {"live": {"value": now, "source": "/proc/sys/x"}, "boot": {"value": boot, "source": "/etc/sysctl.d/60-x.conf:1"}}

_host(all, fallback, eth0) := {"sysctl": {"settings": {
	"net.ipv4.conf.all.rp_filter": _setting(all, all),
	"net.ipv4.conf.default.rp_filter": _setting(fallback, fallback),
	"net.ipv4.conf.eth0.rp_filter": {"live": {"value": eth0, "source": "/proc/sys/x"}},
}}}

cases := {
	"strict": {"verdict": "pass", "input": _host("1", "1", "1"), "evidence": "rp_filter = 1"},
	"all_covers_an_interface": {"verdict": "pass", "input": _host("2", "0", "0"), "evidence": "all.rp_filter = 2"},
	"off": {"verdict": "fail", "input": _host("0", "0", "0"), "reason": "rp_filter is 0"},
	"one_interface_off": {"verdict": "fail", "input": _host("0", "1", "0"), "reason": "rp_filter is 0"},
	"off_after_boot": {
		"verdict": "fail",
		"input": {"sysctl": {"settings": {
			"net.ipv4.conf.all.rp_filter": _setting("1", "0"),
			"net.ipv4.conf.default.rp_filter": _setting("1", "0"),
		}}},
		"violations": ["net.ipv4.conf.all.rp_filter", "net.ipv4.conf.default.rp_filter"],
	},
	"not_told": {
		"verdict": "unknown",
		"input": {"sysctl": {"settings": {
			"net.ipv4.conf.all.rp_filter": {"live": {"value": "1", "source": "/proc/sys/x"}},
			"net.ipv4.conf.default.rp_filter": {"live": {"value": "1", "source": "/proc/sys/x"}},
		}}},
		"reason": "at boot",
	},
	"a_file_unread": {
		"verdict": "unknown", "input": _host("1", "1", "1"),
		"gaps": [{"path": "sysctl.settings[*].boot", "reason": "/etc/sysctl.d/x.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
