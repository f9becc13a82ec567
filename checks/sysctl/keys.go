package sysctl

// watched are the parameters that are looked at wherever they exist, with the
// default of the kernel where it is the same for every kernel since 4.4 and
// does not depend on how it was built; empty where it does.
// Source: Documentation/admin-guide/sysctl and networking/ip-sysctl of Linux.
var watched = map[string]string{
	"fs.protected_fifos":                         "0",
	"fs.protected_hardlinks":                     "0",
	"fs.protected_regular":                       "0",
	"fs.protected_symlinks":                      "0",
	"fs.suid_dumpable":                           "0",
	"kernel.core_pattern":                        "core",
	"kernel.core_uses_pid":                       "0",
	"kernel.dmesg_restrict":                      "",
	"kernel.hotplug":                             "",
	"kernel.kexec_load_disabled":                 "0",
	"kernel.kptr_restrict":                       "0",
	"kernel.modprobe":                            "",
	"kernel.modules_disabled":                    "0",
	"kernel.panic_on_oops":                       "",
	"kernel.perf_event_paranoid":                 "",
	"kernel.poweroff_cmd":                        "/sbin/poweroff",
	"kernel.randomize_va_space":                  "2",
	"kernel.sysrq":                               "",
	"kernel.unprivileged_bpf_disabled":           "",
	"kernel.unprivileged_userns_clone":           "",
	"kernel.yama.ptrace_scope":                   "",
	"net.ipv4.icmp_echo_ignore_all":              "0",
	"net.ipv4.icmp_echo_ignore_broadcasts":       "1",
	"net.ipv4.icmp_ignore_bogus_error_responses": "1",
	"net.ipv4.ip_forward":                        "0",
	"net.ipv4.tcp_rfc1337":                       "0",
	"net.ipv4.tcp_syncookies":                    "",
	"net.ipv4.tcp_timestamps":                    "1",
	"user.max_user_namespaces":                   "",
	"vm.mmap_min_addr":                           "",
	"vm.unprivileged_userfaultfd":                "",
}

// interfaceKeys are the parameters that each interface has, besides "all" and
// "default", by family. The two defaults are those of all and default.
var interfaceKeys = map[string]map[string][2]string{
	"ipv4": {
		"accept_local":        {"0", "0"},
		"accept_redirects":    {"1", "1"},
		"accept_source_route": {"0", "1"},
		"forwarding":          {"0", "0"},
		"log_martians":        {"0", "0"},
		"mc_forwarding":       {"0", "0"},
		"proxy_arp":           {"0", "0"},
		"rp_filter":           {"0", "0"},
		"secure_redirects":    {"1", "1"},
		"send_redirects":      {"1", "1"},
		"shared_media":        {"1", "1"},
	},
	"ipv6": {
		"accept_ra":           {"1", "1"},
		"accept_redirects":    {"1", "1"},
		"accept_source_route": {"0", "0"},
		"disable_ipv6":        {"0", "0"},
		"forwarding":          {"0", "0"},
		"proxy_ndp":           {"0", "0"},
	},
}
