package sshd

// kind says how the arguments of a keyword are read and what repeating it does.
type kind int

// The kinds. Unless said otherwise the first value wins.
const (
	// kindChoice: one of a set of words.
	kindChoice kind = iota
	// kindInt: a number, zero or more.
	kindInt
	// kindTime: a time such as 2m30s; the value is in seconds.
	kindTime
	// kindText: one argument as it stands.
	kindText
	// kindPath: one file name, made absolute.
	kindPath
	// kindRest: the rest of the line.
	kindRest
	// kindCommand: the rest of the line, an absolute path or none.
	kindCommand
	// kindAlgorithms: a list that +, - or ^ may relate to the default.
	kindAlgorithms
	// kindAccumulate: every line adds its arguments.
	kindAccumulate
	// kindUsers: kindAccumulate of USER[@HOST] patterns.
	kindUsers
	// kindList: the first line's arguments.
	kindList
	// kindSpecial: has a reader of its own, in special.go.
	kindSpecial
)

// keyword describes one setting of sshd_config(5).
type keyword struct {
	// name in lower case, as sshd -T prints it.
	name string
	kind kind
	// def is the compiled-in default as sshd -T prints it; empty for a list
	// that nothing fills.
	def string
	// defs replaces def where releases differ.
	defs []since
	// built: the default depends on how the program was built, so that an unset
	// value stays unknown.
	built bool
	// since and until bound the releases that know the keyword.
	since, until version
	// match: it may stand in a Match block, from matchSince on.
	match      bool
	matchSince version
	// values of kindChoice, from what may be written to what it means.
	values map[string]string
	// algorithms is the list kind of kindAlgorithms.
	algorithms string
	// vendor: only distributions' builds know it.
	vendor bool
}

var (
	yesNo = map[string]string{"yes": "yes", "no": "no"}
	// sshd -T of some releases prints without-password, the older word for the
	// same; here it is always prohibit-password.
	rootLogin = map[string]string{
		"without-password": "prohibit-password", "prohibit-password": "prohibit-password",
		"forced-commands-only": "forced-commands-only", "yes": "yes", "no": "no",
	}
	forwarding  = map[string]string{"yes": "yes", "all": "yes", "no": "no", "remote": "remote", "local": "local"}
	compression = map[string]string{"yes": "yes", "delayed": "yes", "no": "no"}
	gateway     = map[string]string{"yes": "yes", "no": "no", "clientspecified": "clientspecified"}
	rhosts      = map[string]string{"yes": "yes", "no": "no", "shosts-only": "shosts-only"}
	family      = map[string]string{"any": "any", "inet": "inet", "inet6": "inet6"}
	facilities  = map[string]string{
		"daemon": "DAEMON", "user": "USER", "auth": "AUTH", "authpriv": "AUTHPRIV",
		"local0": "LOCAL0", "local1": "LOCAL1", "local2": "LOCAL2", "local3": "LOCAL3",
		"local4": "LOCAL4", "local5": "LOCAL5", "local6": "LOCAL6", "local7": "LOCAL7",
	}
	levels = map[string]string{
		"quiet": "QUIET", "fatal": "FATAL", "error": "ERROR", "info": "INFO", "verbose": "VERBOSE",
		"debug": "DEBUG", "debug1": "DEBUG", "debug2": "DEBUG2", "debug3": "DEBUG3",
	}
	digests = map[string]string{"md5": "MD5", "sha1": "SHA1", "sha256": "SHA256", "sha384": "SHA384", "sha512": "SHA512"}
)

// flag is a yes-or-no keyword; in Match blocks too when match is set.
func flag(name, def string, match bool) keyword {
	return keyword{name: name, def: def, match: match, values: yesNo}
}

// keywords lists every setting, with what the releases of OpenSSH know.
var keywords = []keyword{
	{name: "port", kind: kindSpecial},
	{name: "addressfamily", def: "any", values: family},
	{name: "listenaddress", kind: kindSpecial},
	flag("usepam", "no", false),
	{name: "pamservicename", kind: kindText, def: "sshd", since: version{9, 8}, match: true},
	{name: "logingracetime", kind: kindTime, def: "120"},
	{name: "x11displayoffset", kind: kindInt, def: "10", match: true},
	{name: "maxauthtries", kind: kindInt, def: "6", match: true},
	{name: "maxsessions", kind: kindInt, def: "10", match: true},
	{name: "clientaliveinterval", kind: kindTime, def: "0", match: true},
	{name: "clientalivecountmax", kind: kindInt, def: "3", match: true},
	{name: "requiredrsasize", kind: kindInt, def: "1024", since: version{9, 1}, match: true},
	{name: "streamlocalbindmask", kind: kindSpecial, def: "0177", match: true},
	{name: "unusedconnectiontimeout", kind: kindSpecial, def: "none", since: version{9, 2}, match: true},
	{name: "permitrootlogin", def: "prohibit-password", match: true, values: rootLogin},
	{name: "ignorerhosts", def: "yes", match: true, matchSince: version{8, 4}, values: rhosts},
	flag("ignoreuserknownhosts", "no", false),
	flag("hostbasedauthentication", "no", true),
	flag("hostbasedusesnamefrompacketonly", "no", true),
	flag("pubkeyauthentication", "yes", true),
	flag("kerberosauthentication", "no", true),
	flag("kerberosorlocalpasswd", "yes", false),
	flag("kerberosticketcleanup", "yes", false),
	{name: "kerberosgetafstoken", values: yesNo, built: true},
	flag("gssapiauthentication", "no", true),
	flag("gssapicleanupcredentials", "yes", false),
	{name: "gssapistrictacceptorcheck", values: yesNo, defs: []since{{version{7, 0}, "no"}, {version{7, 6}, "yes"}}},
	{name: "gssapidelegatecredentials", values: yesNo, def: "yes", since: version{10, 3}},
	{name: "gssapikeyexchange", values: yesNo, def: "no", vendor: true},
	{name: "gssapistorecredentialsonrekey", values: yesNo, def: "no", vendor: true},
	{name: "gssapikexalgorithms", kind: kindText, built: true, vendor: true},
	{name: "gssapienablek5users", values: yesNo, built: true, vendor: true},
	{name: "debianbanner", values: yesNo, built: true, vendor: true},
	flag("passwordauthentication", "yes", true),
	{name: "kbdinteractiveauthentication", values: yesNo, match: true, defs: []since{{version{7, 0}, "no"}, {version{8, 7}, "yes"}}},
	{name: "challengeresponseauthentication", values: yesNo, def: "yes", until: version{8, 7}},
	flag("printmotd", "yes", false),
	flag("printlastlog", "yes", false),
	flag("x11forwarding", "no", true),
	flag("x11uselocalhost", "yes", true),
	flag("permittty", "yes", true),
	flag("permituserrc", "yes", true),
	flag("strictmodes", "yes", false),
	flag("tcpkeepalive", "yes", false),
	flag("permitemptypasswords", "no", true),
	{name: "compression", def: "yes", values: compression},
	{name: "gatewayports", def: "no", match: true, values: gateway},
	flag("usedns", "no", false),
	{name: "allowtcpforwarding", def: "yes", match: true, values: forwarding},
	flag("allowagentforwarding", "yes", true),
	flag("disableforwarding", "no", true),
	{name: "allowstreamlocalforwarding", def: "yes", match: true, values: forwarding},
	flag("streamlocalbindunlink", "no", true),
	{name: "fingerprinthash", kind: kindSpecial, def: "SHA256"},
	{name: "exposeauthinfo", def: "no", since: version{7, 6}, match: true, values: yesNo},
	{name: "refuseconnection", def: "no", since: version{9, 9}, match: true, values: yesNo},
	{name: "pidfile", kind: kindPath, built: true},
	{name: "modulifile", kind: kindPath, built: true, since: version{8, 6}},
	{name: "xauthlocation", kind: kindPath, built: true},
	{name: "ciphers", kind: kindAlgorithms, algorithms: algCipher},
	{name: "macs", kind: kindAlgorithms, algorithms: algMAC},
	{name: "kexalgorithms", kind: kindAlgorithms, algorithms: algKex},
	{name: "hostkeyalgorithms", kind: kindAlgorithms, algorithms: algKey},
	{name: "hostbasedacceptedalgorithms", kind: kindAlgorithms, algorithms: algKey, match: true},
	{name: "pubkeyacceptedalgorithms", kind: kindAlgorithms, algorithms: algKey, match: true},
	{name: "casignaturealgorithms", kind: kindAlgorithms, algorithms: algSig, since: version{7, 9}, match: true},
	{name: "banner", kind: kindPath, def: "none", match: true},
	{name: "forcecommand", kind: kindRest, def: "none", match: true},
	{name: "chrootdirectory", kind: kindText, def: "none", match: true},
	{name: "trustedusercakeys", kind: kindPath, def: "none", match: true},
	{name: "revokedkeys", kind: kindPath, def: "none", match: true},
	{name: "securitykeyprovider", kind: kindPath, def: "internal", since: version{8, 2}},
	{name: "authorizedprincipalsfile", kind: kindText, def: "none", match: true},
	{name: "versionaddendum", kind: kindRest, def: "none"},
	{name: "authorizedkeyscommand", kind: kindCommand, def: "none", match: true},
	{name: "authorizedkeyscommanduser", kind: kindText, def: "none", match: true},
	{name: "authorizedprincipalscommand", kind: kindCommand, def: "none", match: true},
	{name: "authorizedprincipalscommanduser", kind: kindText, def: "none", match: true},
	{name: "hostkeyagent", kind: kindPath, def: "none"},
	{name: "rdomain", kind: kindSpecial, built: true, since: version{7, 9}, match: true},
	{name: "sshdsessionpath", kind: kindPath, built: true, since: version{9, 8}},
	{name: "sshdauthpath", kind: kindPath, built: true, since: version{10, 0}},
	{name: "loglevel", def: "INFO", match: true, matchSince: version{7, 6}, values: levels},
	{name: "syslogfacility", def: "AUTH", values: facilities},
	{name: "authorizedkeysfile", kind: kindList, def: ".ssh/authorized_keys .ssh/authorized_keys2", match: true},
	{name: "hostkey", kind: kindSpecial, def: "/etc/ssh/ssh_host_rsa_key /etc/ssh/ssh_host_ecdsa_key /etc/ssh/ssh_host_ed25519_key"},
	{name: "hostcertificate", kind: kindSpecial},
	{name: "allowusers", kind: kindUsers, match: true},
	{name: "denyusers", kind: kindUsers, match: true},
	{name: "allowgroups", kind: kindAccumulate, match: true},
	{name: "denygroups", kind: kindAccumulate, match: true},
	{name: "acceptenv", kind: kindAccumulate, match: true},
	{name: "setenv", kind: kindSpecial, since: version{7, 8}, match: true},
	{name: "authenticationmethods", kind: kindSpecial, def: "any", match: true},
	{name: "logverbose", kind: kindList, since: version{8, 5}, match: true},
	{name: "channeltimeout", kind: kindSpecial, def: "none", since: version{9, 2}, match: true},
	{name: "subsystem", kind: kindSpecial, match: true, matchSince: version{9, 5}},
	{name: "maxstartups", kind: kindSpecial, def: "10:30:100"},
	{name: "persourcemaxstartups", kind: kindSpecial, def: "none", since: version{8, 5}},
	{name: "persourcenetblocksize", kind: kindSpecial, def: "32:128", since: version{8, 5}},
	{name: "persourcepenalties", kind: kindSpecial, built: true, since: version{9, 8}},
	{name: "persourcepenaltyexemptlist", kind: kindSpecial, def: "none", since: version{9, 8}},
	{name: "permittunnel", kind: kindSpecial, def: "no", match: true},
	{name: "ipqos", kind: kindSpecial, built: true, match: true},
	{name: "rekeylimit", kind: kindSpecial, def: "0 0", match: true},
	{name: "permitopen", kind: kindSpecial, def: "any", match: true},
	{name: "permitlisten", kind: kindSpecial, def: "any", since: version{7, 8}, match: true},
	{name: "permituserenvironment", kind: kindSpecial, def: "no"},
	{name: "pubkeyauthoptions", kind: kindSpecial, def: "none", since: version{8, 2}, match: true},
}

// alias is another name of a keyword, with its own bounds and place.
type alias struct {
	to    string
	since version
	// global: not allowed in a Match block although the keyword is.
	global bool
	vendor bool
}

var aliases = map[string]alias{
	"hostdsakey":                      {to: "hostkey"},
	"hostbasedacceptedkeytypes":       {to: "hostbasedacceptedalgorithms"},
	"pubkeyacceptedkeytypes":          {to: "pubkeyacceptedalgorithms"},
	"dsaauthentication":               {to: "pubkeyauthentication", global: true},
	"challengeresponseauthentication": {to: "kbdinteractiveauthentication", since: version{8, 7}},
	"skeyauthentication":              {to: "kbdinteractiveauthentication", since: version{8, 7}},
	"keepalive":                       {to: "tcpkeepalive"},
	"rsaminsize":                      {to: "requiredrsasize", vendor: true},
	"gssapicleanupcreds":              {to: "gssapicleanupcredentials", vendor: true},
}

// ignored keywords are accepted with any argument and have no effect.
var ignored = map[string]struct {
	match, vendor bool
	since         version
}{
	"pamauthenticationviakbdint": {}, "serverkeybits": {}, "keyregenerationinterval": {},
	"rhostsauthentication": {}, "rhostsrsaauthentication": {match: true},
	"rsaauthentication": {match: true}, "kerberostgtpassing": {}, "afstokenpassing": {},
	"checkmail": {}, "uselogin": {}, "protocol": {}, "verifyreversemapping": {},
	"reversemappingcheck": {}, "authorizedkeysfile2": {match: true}, "useprivilegeseparation": {},
	"skeyauthentication":    {}, // an alias from 8.7 on
	"permitblacklistedkeys": {vendor: true}, "gssusesessionccache": {vendor: true},
	"gssapiusesessioncredcache": {vendor: true}, "showpatchlevel": {vendor: true},
}

// renamed keywords were known by an alias only before a release.
var renamed = map[string]version{
	"hostbasedacceptedalgorithms": {8, 5},
	"pubkeyacceptedalgorithms":    {8, 5},
}

// fixed are values that hold without a keyword in releases before it existed.
var fixed = map[string][]since{
	"requiredrsasize": {{version{7, 0}, "768"}, {version{7, 6}, "1024"}},
}

// meaning is what a keyword on a line stands for in one build.
type meaning struct {
	keyword *keyword
	ignored bool
	match   bool
}

// lookup finds what the build takes a lower-case name for.
func (b *build) lookup(name string) (meaning, bool) {
	if a, ok := aliases[name]; ok {
		k := b.table[a.to]
		if (a.since.known() && !b.version.before(a.since)) || (!a.since.known() && b.knows(name, a.since, a.vendor)) {
			return meaning{keyword: k, match: !a.global && b.inMatch(k)}, true
		}
	}
	if k := b.table[name]; k != nil {
		from := k.since
		if r, ok := renamed[name]; ok {
			from = r
		}
		if b.knows(name, from, k.vendor) && (!k.until.known() || b.version.before(k.until)) {
			return meaning{keyword: k, match: b.inMatch(k)}, true
		}
	}
	if i, ok := ignored[name]; ok && b.knows(name, version{}, i.vendor) {
		return meaning{ignored: true, match: i.match}, true
	}
	return meaning{}, false
}

func (b *build) inMatch(k *keyword) bool {
	return k.match && !b.version.before(k.matchSince)
}

// knows: the binary decides where it could be read, for distributions port
// keywords back; else the release does, and what only distributions know is
// given the benefit of the doubt, as it relaxes nothing by being there.
func (b *build) knows(name string, from version, vendor bool) bool {
	if b.binary != nil {
		return b.has(name)
	}
	return vendor || !b.version.before(from)
}
