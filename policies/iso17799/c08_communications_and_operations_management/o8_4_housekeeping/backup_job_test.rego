package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.backup_job_test

_host(names, programs) := {
	"host": {"os": {"id": "debian", "version_id": "12", "source": "/etc/os-release"}},
	"services": {"starts": {name: start | some name in names; start := {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/x"}}},
	"jobs": {"ignored": {}, "jobs": {sprintf("/etc/cron.d/job:%d", [i]): job |
		some i, program in programs
		job := {"scheduler": "cron", "user": "root", "root": true, "told": true, "why": "", "programs": {program: {"exists": true, "weak": []}}, "source": "/etc/cron.d/job:1"}
	}},
}

_broken := {"jobs": {"ignored": {"/etc/cron.d/job": {"reason": "cron passes over the whole table: line 2: bad hour", "unsafe": false}}}}

_gone := {"jobs": {"jobs": {"/etc/cron.d/job:0": {"programs": {"/usr/bin/restic": {"exists": false}}}}}}

cases := {
	"cron_passes_the_table_over": {"verdict": "fail", "input": object.union(_host({"cron.service"}, ["/usr/bin/restic"]), _broken), "violations": ["back-up"]},
	"program_is_gone": {"verdict": "fail", "input": object.union(_host({"cron.service"}, ["/usr/bin/restic"]), _gone), "violations": ["back-up"]},
	"known_program": {"verdict": "pass", "input": _host({"cron.service"}, ["/usr/bin/restic"]), "evidence": "/usr/bin/restic"},
	"named_after_it": {"verdict": "pass", "input": _host({"cron.service"}, ["/usr/local/sbin/nightly-backup"])},
	"agent": {"verdict": "pass", "input": _host({"bacula-fd.service"}, []), "evidence": "bacula starts"},
	"timer": {"verdict": "pass", "input": _host({"borgmatic.timer"}, [])},
	"own_timer": {"verdict": "pass", "input": _host({"nightly-backup.timer"}, []), "evidence": "nightly-backup.timer"},
	"nothing": {"verdict": "fail", "input": _host({"cron.service"}, ["/usr/sbin/logrotate"]), "violations": ["back-up"]},
	"only_dpkgs_own": {"verdict": "fail", "input": _host({"dpkg-db-backup.timer"}, [])},
	"from_outside": {"verdict": "not_applicable", "params": {"backup_from_outside": true}, "input": _host({"cron.service"}, [])},
	"unreadable": {
		"verdict": "unknown",
		"input": _host({"cron.service"}, []),
		"gaps": [{"path": "jobs.jobs[\"/var/spool/cron/crontabs/*\"]", "reason": "/var/spool/cron/crontabs: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
