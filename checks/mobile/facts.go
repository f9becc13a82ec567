// Package mobile reads what protects a host that leaves the building, and who
// reaches it from elsewhere: encryption of its disks, saved wireless networks,
// Bluetooth, VPNs, remote desktops and the lock of the screen. It judges nothing.
package mobile

import "isoscan/internal/facts"

// Facts is what the mobile check tells.
type Facts struct {
	Present   map[string]facts.Sourced[bool] `json:"present,omitzero" jsonschema:"whether there is any of: crypttab, swap, networks, wireguard, openvpn, ipsec, vnc, desktops, greeters; an entry is absent when it could not be told"`
	Volumes   map[string]Volume              `json:"volumes,omitzero" jsonschema:"file systems on local storage by mount point: the mounted ones of a running host, those of fstab otherwise"`
	Swap      map[string]Volume              `json:"swap,omitzero" jsonschema:"swap areas by device or file: the active ones of a running host, those of fstab otherwise"`
	Crypttab  map[string]Mapping             `json:"crypttab,omitzero" jsonschema:"entries of /etc/crypttab by name; empty without the file"`
	KeyFiles  map[string]KeyFile             `json:"key_files,omitzero" jsonschema:"key files of crypttab that are on this host, by path"`
	Networks  map[string]Network             `json:"networks,omitzero" jsonschema:"saved wireless networks of NetworkManager, wpa_supplicant and iwd, by file and, where a file holds several, line"`
	Radios    map[string]Radio               `json:"radios,omitzero" jsonschema:"radios of the running machine by name (rfkill(8)); empty when it has none"`
	Bluetooth *Bluetooth                     `json:"bluetooth,omitzero" jsonschema:"the Bluetooth service BlueZ"`
	WireGuard map[string]WireGuard           `json:"wireguard,omitzero" jsonschema:"WireGuard interfaces of wg-quick(8), by file"`
	OpenVPN   map[string]OpenVPN             `json:"openvpn,omitzero" jsonschema:"OpenVPN configurations that its units would start, by file"`
	IPsec     map[string]IPsec               `json:"ipsec,omitzero" jsonschema:"IPsec connections of ipsec.conf(5) and swanctl.conf(5), by file and line, and name where a line begins several"`
	XRDP      *XRDP                          `json:"xrdp,omitzero" jsonschema:"the remote desktop server xrdp"`
	VNC       map[string]VNC                 `json:"vnc,omitzero" jsonschema:"VNC servers, by the file that configures or starts them"`
	Desktops  map[string]Desktop             `json:"desktops,omitzero" jsonschema:"installed desktop environments by name: gnome, kde, xfce, mate, cinnamon, lxqt, lxde"`
	Greeters  map[string]Greeter             `json:"greeters,omitzero" jsonschema:"installed graphical log-on programs by name: gdm, lightdm"`
}

// Volume is one file system or swap area.
type Volume struct {
	Device    string       `json:"device" jsonschema:"device or file, as the table names it"`
	Type      string       `json:"type" jsonschema:"file system type, or swap"`
	Encrypted string       `json:"encrypted" jsonschema:"yes, no, or unknown when it could not be told"`
	How       string       `json:"how" jsonschema:"what shows it"`
	Source    facts.Source `json:"source" jsonschema:"where the volume was seen"`
}

// Mapping is one line of crypttab(5).
type Mapping struct {
	Device string `json:"device" jsonschema:"the encrypted device"`
	Mode   string `json:"mode" jsonschema:"luks, plain, swap, tmp, tcrypt or bitlk: what the options ask for; luks when they name none"`
	Cipher string `json:"cipher" jsonschema:"the option cipher= in lower case; empty when it is not set"`
	Size   int    `json:"size_bits" jsonschema:"the option size= in bits; 0 when it is not set"`
	Hash   string `json:"hash" jsonschema:"the option hash= in lower case; empty when it is not set"`
	// Key tells where the key comes from.
	Key    string       `json:"key" jsonschema:"where the key comes from: asked, file, random, token (TPM, FIDO2 or PKCS 11) or script"`
	File   string       `json:"file" jsonschema:"the key file as written; empty when there is none"`
	Source facts.Source `json:"source" jsonschema:"file and line"`
}

// KeyFile is who may read a file that holds a key (stat(2)).
type KeyFile struct {
	Path          string `json:"path" jsonschema:"path as written"`
	Mode          string `json:"mode" jsonschema:"four octal digits"`
	Owner         uint32 `json:"owner" jsonschema:"user id"`
	GroupReadable bool   `json:"group_readable" jsonschema:"its group may read it, and is not root's"`
	OtherReadable bool   `json:"other_readable" jsonschema:"everybody may read it"`
	Writable      bool   `json:"writable" jsonschema:"somebody other than its owner and root may write to it"`
}

// Network is one saved wireless network. Never its key or name.
type Network struct {
	Manager  string `json:"manager" jsonschema:"NetworkManager, wpa_supplicant or iwd"`
	Security string `json:"security" jsonschema:"open, wep, psk (WPA or WPA2 with a shared key), sae (WPA3), owe (encrypted without a key), enterprise, or the key management as written"`
	// Pairwise ciphers, only where TKIP is asked for.
	TKIP bool `json:"tkip" jsonschema:"only the old cipher TKIP, or WPA version 1, is allowed"`
	// Validated says whether the server of an enterprise network is checked.
	Validated   *bool        `json:"validated,omitzero" jsonschema:"a certificate authority is named, so that a false access point is noticed; enterprise networks only"`
	Autoconnect bool         `json:"autoconnect" jsonschema:"the host joins it by itself"`
	File        KeyFile      `json:"file" jsonschema:"the file that holds it, and the key with it"`
	Source      facts.Source `json:"source" jsonschema:"file, or file and line"`
}

// Radio is one transmitter.
type Radio struct {
	Kind    string       `json:"kind" jsonschema:"wlan, bluetooth, wwan, nfc, gps ..."`
	Blocked bool         `json:"blocked" jsonschema:"off, by switch or by software"`
	Source  facts.Source `json:"source" jsonschema:"folder of sysfs"`
}

// Bluetooth is the service BlueZ with main.conf and input.conf.
type Bluetooth struct {
	Present facts.Sourced[bool] `json:"present" jsonschema:"bluetoothd is installed"`
	// Settings are the ones that decide who may pair.
	Settings map[string]facts.Sourced[string] `json:"settings,omitzero" jsonschema:"DiscoverableTimeout, AlwaysPairable, JustWorksRepairing and Privacy of main.conf and ClassicBondedOnly of input.conf, defaults included; absent when the files could not be read"`
}

// WireGuard is one interface of wg-quick(8).
type WireGuard struct {
	File    KeyFile `json:"file" jsonschema:"the file, which holds the private key"`
	Listens bool    `json:"listens" jsonschema:"a fixed port is given, so that others connect to it"`
	Peers   []Peer  `json:"peers,omitzero" jsonschema:"the peers in order"`
}

// Peer is one [Peer] section.
type Peer struct {
	Endpoint  bool         `json:"endpoint" jsonschema:"its address is known; false: it may connect from anywhere"`
	Everyone  bool         `json:"everyone" jsonschema:"AllowedIPs holds every address of a family"`
	Preshared bool         `json:"preshared" jsonschema:"a key beside the public ones is shared with it"`
	Source    facts.Source `json:"source" jsonschema:"file and line of the section"`
}

// OpenVPN is one configuration of openvpn(8).
type OpenVPN struct {
	Role        string                `json:"role" jsonschema:"server, client, static when one shared key replaces TLS, or plain when there is neither and nothing is encrypted"`
	Ciphers     facts.Sourced[string] `json:"ciphers" jsonschema:"ciphers that data may be encrypted with, with colons, in upper case: the list, what it falls back to, and the old option cipher where the installed release heeds it"`
	Digest      facts.Sourced[string] `json:"digest" jsonschema:"the option auth in upper case"`
	TLSMin      facts.Sourced[string] `json:"tls_min" jsonschema:"the option tls-version-min; default when it is not set, for releases differ in what that is"`
	Guard       facts.Sourced[string] `json:"guard" jsonschema:"tls-crypt, tls-crypt-v2, tls-auth or none: what drops packets of strangers before TLS"`
	User        facts.Sourced[string] `json:"user" jsonschema:"account that it changes to; root when it does not"`
	ClientCert  facts.Sourced[string] `json:"client_certificate" jsonschema:"require, optional or none: what a server asks of its clients"`
	Password    facts.Sourced[bool]   `json:"password" jsonschema:"user and password are asked for as well"`
	PeerChecked facts.Sourced[bool]   `json:"peer_checked" jsonschema:"a client makes sure that the other side is a server (remote-cert-tls and its like)"`
	DuplicateCN facts.Sourced[bool]   `json:"duplicate_cn" jsonschema:"several clients may share one certificate"`
	Compression facts.Sourced[bool]   `json:"compression" jsonschema:"data may be compressed before it is encrypted, or taken compressed"`
	Management  facts.Sourced[string] `json:"management" jsonschema:"where the management interface listens: off, loopback, unix or network, followed by +password when it asks for one"`
	KeyInside   bool                  `json:"key_inside" jsonschema:"the file itself holds a private or shared key"`
	File        KeyFile               `json:"file" jsonschema:"the configuration file"`
}

// IPsec is one connection.
type IPsec struct {
	Name       string       `json:"name" jsonschema:"name of the connection"`
	Proposals  []string     `json:"proposals,omitzero" jsonschema:"algorithm proposals as written, in lower case and without !; empty when the defaults of the daemon hold"`
	Aggressive bool         `json:"aggressive" jsonschema:"aggressive mode of IKE version 1"`
	Shared     bool         `json:"shared" jsonschema:"authenticated with a shared secret"`
	Unsigned   bool         `json:"unauthenticated" jsonschema:"a side need not authenticate itself (authby=never or auth=null)"`
	Source     facts.Source `json:"source" jsonschema:"file and line of the section"`
}

// XRDP is xrdp.ini(5) and sesman.ini(5).
type XRDP struct {
	Present facts.Sourced[bool] `json:"present" jsonschema:"xrdp is configured on this host"`
	// Settings by name.
	Settings map[string]facts.Sourced[string] `json:"settings,omitzero" jsonschema:"security_layer, crypt_level, ssl_protocols, AllowRootLogin, MaxLoginRetry, TerminalServerUsers, AlwaysGroupCheck, KillDisconnected, IdleTimeLimit and DisconnectedTimeLimit in lower case, defaults included, as the programs take them: security_layer is rdp too where a certificate or its key is not there; absent when the files could not be read"`
}

// VNC is one VNC server.
type VNC struct {
	Program  string       `json:"program" jsonschema:"what serves: Xvnc, x11vnc, vncserver ..."`
	Password bool         `json:"password" jsonschema:"somebody who connects has to prove who they are"`
	Local    bool         `json:"local" jsonschema:"only this host itself can connect"`
	Tunnel   bool         `json:"encrypted" jsonschema:"only encrypted connections are taken"`
	Source   facts.Source `json:"source" jsonschema:"file and line"`
}

// Desktop is how one desktop environment locks, by its system-wide settings.
type Desktop struct {
	Known bool `json:"known" jsonschema:"its settings are understood; the rest is absent otherwise"`
	// Lock, Idle and Delay.
	Lock  *facts.Sourced[bool] `json:"lock,omitzero" jsonschema:"the screen locks when idle"`
	Idle  *facts.Sourced[int]  `json:"idle_seconds,omitzero" jsonschema:"seconds until the session counts as idle; 0 is never"`
	Delay *facts.Sourced[int]  `json:"delay_seconds,omitzero" jsonschema:"seconds between that and the lock"`
	// Automount and Autorun are GNOME's org.gnome.desktop.media-handling.
	Automount *facts.Sourced[bool] `json:"automount,omitzero" jsonschema:"a medium that is put in is mounted by itself; absent for desktops other than GNOME"`
	Autorun   *facts.Sourced[bool] `json:"autorun,omitzero" jsonschema:"a medium's own program is offered or started; absent for desktops other than GNOME"`
	Fixed     []string             `json:"fixed,omitzero" jsonschema:"which of lock, idle, delay, automount and autorun a user cannot change, sorted"`
	Source    facts.Source         `json:"source" jsonschema:"the program that shows that it is installed"`
}

// Greeter is a display manager's log-on screen.
type Greeter struct {
	HideUsers facts.Sourced[string] `json:"hide_users" jsonschema:"the names of accounts are not listed: yes, no, or none where the program knows no such setting"`
	Banner    facts.Sourced[string] `json:"banner" jsonschema:"a message is shown: yes, no or none"`
	Guest     facts.Sourced[string] `json:"guest" jsonschema:"a guest may log on without an account: yes, no or none"`
	XDMCP     facts.Sourced[string] `json:"xdmcp" jsonschema:"remote X terminals may ask for a log-on, unencrypted: yes, no or none"`
	VNC       facts.Sourced[string] `json:"vnc" jsonschema:"it serves VNC: yes, no or none"`
	Source    facts.Source          `json:"source" jsonschema:"the program that shows that it is installed"`
}
