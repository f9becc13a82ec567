package logging

import "strings"

// ngWords are the options that each driver of syslog-ng takes, with dashes:
// "destination file", "source network" and so on; further those of tls() and of the
// global options. What is missing here may be new, so it is no mistake.
var ngWords = words(map[string]string{
	"destination file": "create-dirs dir-group dir-owner dir-perm disk-buffer flags flush-lines flush-timeout frac-digits fsync group hook-commands " +
		"local-time-zone log-fifo-size mark mark-freq mark-mode on-error optional overwrite-if-older owner pad-size perm persist-name " +
		"remove-if-older send-time-zone suppress symlink-as sync sync-freq template template-escape throttle time-reap time-reopen " +
		"time-zone truncate-size ts-format",
	"destination pipe": "create-dirs dir-group dir-owner dir-perm disk-buffer flags flush-lines flush-timeout frac-digits group hook-commands local- " +
		"time-zone log-fifo-size mark mark-freq mark-mode on-error owner pad-size perm persist-name send-time-zone suppress sync sync- " +
		"freq template template-escape throttle time-reap time-reopen time-zone truncate-size ts-format",
	"destination program": "disk-buffer flags flush-lines flush-timeout frac-digits hook-commands inherit-environment keep-alive local-time-zone log- " +
		"fifo-size mark mark-freq mark-mode on-error pad-size persist-name send-time-zone suppress sync sync-freq template template- " +
		"escape throttle time-reopen time-zone truncate-size ts-format",
	"destination usertty": "time-reopen",
	"destination unix-dgram": "close-on-input disk-buffer flags flush-lines flush-timeout frac-digits hook-commands keep-alive local-time-zone log-fifo-size " +
		"mark mark-freq mark-mode on-error pad-size persist-name send-time-zone so-broadcast so-keepalive so-rcvbuf so-reuseport so- " +
		"sndbuf suppress sync sync-freq tcp-keep-alive tcp-keepalive template template-escape throttle time-reopen time-zone truncate- " +
		"size ts-format",
	"destination unix-stream": "close-on-input disk-buffer flags flush-lines flush-timeout frac-digits hook-commands keep-alive local-time-zone log-fifo-size " +
		"mark mark-freq mark-mode on-error pad-size persist-name send-time-zone so-broadcast so-keepalive so-rcvbuf so-reuseport so- " +
		"sndbuf suppress sync sync-freq tcp-keep-alive tcp-keepalive template template-escape throttle time-reopen time-zone truncate- " +
		"size ts-format",
	"destination network": "close-on-input destport disk-buffer failover failover-servers flags flush-lines flush-timeout frac-digits hook-commands " +
		"interface ip-freebind ip-protocol ip-tos ip-ttl keep-alive local-time-zone localip localport log-fifo-size mark mark-freq " +
		"mark-mode on-error pad-size persist-name port send-time-zone so-broadcast so-keepalive so-rcvbuf so-reuseport so-sndbuf " +
		"spoof-source spoof-source-max-msglen suppress sync sync-freq tcp-keep-alive tcp-keepalive tcp-keepalive-intvl tcp-keepalive- " +
		"probes tcp-keepalive-time template template-escape throttle time-reopen time-zone tls transport truncate-size ts-format",
	"destination syslog": "close-on-input destport disk-buffer failover failover-servers flags flush-lines flush-timeout frac-digits hook-commands " +
		"interface ip-freebind ip-protocol ip-tos ip-ttl keep-alive local-time-zone localip localport log-fifo-size mark mark-freq " +
		"mark-mode on-error pad-size persist-name port send-time-zone so-broadcast so-keepalive so-rcvbuf so-reuseport so-sndbuf " +
		"spoof-source spoof-source-max-msglen suppress sync sync-freq tcp-keep-alive tcp-keepalive tcp-keepalive-intvl tcp-keepalive- " +
		"probes tcp-keepalive-time template template-escape throttle time-reopen time-zone tls transport truncate-size ts-format",
	"destination tcp": "close-on-input destport disk-buffer failover failover-servers flags flush-lines flush-timeout frac-digits hook-commands " +
		"interface ip-freebind ip-tos ip-ttl keep-alive local-time-zone localip localport log-fifo-size mark mark-freq mark-mode on- " +
		"error pad-size persist-name port send-time-zone so-broadcast so-keepalive so-rcvbuf so-reuseport so-sndbuf suppress sync " +
		"sync-freq tcp-keep-alive tcp-keepalive tcp-keepalive-intvl tcp-keepalive-probes tcp-keepalive-time template template-escape " +
		"throttle time-reopen time-zone tls truncate-size ts-format",
	"destination udp": "close-on-input destport disk-buffer failover failover-servers flags flush-lines flush-timeout frac-digits hook-commands " +
		"interface ip-freebind ip-tos ip-ttl keep-alive local-time-zone localip localport log-fifo-size mark mark-freq mark-mode on- " +
		"error pad-size persist-name port send-time-zone so-broadcast so-keepalive so-rcvbuf so-reuseport so-sndbuf spoof-source " +
		"spoof-source-max-msglen suppress sync sync-freq tcp-keep-alive tcp-keepalive tcp-keepalive-intvl tcp-keepalive-probes tcp- " +
		"keepalive-time template template-escape throttle time-reopen time-zone truncate-size ts-format",
	"source file": "chain-hostnames check-hostname default-facility default-level default-priority default-severity dir-group dir-owner dir-perm " +
		"dns-cache encoding flags follow-freq force-directory-polling format group hook-commands host-override keep-hostname keep- " +
		"timestamp log-fetch-limit log-iw-size log-msg-size log-prefix long-hostnames multi-line-garbage multi-line-mode multi-line- " +
		"prefix multi-line-suffix multi-line-timeout normalize-hostnames owner pad-size perm persist-name program-override read-old- " +
		"records recursive tags time-zone trim-large-messages use-dns use-fqdn use-syslogng-pid",
	"source pipe": "chain-hostnames check-hostname create-dirs default-facility default-level default-priority default-severity dir-group dir- " +
		"owner dir-perm dns-cache encoding flags format group hook-commands host-override keep-hostname keep-timestamp log-fetch-limit " +
		"log-iw-size log-msg-size log-prefix long-hostnames multi-line-garbage multi-line-mode multi-line-prefix multi-line-suffix " +
		"normalize-hostnames optional owner pad-size perm persist-name program-override read-old-records tags time-zone trim-large- " +
		"messages use-dns use-fqdn use-syslogng-pid",
	"source program": "chain-hostnames check-hostname default-facility default-level default-priority default-severity dns-cache encoding flags " +
		"format hook-commands host-override inherit-environment keep-hostname keep-timestamp log-fetch-limit log-iw-size log-msg-size " +
		"log-prefix long-hostnames normalize-hostnames persist-name program-override read-old-records tags time-zone trim-large- " +
		"messages use-dns use-fqdn use-syslogng-pid",
	"source unix-dgram": "chain-hostnames check-hostname create-dirs default-facility default-level default-priority default-severity dir-group dir- " +
		"owner dir-perm dns-cache dynamic-window-realloc-ticks dynamic-window-size dynamic-window-stats-freq encoding flags format " +
		"group hook-commands host-override keep-alive keep-hostname keep-timestamp listen-backlog local-creds log-fetch-limit log-iw- " +
		"size log-msg-size log-prefix long-hostnames max-connections normalize-hostnames optional owner pass-unix-credentials perm " +
		"persist-name program-override read-old-records so-broadcast so-keepalive so-passcred so-rcvbuf so-reuseport so-sndbuf tags " +
		"tcp-keep-alive tcp-keepalive time-zone trim-large-messages use-dns use-fqdn use-syslogng-pid",
	"source unix-stream": "chain-hostnames check-hostname create-dirs default-facility default-level default-priority default-severity dir-group dir- " +
		"owner dir-perm dns-cache dynamic-window-realloc-ticks dynamic-window-size dynamic-window-stats-freq encoding flags format " +
		"group hook-commands host-override keep-alive keep-hostname keep-timestamp listen-backlog local-creds log-fetch-limit log-iw- " +
		"size log-msg-size log-prefix long-hostnames max-connections normalize-hostnames optional owner pass-unix-credentials perm " +
		"persist-name program-override read-old-records so-broadcast so-keepalive so-passcred so-rcvbuf so-reuseport so-sndbuf tags " +
		"tcp-keep-alive tcp-keepalive time-zone trim-large-messages use-dns use-fqdn use-syslogng-pid",
	"source network": "chain-hostnames check-hostname default-facility default-level default-priority default-severity dns-cache dynamic-window- " +
		"realloc-ticks dynamic-window-size dynamic-window-stats-freq encoding flags format hook-commands host-override interface ip " +
		"ip-freebind ip-protocol ip-tos ip-ttl keep-alive keep-hostname keep-timestamp listen-backlog localip localport log-fetch- " +
		"limit log-iw-size log-msg-size log-prefix long-hostnames max-connections normalize-hostnames persist-name port program- " +
		"override read-old-records so-broadcast so-keepalive so-rcvbuf so-reuseport so-sndbuf tags tcp-keep-alive tcp-keepalive tcp- " +
		"keepalive-intvl tcp-keepalive-probes tcp-keepalive-time time-zone tls transport trim-large-messages use-dns use-fqdn use- " +
		"syslogng-pid",
	"source syslog": "chain-hostnames check-hostname default-facility default-level default-priority default-severity dns-cache dynamic-window- " +
		"realloc-ticks dynamic-window-size dynamic-window-stats-freq encoding flags format hook-commands host-override interface ip " +
		"ip-freebind ip-protocol ip-tos ip-ttl keep-alive keep-hostname keep-timestamp listen-backlog localip localport log-fetch- " +
		"limit log-iw-size log-msg-size log-prefix long-hostnames max-connections normalize-hostnames persist-name port program- " +
		"override read-old-records so-broadcast so-keepalive so-rcvbuf so-reuseport so-sndbuf tags tcp-keep-alive tcp-keepalive tcp- " +
		"keepalive-intvl tcp-keepalive-probes tcp-keepalive-time time-zone tls transport trim-large-messages use-dns use-fqdn use- " +
		"syslogng-pid",
	"source tcp": "chain-hostnames check-hostname default-facility default-level default-priority default-severity dns-cache dynamic-window- " +
		"realloc-ticks dynamic-window-size dynamic-window-stats-freq encoding flags format hook-commands host-override interface ip " +
		"ip-freebind ip-tos ip-ttl keep-alive keep-hostname keep-timestamp listen-backlog localip localport log-fetch-limit log-iw- " +
		"size log-msg-size log-prefix long-hostnames max-connections normalize-hostnames persist-name port program-override read-old- " +
		"records so-broadcast so-keepalive so-rcvbuf so-reuseport so-sndbuf tags tcp-keep-alive tcp-keepalive tcp-keepalive-intvl tcp- " +
		"keepalive-probes tcp-keepalive-time time-zone tls trim-large-messages use-dns use-fqdn use-syslogng-pid",
	"source udp": "chain-hostnames check-hostname default-facility default-level default-priority default-severity dns-cache encoding flags " +
		"format hook-commands host-override interface ip ip-freebind ip-tos ip-ttl keep-hostname keep-timestamp localip localport log- " +
		"fetch-limit log-iw-size log-msg-size log-prefix long-hostnames normalize-hostnames persist-name port program-override read- " +
		"old-records so-broadcast so-keepalive so-rcvbuf so-reuseport so-sndbuf tags tcp-keep-alive tcp-keepalive tcp-keepalive-intvl " +
		"tcp-keepalive-probes tcp-keepalive-time time-zone trim-large-messages use-dns use-fqdn use-syslogng-pid",
	"source internal": "chain-hostnames dns-cache host-override keep-hostname keep-timestamp log-fifo-size log-iw-size log-prefix long-hostnames " +
		"normalize-hostnames program-override read-old-records system tags use-dns use-fqdn use-syslogng-pid",
	"source wildcard-file": "base-dir chain-hostnames check-hostname default-facility default-level default-priority default-severity dir-group dir-owner " +
		"dir-perm dns-cache encoding filename-pattern flags follow-freq format group hook-commands host-override keep-hostname keep- " +
		"timestamp log-fetch-limit log-iw-size log-msg-size log-prefix long-hostnames max-files monitor-method multi-line-garbage " +
		"multi-line-mode multi-line-prefix multi-line-suffix multi-line-timeout normalize-hostnames owner pad-size perm persist-name " +
		"program-override read-old-records recursive tags time-zone trim-large-messages use-dns use-fqdn use-syslogng-pid",
	"source systemd-journal": "chain-hostnames default-facility default-level default-priority default-severity dns-cache hook-commands host-override keep- " +
		"hostname keep-timestamp log-fetch-limit log-iw-size log-prefix long-hostnames max-field-size namespace normalize-hostnames " +
		"persist-name prefix program-override read-old-records tags time-zone use-dns use-fqdn use-syslogng-pid",
	"source systemd-syslog": "chain-hostnames check-hostname default-facility default-level default-priority default-severity dns-cache encoding flags " +
		"format hook-commands host-override keep-hostname keep-timestamp log-fetch-limit log-iw-size log-msg-size log-prefix long- " +
		"hostnames normalize-hostnames persist-name program-override read-old-records so-broadcast so-keepalive so-rcvbuf so-reuseport " +
		"so-sndbuf tags tcp-keep-alive tcp-keepalive time-zone trim-large-messages use-dns use-fqdn use-syslogng-pid",
	"tls": "allow-compress ca-dir ca-file cert-file cipher-suite client-sigalgs crl-dir dhparam-file ecdh-curve-list key-file keylog-file " +
		"peer-verify pkcs12-file sigalgs sni ssl-options trusted-dn trusted-keys",
	"options": "bad-hostname chain-hostnames check-hostname create-dirs custom-domain dir-group dir-owner dir-perm disk-buffer dns-cache dns- " +
		"cache-expire dns-cache-expire-failed dns-cache-hosts dns-cache-size file-template flush-lines flush-timeout frac-digits group " +
		"keep-hostname keep-timestamp local-time-zone log-fetch-limit log-fifo-size log-iw-size log-msg-size long-hostnames mark mark- " +
		"freq mark-mode min-iw-size-per-reader normalize-hostnames on-error owner pass-unix-credentials perm proto-template recv-time- " +
		"zone send-time-zone stats stats-freq stats-level stats-lifetime stats-max-dynamics suppress sync sync-freq threaded time-reap " +
		"time-reopen time-sleep time-zone trim-large-messages ts-format use-dns use-fqdn use-rcptid use-uniqid",
	// system() hands what it is given to the drivers that it stands for.
	"source system": "exclude-kmsg",
})

func words(lists map[string]string) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for key, list := range lists {
		out[key] = map[string]bool{}
		for w := range strings.FieldsSeq(list) {
			out[key][w] = true
		}
	}
	return out
}
