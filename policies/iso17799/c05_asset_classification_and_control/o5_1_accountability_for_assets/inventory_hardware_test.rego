package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.inventory_hardware_test

_host(disks, interfaces) := {"host": {"hardware": {
	"cpu": {"count": 2, "source": "/proc/cpuinfo"},
	"memory_bytes": {"value": 4294967296, "source": "system: memory"},
	"disks": disks,
	"interfaces": interfaces,
}}}

_disk(virtual) := {"size_bytes": 1000000, "rotational": false, "removable": false, "virtual": virtual, "source": "/sys/block/x"}

_interface(virtual) := {"virtual": virtual, "wireless": false, "promiscuous": false, "source": "/sys/class/net/x"}

cases := {
	"whole": {"verdict": "pass", "input": _host({"vda": _disk(false), "zram0": _disk(true)}, {"eth0": _interface(false), "lo": _interface(true)}), "evidence": "disks: vda"},
	"no_disk": {"verdict": "fail", "input": _host({"zram0": _disk(true)}, {"eth0": _interface(false)}), "violations": ["disks"]},
	"no_interface": {"verdict": "fail", "input": _host({"vda": _disk(false)}, {"lo": _interface(true)}), "violations": ["interfaces"]},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.hardware.cpu", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
