package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.os_secure_boot_test

_firmware(on) := {"host": {"firmware": {
	"uefi": {"value": true, "source": "/sys/firmware/efi"},
	"secure_boot": {"value": on, "source": "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"},
}}}

cases := {
	"on": {"verdict": "pass", "input": _firmware(true), "evidence": "true"},
	"off": {"verdict": "fail", "input": _firmware(false), "violations": ["Secure Boot"]},
	"bios": {"verdict": "not_applicable", "input": {"host": {"firmware": {"uefi": {"value": false, "source": "/sys/firmware/efi"}}}}},
	"no_efivars": {
		"verdict": "unknown",
		"input": {"host": {"firmware": {"uefi": {"value": true, "source": "/sys/firmware/efi"}}}},
		"gaps": [{"path": "host.firmware.secure_boot", "reason": "efivarfs is not mounted"}],
		"reason": "efivarfs",
	},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.firmware", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
