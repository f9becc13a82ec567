package netservices

import (
	"maps"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

// vsftpdFlags and vsftpdOthers are the names of vsftpd.conf(5), with those that
// distributions add. The server does not start with any other.
var (
	vsftpdFlags = names(`allow_anon_ssl allow_writeable_chroot anon_mkdir_write_enable anon_other_write_enable anon_upload_enable
		anon_world_readable_only anonymous_enable ascii_download_enable ascii_upload_enable async_abor_enable background better_stou
		check_shell chmod_enable chown_uploads chroot_list_enable chroot_local_user connect_from_port_20 debug_ssl delete_failed_uploads
		deny_email_enable dirlist_enable dirmessage_enable download_enable dual_log_enable force_anon_data_ssl force_anon_logins_ssl
		force_dot_files force_local_data_ssl force_local_logins_ssl ftp_enable guest_enable hide_ids http_enable implicit_ssl isolate
		isolate_network listen listen_ipv6 local_enable lock_upload_files log_die log_ftp_protocol ls_recurse_enable mdtm_write no_anon_password
		no_log_lock one_process_model passwd_chroot_enable pasv_addr_resolve pasv_enable pasv_promiscuous port_enable port_promiscuous
		ptrace_sandbox require_cert require_ssl_reuse reverse_lookup_enable run_as_launching_user seccomp_sandbox secure_email_list_enable
		session_support setproctitle_enable ssl_enable ssl_request_cert ssl_sslv2 ssl_sslv3 ssl_tlsv1 ssl_tlsv1_1 ssl_tlsv1_2 ssl_tlsv1_3
		strict_ssl_read_eof strict_ssl_write_shutdown syslog_enable tcp_wrappers text_userdb_names tilde_user_enable use_localtime
		use_sendfile userlist_deny userlist_enable userlist_log utf8_filesystem validate_cert virtual_use_local_privs wc_logs_enable write_enable
		xferlog_enable xferlog_std_format`)
	vsftpdOthers = names(`accept_timeout anon_max_rate anon_root anon_umask banned_email_file banner_file ca_certs_file chown_upload_mode
		chown_username chroot_list_file cmds_allowed cmds_denied connect_timeout data_connection_timeout delay_failed_login
		delay_successful_login deny_file dh_param_file dsa_cert_file dsa_private_key_file ecdh_param_file email_password_file file_open_mode
		ftp_data_port ftp_username ftpd_banner guest_username hide_file idle_session_timeout listen_address listen_address6 listen_port
		local_max_rate local_root local_umask max_clients max_login_fails max_per_ip message_file nopriv_user pam_service_name pasv_address
		pasv_max_port pasv_min_port rsa_cert_file rsa_private_key_file secure_chroot_dir ssl_ciphers ssl_ciphersuites ssl_sni_hostname
		trans_chunk_size user_config_dir user_sub_token userlist_file vsftpd_log_file xferlog_file bind_retries`)
)

func names(text string) map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(text) {
		out[n] = true
	}
	return out
}

// vsftpdStart is a server: files of which later ones win, and settings of the
// command line ("-oname=value"), which win over all: vsftpd(8).
type vsftpdStart struct {
	files   []string
	options map[string]iniValue
}

// vsftpd has one server a file, and those that units start with other files or
// options.
func (g *gatherer) vsftpd(out *FTP, p service.Product, source facts.Source) {
	var starts []vsftpdStart
	fail := func(err error) { g.gaps.Add(in("ftp.servers", "vsftpd"), err) }
	execs, err := g.Execs(service.Runs("vsftpd"))
	if err != nil {
		fail(err)
		return
	}
	for _, e := range execs {
		s := vsftpdStart{options: map[string]iniValue{}}
		for i := 1; i < len(e.Args); i++ {
			a := e.Args[i]
			if a == "-o" && i+1 < len(e.Args) {
				i++
				a += e.Args[i]
			}
			if o, ok := strings.CutPrefix(a, "-o"); ok {
				name, value, _ := strings.Cut(o, "=")
				s.options[name] = iniValue{value, e.Source}
			} else if !strings.Contains(a, "%") { // of a template: its files are found below
				s.files = append(s.files, a)
			}
		}
		if len(s.files) > 1 || len(s.files) == 1 && (len(s.options) > 0 || !slices.Contains(p.Configs, s.files[0])) {
			starts = append(starts, s)
		}
	}
	for _, pattern := range p.Configs {
		found, err := g.Glob(pattern)
		if err != nil {
			fail(err)
			return
		}
		for _, file := range found {
			if !slices.ContainsFunc(starts, func(s vsftpdStart) bool { return slices.Contains(s.files, file) }) {
				starts = append(starts, vsftpdStart{files: []string{file}})
			}
		}
	}
	if len(starts) == 0 {
		out.Servers["vsftpd"] = g.vsftpdFacts(map[string]iniValue{}, source)
	}
	for i, s := range starts {
		key := "vsftpd"
		if i > 0 {
			key += ": " + facts.Text(s.files[0])
		}
		server, err := g.vsftpdServer(s)
		if err != nil {
			g.gaps.Add(in("ftp.servers", key), err)
			continue
		}
		out.Servers[key] = server
	}
}

func (g *gatherer) vsftpdServer(s vsftpdStart) (FTPServer, error) {
	values := map[string]iniValue{}
	for _, file := range s.files {
		data, ok, err := g.Read(file)
		if err != nil {
			return FTPServer{}, err
		}
		if !ok {
			return FTPServer{}, lineError(file, 1, "the file is not there, so vsftpd does not start")
		}
		more, err := parseVsftpd(file, data)
		if err != nil {
			return FTPServer{}, err
		}
		maps.Copy(values, more)
	}
	maps.Copy(values, s.options)
	on := func(name string) bool { v, _ := iniBool(values[name].value); return v }
	if on("listen") && on("listen_ipv6") {
		return FTPServer{}, lineError(s.files[0], 1, "listen and listen_ipv6 are both on, so vsftpd does not start")
	}
	server := g.vsftpdFacts(values, facts.File(facts.Text(s.files[0])))
	// In such a list stand those who are not confined, when the others are.
	if server.Chroot.Value && on("chroot_list_enable") && !on("guest_enable") {
		file := "/etc/vsftpd.chroot_list"
		if v, ok := values["chroot_list_file"]; ok {
			file = v.value
		}
		data, ok, err := g.Read(file)
		if err != nil {
			return FTPServer{}, err
		}
		if ok && strings.TrimSpace(string(data)) != "" {
			server.Chroot = facts.At(false, values["chroot_list_enable"].source)
		}
	}
	return server, nil
}

// parseVsftpd reads "name=value" with no blanks around the equals sign and
// behind: vsftpd.conf(5). With any other line the server does not start.
func parseVsftpd(file string, data []byte) (map[string]iniValue, error) {
	out := map[string]iniValue{}
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' || strings.TrimSpace(line) == "" {
			continue
		}
		name, value, ok := strings.Cut(strings.TrimLeft(line, " \t\r\v\f"), "=")
		refused := func(why string) (map[string]iniValue, error) {
			return nil, lineError(file, i+1, "%s, so vsftpd does not start", why)
		}
		_, boolean := vsftpdBool(value)
		switch {
		case !ok:
			return refused("no setting of the form name=value")
		case !vsftpdFlags[name] && !vsftpdOthers[name]:
			return refused(facts.Text(name) + " is no setting")
		case vsftpdFlags[name] && !boolean:
			return refused(name + " is neither YES nor NO")
		}
		out[name] = iniValue{value, at(file, i+1)}
	}
	return out, nil
}

// vsftpdBool knows neither on nor off, and no blanks.
func vsftpdBool(s string) (value, ok bool) {
	switch strings.ToUpper(s) {
	case "YES", "TRUE", "1":
		return true, true
	case "NO", "FALSE", "0":
		return false, true
	}
	return false, false
}

func (g *gatherer) vsftpdFacts(v map[string]iniValue, source facts.Source) FTPServer {
	get := func(name string, fallback bool) facts.Sourced[bool] {
		if s, ok := v[name]; ok {
			if on, ok := vsftpdBool(s.value); ok {
				return facts.At(on, s.source)
			}
		}
		return facts.At(fallback, facts.Default("vsftpd"))
	}
	s := FTPServer{
		Anonymous: get("anonymous_enable", true), Local: get("local_enable", false), Chroot: get("chroot_local_user", false),
		TLSRequired: get("ssl_enable", false), Source: source,
	}
	s.AnonymousWrite = facts.At(false, facts.Default("vsftpd"))
	if get("write_enable", false).Value && s.Anonymous.Value {
		for _, n := range []string{"anon_upload_enable", "anon_mkdir_write_enable", "anon_other_write_enable"} {
			if w := get(n, false); w.Value {
				s.AnonymousWrite = w
				break
			}
		}
	}
	// Guests are always kept in their folders.
	if guest := get("guest_enable", false); guest.Value {
		s.Chroot = guest
	}
	if force := get("force_local_logins_ssl", true); s.TLSRequired.Value && !force.Value {
		s.TLSRequired = force
	}
	return s
}
