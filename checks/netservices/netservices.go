// Package netservices gathers how network services other than databases, web
// and mail let clients in: SNMP, NFS, Samba, rsync, FTP, TFTP, name servers,
// container and node agents, debuggers, and whom the SSH client trusts.
// Configuration is read as each daemon reads it, from files alone.
package netservices

import (
	"context"
	"fmt"
	"strconv"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/service"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "netservices",
		Title: "Network services",
		Description: "Reads the configuration of snmpd, NFS exports, Samba, rsyncd, FTP and TFTP servers, BIND, Unbound and dnsmasq, the SSH client, " +
			"Docker, containerd and kubelet, and looks for debuggers in the command lines of units.",
	}
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: service.Open(ctx, h), gaps: gaps}
	f := &Facts{
		SNMP: g.snmp(), NFS: g.nfs(), Samba: g.samba(), Rsync: g.rsync(), FTP: g.ftp(), TFTP: g.tftp(), DNS: g.dns(),
		SSHClient: g.sshClient(), Docker: g.docker(), Containerd: g.containerd(), Kubelet: g.kubelet(), Debug: g.debug(),
	}
	return f, ctx.Err()
}

type gatherer struct {
	*service.Host
	gaps *facts.Gaps
}

// present tells whether a product is there; when that cannot be told, it is a
// gap for all of the product.
func (g *gatherer) present(name string, p service.Product) *facts.Sourced[bool] {
	there, err := g.Present(p)
	if err != nil {
		g.gaps.Add(name+".present", err)
		return nil
	}
	return there
}

// in writes the path of a key below a map of the facts.
func in(of, key string) string { return of + "[" + strconv.Quote(facts.Text(key)) + "]" }

// at is a line of a file as a source.
func at(path string, line int) facts.Source { return facts.FileLine(facts.Text(path), line) }

// lineError says where something could not be understood.
func lineError(path string, line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", facts.Text(path), line, fmt.Sprintf(format, args...))
}

// reader is what parsers with includes need of a host.
type reader interface {
	Read(path string) ([]byte, bool, error)
	Glob(pattern string) ([]string, error)
}

// maxDepth bounds files that include one another.
const maxDepth = 16

// older compares the first numbers of a version.
func older(version string, want ...int) bool {
	i := 0
	for _, w := range want {
		n := 0
		for i < len(version) && version[i] >= '0' && version[i] <= '9' {
			n = min(n*10+int(version[i]-'0'), 1<<20)
			i++
		}
		if n != w {
			return n < w
		}
		for i < len(version) && (version[i] < '0' || version[i] > '9') {
			i++
		}
	}
	return false
}
