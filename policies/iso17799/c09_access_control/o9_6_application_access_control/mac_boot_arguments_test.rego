package iso17799.c09_access_control.o9_6_application_access_control.mac_boot_arguments_test

_arguments(argument) := {"mac": {"arguments": {sprintf("%s@/boot/grub/grub.cfg", [argument]): {"value": argument, "source": "/boot/grub/grub.cfg:9"}}}}

cases := {
	"none": {"verdict": "pass", "input": {"mac": {"arguments": {}}}, "evidence": "0 kernel arguments"},
	"on": {"verdict": "pass", "input": _arguments("apparmor=1")},
	"list_with_module": {"verdict": "pass", "input": _arguments("lsm=landlock,apparmor,bpf")},
	"off": {"verdict": "fail", "input": _arguments("apparmor=0"), "violations": ["apparmor=0"]},
	"permissive": {"verdict": "fail", "input": _arguments("enforcing=0"), "violations": ["enforcing=0"]},
	"list_without": {"verdict": "fail", "input": _arguments("lsm=landlock,yama"), "violations": ["lsm=landlock,yama"]},
	"unread": {"verdict": "unknown", "input": _arguments("apparmor=1"), "gaps": [{"path": "mac.arguments[\"/boot/grub/grub.cfg\"]", "reason": "permission denied"}], "reason": "permission denied"},
}
