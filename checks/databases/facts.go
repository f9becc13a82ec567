package databases

import "isoscan/internal/facts"

// Facts is how the databases of a host let clients in.
type Facts struct {
	PostgreSQL    *PostgreSQL    `json:"postgresql,omitzero"`
	MySQL         *MySQL         `json:"mysql,omitzero" jsonschema:"MySQL and MariaDB"`
	Redis         *Redis         `json:"redis,omitzero" jsonschema:"Redis, Valkey and KeyDB"`
	Memcached     *Memcached     `json:"memcached,omitzero"`
	MongoDB       *MongoDB       `json:"mongodb,omitzero"`
	Elasticsearch *Elasticsearch `json:"elasticsearch,omitzero" jsonschema:"Elasticsearch and OpenSearch"`
}

// PostgreSQL is every cluster of the host.
type PostgreSQL struct {
	Present  *facts.Sourced[bool] `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Clusters map[string]Cluster   `json:"clusters,omitzero" jsonschema:"by the path of postgresql.conf"`
}

// Cluster is one database server (postgresql.conf, pg_hba.conf).
type Cluster struct {
	// Settings are those in force after a start: postgresql.conf with its includes, then postgresql.auto.conf.
	Settings map[string]facts.Sourced[string] `json:"settings,omitzero" jsonschema:"effective settings by name, booleans as on and off"`
	// Scope is how far listen_addresses reaches.
	Scope *facts.Sourced[string] `json:"scope,omitzero" jsonschema:"how far listen_addresses reaches: none, loopback, network (single addresses) or all"`
	HBA   []Access               `json:"hba,omitzero" jsonschema:"lines of pg_hba.conf in order; the first that matches a connection decides"`
}

// Access is one line of pg_hba.conf.
type Access struct {
	Type      string   `json:"type" jsonschema:"local, host, hostssl, hostnossl, hostgssenc or hostnogssenc"`
	Databases []string `json:"databases,omitzero" jsonschema:"database names and keywords; a keyword that was quoted keeps its quotes"`
	Users     []string `json:"users,omitzero" jsonschema:"user names, +roles and keywords; a keyword that was quoted keeps its quotes"`
	Address   string   `json:"address" jsonschema:"client address with prefix length, host name, all, samehost or samenet; empty for local"`
	// Clients says who that is.
	Clients string `json:"clients" jsonschema:"local (socket), loopback, host (one machine), network or all"`
	Method  string `json:"method" jsonschema:"authentication method"`
	// ClientCert is the option of that name.
	ClientCert string `json:"clientcert" jsonschema:"the setting clientcert, empty when not set"`
	// Shadowed: an earlier line matches every connection that this one would.
	Shadowed bool         `json:"shadowed" jsonschema:"never reached, for an earlier line matches all it would match"`
	Source   facts.Source `json:"source"`
}

// MySQL is the server's options and the passwords kept for clients.
type MySQL struct {
	Present *facts.Sourced[bool]   `json:"present,omitzero" jsonschema:"server configuration, program or package is there"`
	Flavor  *facts.Sourced[string] `json:"flavor,omitzero" jsonschema:"mariadb or mysql; absent when it could not be told"`
	Version *string                `json:"version,omitzero" jsonschema:"version of the server's package; absent when there is none"`
	// Settings are options of the server's groups, the last one of a name.
	Settings map[string]facts.Sourced[string] `json:"settings,omitzero" jsonschema:"effective options by name with dashes; booleans as on and off"`
	Scope    *facts.Sourced[string]           `json:"scope,omitzero" jsonschema:"how far bind-address and skip-networking let clients reach: none, loopback, network or all"`
	// ClientFiles hold passwords for programs.
	ClientFiles map[string]ClientFile `json:"client_files,omitzero" jsonschema:"option files of clients and of root that hold a password, by path"`
}

// ClientFile is an option file with a password in it.
type ClientFile struct {
	Mode          string       `json:"mode" jsonschema:"four octal digits"`
	Owner         uint32       `json:"owner" jsonschema:"UID"`
	OtherReadable bool         `json:"other_readable" jsonschema:"others can read it"`
	Source        facts.Source `json:"source" jsonschema:"where the password is set"`
}

// Redis is every configured server of Redis, Valkey and KeyDB.
type Redis struct {
	Present   *facts.Sourced[bool]     `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Instances map[string]RedisInstance `json:"instances,omitzero" jsonschema:"by the path of the configuration file; default: PRODUCT when there is none"`
}

// RedisInstance is one server (redis.conf).
type RedisInstance struct {
	Version *string `json:"version,omitzero" jsonschema:"version of the package; absent when not known"`
	// Settings hold no password.
	Settings map[string]facts.Sourced[string] `json:"settings,omitzero" jsonschema:"effective directives by name; bind is a list of words"`
	Scope    *facts.Sourced[string]           `json:"scope,omitzero" jsonschema:"how far bind, port and tls-port let clients reach: none, loopback, network or all"`
	// Open: the user default, whom every connection starts as, is on and has no password.
	Open *facts.Sourced[bool] `json:"open,omitzero" jsonschema:"clients need no password: no requirepass, and the ACL user default is on without a password"`
	// Passwordless are further users of the ACL.
	Passwordless map[string]facts.Sourced[string] `json:"passwordless,omitzero" jsonschema:"ACL users besides default that are on without a password, with on nopass as value"`
	// Refuses says what protected mode does with clients from outside.
	Refuses string   `json:"refuses" jsonschema:"whether protected-mode turns away clients from outside that need no password: yes, no, or unknown when it depends on a release that is not known"`
	Renamed []string `json:"renamed,omitzero" jsonschema:"commands that rename-command renames or removes, in lower case, sorted"`
}

// Memcached is every configured instance.
type Memcached struct {
	Present   *facts.Sourced[bool]         `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Instances map[string]MemcachedInstance `json:"instances,omitzero" jsonschema:"by configuration file, or unit where a unit has all options"`
}

// MemcachedInstance is one server (memcached(1)).
type MemcachedInstance struct {
	Scope facts.Sourced[string] `json:"scope" jsonschema:"how far -l and -s let clients reach: none, loopback, network or all"`
	UDP   *facts.Sourced[int]   `json:"udp,omitzero" jsonschema:"UDP port, 0 when off; absent when it depends on a release that is not known"`
	SASL  facts.Sourced[bool]   `json:"sasl" jsonschema:"clients authenticate (-S or -Y)"`
	TLS   facts.Sourced[bool]   `json:"tls" jsonschema:"transport encryption (-Z)"`
}

// MongoDB is the server's configuration.
type MongoDB struct {
	Present   *facts.Sourced[bool]       `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Instances map[string]MongoDBInstance `json:"instances,omitzero" jsonschema:"by configuration file"`
}

// MongoDBInstance is one mongod.conf.
type MongoDBInstance struct {
	Scope         *facts.Sourced[string] `json:"scope,omitzero" jsonschema:"how far net.bindIp and net.bindIpAll let clients reach; absent when it depends on a release that is not known"`
	Authorization facts.Sourced[bool]    `json:"authorization" jsonschema:"clients must authenticate: security.authorization, or a key file or cluster authentication that implies it"`
	TLS           facts.Sourced[string]  `json:"tls" jsonschema:"the setting net.tls.mode: disabled, allowTLS, preferTLS or requireTLS"`
}

// Elasticsearch is the search engines of the host.
type Elasticsearch struct {
	Present   *facts.Sourced[bool]             `json:"present,omitzero" jsonschema:"configuration, program or package is there"`
	Instances map[string]ElasticsearchInstance `json:"instances,omitzero" jsonschema:"by configuration file"`
}

// ElasticsearchInstance is one elasticsearch.yml or opensearch.yml.
type ElasticsearchInstance struct {
	Product  string                `json:"product" jsonschema:"elasticsearch or opensearch"`
	Scope    facts.Sourced[string] `json:"scope" jsonschema:"how far http.host, http.bind_host or network.host let clients reach"`
	Security *facts.Sourced[bool]  `json:"security,omitzero" jsonschema:"clients must authenticate; absent when it depends on a release that is not known"`
	HTTPTLS  *facts.Sourced[bool]  `json:"http_tls,omitzero" jsonschema:"the setting for TLS on the HTTP port; absent when it depends on a release that is not known"`
}
