package checks

import (
	"isoscan/checks/accounts"
	"isoscan/checks/antimalware"
	"isoscan/checks/audit"
	"isoscan/checks/bmc"
	"isoscan/checks/databases"
	"isoscan/checks/environment"
	"isoscan/checks/files"
	"isoscan/checks/firewall"
	"isoscan/checks/homes"
	"isoscan/checks/hostinfo"
	"isoscan/checks/integrity"
	"isoscan/checks/jobs"
	"isoscan/checks/logging"
	"isoscan/checks/logon"
	"isoscan/checks/mac"
	"isoscan/checks/mobile"
	"isoscan/checks/modules"
	"isoscan/checks/mounts"
	"isoscan/checks/netservices"
	"isoscan/checks/network"
	"isoscan/checks/packages"
	"isoscan/checks/passwords"
	"isoscan/checks/ports"
	"isoscan/checks/privilege"
	"isoscan/checks/services"
	"isoscan/checks/sshd"
	"isoscan/checks/sudo"
	"isoscan/checks/sysctl"
)

// Options are what a user may say about gathering.
type Options struct {
	// Nmap is how far nmap is used: "off", "auto" or "full"; empty means auto.
	Nmap string
}

// All lists every check, in the order of the reports. A test compares it with
// the folders beside this file.
func All(opts Options) []Check {
	return []Check{
		New(accounts.Info(), accounts.Gather),
		New(passwords.Info(), passwords.Gather),
		New(antimalware.Info(), antimalware.Gather),
		New(audit.Info(), audit.Gather),
		New(bmc.Info(), bmc.Gather),
		New(databases.Info(), databases.Gather),
		New(environment.Info(), environment.Gather),
		New(files.Info(), files.Gather),
		New(firewall.Info(), firewall.Gather),
		New(homes.Info(), homes.Gather),
		New(hostinfo.Info(), hostinfo.Gather),
		New(integrity.Info(), integrity.Gather),
		New(jobs.Info(), jobs.Gather),
		New(logging.Info(), logging.Gather),
		New(logon.Info(), logon.Gather),
		New(mac.Info(), mac.Gather),
		New(mobile.Info(), mobile.Gather),
		New(modules.Info(), modules.Gather),
		New(mounts.Info(), mounts.Gather),
		New(network.Info(), network.Gather),
		New(netservices.Info(), netservices.Gather),
		New(packages.Info(), packages.Gather),
		New(ports.Info(), ports.Gather(ports.Mode(opts.Nmap))),
		New(privilege.Info(), privilege.Gather),
		New(services.Info(), services.Gather),
		New(sshd.Info(), sshd.Gather),
		New(sudo.Info(), sudo.Gather),
		New(sysctl.Info(), sysctl.Gather),
	}
}
