package iso17799.c09_access_control.o9_5_operating_system_access_control.os_boot_entries_test

_entry(args) := {"args": args, "source": "/boot/grub/grub.cfg:5"}

_host(entries) := {"host": {"kernel": {"boot_entries": entries}}}

_one(args) := _host({"/boot/grub/grub.cfg:5": _entry(args)})

cases := {
	"plain": {"verdict": "pass", "input": _one(["root=/dev/vda1", "ro", "quiet"]), "evidence": "1 boot entry, 0 of them"},
	"shell_for_init": {"verdict": "fail", "input": _one(["ro", "init=/bin/sh"]), "violations": ["/boot/grub/grub.cfg:5"]},
	"no_random_layout": {"verdict": "fail", "input": _one(["norandmaps"]), "violations": ["/boot/grub/grub.cfg:5"]},
	"debug_shell_on_a_terminal": {"verdict": "fail", "input": _one(["systemd.debug_shell=tty9"])},
	"debug_shell_off": {"verdict": "pass", "input": _one(["systemd.debug_shell=0"])},
	"recovery_entry": {"verdict": "pass", "input": _one(["ro", "single"])},
	"no_boot_loader": {"verdict": "unknown", "input": _host({}), "reason": "no configuration of a boot loader"},
	"found_beside_an_unread_file": {
		"verdict": "fail",
		"input": _one(["init=/bin/sh"]),
		"gaps": [{"path": "host.kernel.boot_entries[\"/etc/default/grub\"]", "reason": "/etc/default/grub: permission denied"}],
		"violations": ["/boot/grub/grub.cfg:5"],
	},
	"unread": {
		"verdict": "unknown",
		"input": _one(["ro"]),
		"gaps": [{"path": "host.kernel.boot_entries[\"/boot/grub/grub.cfg\"]", "reason": "/boot/grub/grub.cfg: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
