package netservices

import "isoscan/internal/facts"

// Facts is how the network services of a host let clients in.
type Facts struct {
	SNMP       *SNMP           `json:"snmp,omitzero" jsonschema:"net-snmp's agent"`
	NFS        *NFS            `json:"nfs,omitzero" jsonschema:"exports of the kernel's NFS server"`
	Samba      *Samba          `json:"samba,omitzero"`
	Rsync      *Rsync          `json:"rsync,omitzero" jsonschema:"rsync as a daemon"`
	FTP        *FTP            `json:"ftp,omitzero" jsonschema:"vsftpd, ProFTPD and Pure-FTPd"`
	TFTP       *TFTP           `json:"tftp,omitzero" jsonschema:"tftpd-hpa and its like"`
	DNS        *DNS            `json:"dns,omitzero" jsonschema:"BIND, Unbound and dnsmasq"`
	SSHClient  *SSHClient      `json:"ssh_client,omitzero"`
	Docker     *Docker         `json:"docker,omitzero"`
	Containerd *Containerd     `json:"containerd,omitzero"`
	Kubelet    *Kubelet        `json:"kubelet,omitzero"`
	Debug      *DebugListeners `json:"debug,omitzero"`
}

// SNMP is the agent's access control (snmpd.conf(5)).
type SNMP struct {
	Present *facts.Sourced[bool]   `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Scope   *facts.Sourced[string] `json:"scope,omitzero" jsonschema:"how far agentaddress reaches: none, loopback, network (single addresses) or all"`
	// Accesses are what rocommunity, rwcommunity, rouser, rwuser and the chain of com2sec, group and access grant.
	Accesses []SNMPAccess        `json:"accesses,omitzero" jsonschema:"who may read or write, in the order of the file"`
	Users    map[string]SNMPUser `json:"users,omitzero" jsonschema:"accounts of createUser, by name"`
}

// SNMPAccess is one grant. The community itself is a secret and not kept.
type SNMPAccess struct {
	Version   string       `json:"version" jsonschema:"v1v2c or v3"`
	WellKnown bool         `json:"well_known" jsonschema:"the community is one that every scanner tries, such as public; false for v3"`
	Write     bool         `json:"write" jsonschema:"may set values"`
	Clients   string       `json:"clients" jsonschema:"from where: all, network, host or loopback"`
	Level     string       `json:"level" jsonschema:"least security of v3: noauth, auth or priv; none for v1v2c"`
	View      string       `json:"view" jsonschema:"subtree or view that limits it, empty for all"`
	Directive string       `json:"directive" jsonschema:"the directive that grants it"`
	Source    facts.Source `json:"source"`
}

// SNMPUser is the algorithms of one v3 account.
type SNMPUser struct {
	Auth   string       `json:"auth" jsonschema:"hash in upper case, such as MD5, SHA or SHA-256; empty for none"`
	Priv   string       `json:"priv" jsonschema:"cipher in upper case, such as DES or AES; empty for none"`
	Source facts.Source `json:"source"`
}

// NFS is the exports.
type NFS struct {
	Present *facts.Sourced[bool] `json:"present,omitzero" jsonschema:"exports file, program or package is there"`
	Exports []Export             `json:"exports,omitzero" jsonschema:"each folder and client of exports(5), in order"`
}

// Export is one folder for one client (exports(5)).
type Export struct {
	Path       string       `json:"path"`
	Client     string       `json:"client" jsonschema:"host, network, netgroup or pattern as written; * for everyone"`
	Clients    string       `json:"clients" jsonschema:"all, network, host or loopback"`
	Write      bool         `json:"write" jsonschema:"the option rw"`
	RootSquash bool         `json:"root_squash" jsonschema:"root of the client is not root here; all_squash counts"`
	Secure     bool         `json:"secure" jsonschema:"requests must come from a port below 1024"`
	Security   []string     `json:"security,omitzero" jsonschema:"flavours of sec=, such as sys or krb5p"`
	Kerberos   bool         `json:"kerberos" jsonschema:"every flavour authenticates users by Kerberos"`
	Source     facts.Source `json:"source"`
}

// Samba is the file server's configuration (smb.conf(5)).
type Samba struct {
	Present *facts.Sourced[bool] `json:"present,omitzero" jsonschema:"smb.conf, program or package is there"`
	// Global holds settings under their first names, synonyms resolved.
	Global map[string]facts.Sourced[string] `json:"global,omitzero" jsonschema:"settings of the section global, in lower case with defaults"`
	Shares map[string]Share                 `json:"shares,omitzero" jsonschema:"by name in lower case; without those that are not available"`
}

// Share is one section of smb.conf.
type Share struct {
	Path    string              `json:"path" jsonschema:"folder, as written"`
	Guest   facts.Sourced[bool] `json:"guest" jsonschema:"guest ok: no password is asked"`
	Write   facts.Sourced[bool] `json:"write" jsonschema:"not read only"`
	Print   bool                `json:"print" jsonschema:"a printer"`
	Limited bool                `json:"limited" jsonschema:"hosts allow names the clients"`
	Source  facts.Source        `json:"source"`
}

// Rsync is the daemon's modules (rsyncd.conf(5)).
type Rsync struct {
	Present *facts.Sourced[bool]   `json:"present,omitzero" jsonschema:"rsyncd.conf is there"`
	Modules map[string]RsyncModule `json:"modules,omitzero" jsonschema:"by name"`
}

// RsyncModule is one module.
type RsyncModule struct {
	Path    string              `json:"path"`
	Auth    facts.Sourced[bool] `json:"auth" jsonschema:"auth users names who may log on"`
	Write   facts.Sourced[bool] `json:"write" jsonschema:"not read only"`
	Limited facts.Sourced[bool] `json:"limited" jsonschema:"hosts allow names the clients, and not everyone"`
	Chroot  facts.Sourced[bool] `json:"chroot" jsonschema:"use chroot"`
	Root    bool                `json:"root" jsonschema:"files are accessed as root (uid)"`
	Source  facts.Source        `json:"source"`
}

// FTP is the servers of the host.
type FTP struct {
	Present *facts.Sourced[bool] `json:"present,omitzero" jsonschema:"a configuration, program or package of one of them is there"`
	Servers map[string]FTPServer `json:"servers,omitzero" jsonschema:"by product: vsftpd, proftpd, pure-ftpd"`
}

// FTPServer is what one server lets clients do.
type FTPServer struct {
	Anonymous      facts.Sourced[bool] `json:"anonymous" jsonschema:"clients log on without a password"`
	AnonymousWrite facts.Sourced[bool] `json:"anonymous_write" jsonschema:"and may change something"`
	// TLSRequired: passwords travel under TLS only.
	TLSRequired facts.Sourced[bool] `json:"tls_required" jsonschema:"log-on with a password needs TLS"`
	Chroot      facts.Sourced[bool] `json:"chroot" jsonschema:"users are kept in their folders"`
	Local       facts.Sourced[bool] `json:"local" jsonschema:"accounts of the host may log on"`
	Source      facts.Source        `json:"source" jsonschema:"the configuration"`
}

// TFTP is the server's options (tftpd(8)).
type TFTP struct {
	Present *facts.Sourced[bool]   `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Create  *facts.Sourced[bool]   `json:"create,omitzero" jsonschema:"new files may be uploaded (-c, --create)"`
	Secure  *facts.Sourced[bool]   `json:"secure,omitzero" jsonschema:"files are served from one folder (-s, --secure)"`
	Scope   *facts.Sourced[string] `json:"scope,omitzero" jsonschema:"how far the address reaches: loopback, network or all"`
}

// DNS is the name servers of the host.
type DNS struct {
	Present *facts.Sourced[bool]  `json:"present,omitzero" jsonschema:"a configuration, program or package of one of them is there"`
	Servers map[string]NameServer `json:"servers,omitzero" jsonschema:"by the path of the configuration"`
}

// NameServer is whom a name server answers.
type NameServer struct {
	Product string `json:"product" jsonschema:"bind, unbound or dnsmasq"`
	// Recursion is for whom it looks up other people's names, by view.
	Recursion map[string]facts.Sourced[string] `json:"recursion,omitzero" jsonschema:"for whom names are looked up, by view (_default without views): none, loopback, host, network or all"`
	// Transfers is who may copy a zone.
	Transfers map[string]facts.Sourced[string] `json:"transfers,omitzero" jsonschema:"who may copy a zone, by zone: none, key, loopback, host, network or all"`
	Updates   map[string]facts.Sourced[string] `json:"updates,omitzero" jsonschema:"who may change a zone, by zone: none, key, loopback, host, network or all"`
	Version   facts.Sourced[bool]              `json:"version" jsonschema:"tells its version to whoever asks"`
}

// SSHClient is whom the SSH client believes.
type SSHClient struct {
	Present  *facts.Sourced[bool]   `json:"present,omitzero" jsonschema:"ssh_config, program or package is there"`
	Settings []SSHClientSetting     `json:"settings,omitzero" jsonschema:"StrictHostKeyChecking, and files of known hosts that are /dev/null, in ssh_config and the users' files"`
	Default  *facts.Sourced[string] `json:"default,omitzero" jsonschema:"StrictHostKeyChecking for a host that no file names, in ssh_config(5) of the system, in lower case"`
}

// SSHClientSetting is one line.
type SSHClientSetting struct {
	Account string       `json:"account" jsonschema:"whose file it is; empty for the system's"`
	Hosts   string       `json:"hosts" jsonschema:"the Host or Match line that it belongs to, * for all"`
	Option  string       `json:"option" jsonschema:"stricthostkeychecking, userknownhostsfile or globalknownhostsfile"`
	Value   string       `json:"value" jsonschema:"in lower case"`
	Source  facts.Source `json:"source"`
}

// Docker is how the daemon is reached and how it confines (dockerd(8)).
type Docker struct {
	Present    *facts.Sourced[bool]             `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Listens    []DockerListen                   `json:"listens,omitzero" jsonschema:"addresses of daemon.json, of units' arguments and of the sockets that systemd opens for it"`
	Settings   map[string]facts.Sourced[string] `json:"settings,omitzero" jsonschema:"icc, iptables, userns-remap, live-restore, no-new-privileges, userland-proxy, log-driver, as text"`
	Registries []facts.Sourced[string]          `json:"insecure_registries,omitzero" jsonschema:"registries that are used without TLS"`
}

// DockerListen is one address of the API.
type DockerListen struct {
	Address  string       `json:"address"`
	Scope    string       `json:"scope" jsonschema:"none for a socket, loopback, network or all"`
	Verified bool         `json:"verified" jsonschema:"clients need a certificate (tlsverify, or tls since 20.10)"`
	Source   facts.Source `json:"source"`
}

// Containerd is the addresses of containerd's API (config.toml(5)).
type Containerd struct {
	Present *facts.Sourced[bool] `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Listens []DockerListen       `json:"listens,omitzero" jsonschema:"TCP addresses of grpc, debug and metrics"`
}

// Kubelet is the node agent's interface.
type Kubelet struct {
	Present       *facts.Sourced[bool]   `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Anonymous     *facts.Sourced[bool]   `json:"anonymous,omitzero" jsonschema:"requests without credentials are accepted"`
	Authorization *facts.Sourced[string] `json:"authorization,omitzero" jsonschema:"Webhook or AlwaysAllow"`
	ReadOnlyPort  *facts.Sourced[int]    `json:"read_only_port,omitzero" jsonschema:"port without authentication, 0 when off"`
}

// DebugListeners are debuggers and management agents in what units start.
type DebugListeners struct {
	// Source says what was looked through.
	Source  facts.Source    `json:"source" jsonschema:"what was looked through"`
	Looked  int             `json:"looked" jsonschema:"command lines and files of variables that were looked through"`
	Listens []DebugListener `json:"listens,omitzero" jsonschema:"debuggers that listen, sorted by source"`
}

// DebugListener is one of them. Command lines of running processes are not seen.
type DebugListener struct {
	Kind    string       `json:"kind" jsonschema:"jdwp, jmx, node, gdbserver, debugpy, delve or vnc"`
	Where   string       `json:"where" jsonschema:"unit or file"`
	Address string       `json:"address" jsonschema:"address and port as written"`
	Scope   string       `json:"scope" jsonschema:"loopback, network or all"`
	Open    bool         `json:"open" jsonschema:"asks for no password"`
	Source  facts.Source `json:"source"`
}
