package bmc

import "isoscan/internal/facts"

// Facts is what the host tells of its baseboard management controller, the
// computer on the mainboard that starts, stops and watches the host and
// answers IPMI on the network by itself. Only a running system tells them.
type Facts struct {
	// Present needs a sign, or tables of firmware that were read whole without one.
	Present *facts.Sourced[bool] `json:"present,omitzero" jsonschema:"the machine has a management controller; absent when neither a sign was seen nor all places of signs could be read"`
	Signs   []Sign               `json:"signs,omitzero" jsonschema:"what shows the controller, in the order of the places"`
	// Devices are the ways of local programs to the controller (ipmi_devintf).
	Devices map[string]Device `json:"devices,omitzero" jsonschema:"character devices of the IPMI driver by path, such as /dev/ipmi0; absent when /dev could not be listed"`
	Drivers []string          `json:"drivers,omitzero" jsonschema:"loaded kernel modules of IPMI, as /sys/module names them, sorted; absent when it could not be listed"`
	LAN     *LAN              `json:"lan,omitzero" jsonschema:"settings of the controller's network channels, as root asks them with ipmitool; absent without a controller and, with a gap, when it could not be asked"`
}

// Sign is one thing that shows a management controller.
type Sign struct {
	Kind string `json:"kind" jsonschema:"smbios-38 (IPMI device information), smbios-42 (host interface over a network, as Redfish uses), acpi (table SPMI), class (a driver's interface) or device (a device file)"`
	// Interface and Version are of SMBIOS 7.39.
	Interface *string      `json:"interface,omitzero" jsonschema:"KCS, SMIC, BT, SSIF or unknown; of smbios-38 whose structure could be read"`
	Version   *string      `json:"version,omitzero" jsonschema:"revision of IPMI, such as 2.0; of smbios-38 whose structure could be read"`
	Source    facts.Source `json:"source"`
}

// Device is one device file of the IPMI driver.
type Device struct {
	UID          uint32       `json:"uid" jsonschema:"owner"`
	GID          uint32       `json:"gid" jsonschema:"group"`
	Mode         string       `json:"mode" jsonschema:"permissions, four octal digits"`
	GroupAccess  bool         `json:"group_access" jsonschema:"the group, or somebody whom an access control list names, may read or write"`
	OthersAccess bool         `json:"others_access" jsonschema:"everybody may read or write"`
	Source       facts.Source `json:"source"`
}

// LAN is what ipmitool(1) shows of the channels 1 to 11, those that a
// controller may give to a network (IPMI 2.0, section 6.3).
type LAN struct {
	Asked    int                `json:"asked" jsonschema:"channels that answered, of whatever medium, or that the controller said it does not have"`
	Channels map[string]Channel `json:"channels,omitzero" jsonschema:"channels on a network by number"`
	Source   facts.Source       `json:"source"`
}

// Channel is one of the controller's ways to a network: "channel info",
// "lan print" and "channel getciphers ipmi" of ipmitool(1).
type Channel struct {
	Medium string `json:"medium" jsonschema:"802.3 LAN or Other LAN"`
	// Open is of the access mode: the active one, and the stored one that a restart of the controller brings back.
	Open *facts.Sourced[bool] `json:"open,omitzero" jsonschema:"IPMI is answered on it, now or after the controller starts again"`
	// AuthTypes are those enabled, not those supported.
	AuthTypes map[string][]string `json:"auth_types,omitzero" jsonschema:"authentication types of IPMI 1.5 sessions that are enabled (NONE, MD2, MD5, PASSWORD, OEM), by privilege level (callback, user, operator, admin, oem)"`
	// SuiteZero is cipher suite 0 of IPMI 2.0, table 22-20: no authentication, no integrity, no encryption.
	SuiteZero     *facts.Sourced[bool]   `json:"suite_zero,omitzero" jsonschema:"cipher suite 0 opens sessions: it is among the suites and has a privilege level"`
	Suites        []int                  `json:"suites,omitzero" jsonschema:"cipher suites that lan print or getciphers list, sorted; absent when neither told"`
	AddressSource *facts.Sourced[string] `json:"address_source,omitzero" jsonschema:"static, dhcp, bios, none or other"`
	Source        facts.Source           `json:"source"`
}
