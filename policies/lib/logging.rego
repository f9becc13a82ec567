# METADATA
# title: Where messages go
# description: >-
#   Puts the routes of several syslog daemons together. Takes its facts as
#   arguments and never reads input.
package lib.logging

# none is the evidence that no syslog daemon is configured whose rules are read;
# log-system-logging judges whether anything keeps a log.
none(daemons) := {{"message": "neither rsyslog nor syslog-ng is configured", "source": "/etc/rsyslog.conf"}} if count(daemons) == 0

none(daemons) := set() if count(daemons) > 0

# remotes are all hosts that get a copy.
remotes(daemons) := {sprintf("%s %s", [product, key]): remote |
	some product, daemon in daemons
	some key, remote in daemon.remotes
}

# whole are those that get everything.
whole(daemons) := {key: remote |
	some key, remote in remotes(daemons)
	remote.everything
}
