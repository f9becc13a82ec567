package sudo

import (
	"regexp"
	"strconv"
	"strings"
)

// The kinds of Defaults options. A trailing "?" in the table: may be negated.
const (
	kindFlag   = "flag"
	kindText   = "text"
	kindPath   = "path"
	kindNumber = "number"
	kindTime   = "minutes" // a decimal number of minutes
	kindSpan   = "span"    // seconds, or a sum of units such as 1h30m
	kindMode   = "mode"
	kindList   = "list"
	kindOther  = "other" // one of a set of words
)

// optionKinds lists the options of sudoers(5) by kind, to 1.9.17.
var optionKinds = map[string]string{
	kindFlag: `long_otp_prompt ignore_dot mail_always mail_badpass mail_no_user mail_no_host mail_no_perms
		mail_all_cmnds tty_tickets authenticate root_sudo log_host log_year shell_noargs set_home
		always_set_home path_info fqdn insults requiretty env_editor rootpw runaspw targetpw use_loginclass
		set_logname stay_setuid preserve_groups passprompt_override noexec ignore_local_sudoers
		closefrom_override setenv env_reset visiblepw pwfeedback fast_glob umask_override log_input log_stdin
		log_ttyin log_output log_stdout log_stderr log_ttyout compress_io use_pty set_utmp utmp_runas
		exec_background pam_setcred pam_session pam_acct_mgmt use_netgroups sudoedit_checkdir sudoedit_follow
		always_query_group_plugin netgroup_tuple ignore_audit_errors ignore_iolog_errors
		ignore_logfile_errors match_group_by_gid ignore_unknown_defaults user_command_timeouts iolog_flush
		syslog_pid case_insensitive_user case_insensitive_group log_allowed log_denied log_server_keepalive
		log_server_verify runas_allow_unknown_id runas_check_shell pam_ruser pam_rhost selinux intercept
		log_subcmds log_exit_status intercept_authenticate intercept_allow_setid noninteractive_auth
		log_passwords intercept_verify pam_silent use_nologin`,
	kindText: `badpass_message mailsub timestampowner passprompt runas_default role type group_plugin
		iolog_file privs limitprivs pam_service pam_login_service pam_askpass_service maxseq
		authfail_message apparmor_profile sudoers_locale lecture_status_dir timestampdir editor iolog_dir
		syslog? syslog_goodpri? syslog_badpri? mailerflags? mailto? mailfrom? exempt_group? secure_path?
		iolog_user? iolog_group? cmddenial_message?`,
	kindPath: `lecture_file? logfile? mailerpath? env_file? restricted_env_file? log_server_cabundle?
		log_server_peer_cert? log_server_peer_key? runcwd? runchroot? admin_flag? rlimit_as? rlimit_core?
		rlimit_cpu? rlimit_data? rlimit_fsize? rlimit_locks? rlimit_memlock? rlimit_nofile? rlimit_nproc?
		rlimit_rss? rlimit_stack?`,
	kindNumber: `loglinelen? passwd_tries closefrom syslog_maxlen`,
	kindTime:   `timestamp_timeout? passwd_timeout?`,
	kindSpan:   `command_timeout? log_server_timeout?`,
	kindMode:   `umask? iolog_mode`,
	kindList:   `env_check? env_delete? env_keep? log_servers? passprompt_regex?`,
	kindOther:  `lecture? listpw? verifypw? fdexec? timestamp_type log_format intercept_type`,
}

type option struct {
	kind      string
	negatable bool
}

// optionTable turns optionKinds into a table by option name.
func optionTable() map[string]option {
	table := map[string]option{}
	for kind, names := range optionKinds {
		for _, n := range strings.Fields(names) {
			name := strings.TrimSuffix(n, "?")
			table[name] = option{kind, name != n || kind == kindFlag}
		}
	}
	return table
}

var choices = map[string]string{
	"lecture": "never once always", "listpw": "never any all always", "verifypw": "never any all always",
	"fdexec": "never digest_only always", "timestamp_type": "global ppid tty kernel",
	"log_format": "sudo json json_compact json_pretty", "intercept_type": "dso trace",
}

var (
	minutes  = regexp.MustCompile(`^[+-]?[0-9]*(\.[0-9]*)?$`)
	timeSpan = regexp.MustCompile(`^([0-9]+[dhmsDHMS]?)+$`)
)

// check tells why sudo does not take a setting, or "".
func (o option) check(s setting) string {
	if s.op == "off" {
		if !o.negatable {
			return "no value specified for " + s.name
		}
		return ""
	}
	valued := s.op == "=" || s.op == "+=" || s.op == "-="
	if o.kind == kindFlag {
		if valued {
			return "option " + s.name + " does not take a value"
		}
		return ""
	}
	if s.op == "+=" || s.op == "-=" {
		if o.kind != kindList {
			return "option " + s.name + " is no list"
		}
		return ""
	}
	if !valued {
		if o.negatable && (s.name == "syslog" || o.kind == kindOther) {
			return ""
		}
		return "no value specified for " + s.name
	}
	ok := true
	switch o.kind {
	case kindNumber:
		n, err := strconv.ParseUint(s.value, 10, 31)
		ok = err == nil && (s.name != "closefrom" || n >= 3)
	case kindTime:
		ok = minutes.MatchString(s.value) && s.value != "" && s.value != "-"
	case kindSpan:
		ok = timeSpan.MatchString(s.value)
	case kindMode:
		_, err := strconv.ParseUint(s.value, 8, 12)
		ok = err == nil
	case kindPath:
		ok = s.value != "" && (s.value[0] == '/' || strings.HasPrefix(s.name, "run") || strings.HasPrefix(s.name, "rlimit_") || s.value[0] == '~')
	case kindOther:
		ok = false
		for _, c := range strings.Fields(choices[s.name]) {
			ok = ok || c == s.value
		}
	}
	if !ok {
		return "the value is invalid for option " + s.name
	}
	return ""
}
