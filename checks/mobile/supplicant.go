package mobile

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// supplicantNetworks reads the network={} blocks of wpa_supplicant.conf(5). The
// error is the first thing that wpa_supplicant refuses the file for; it joins
// no network of it then.
func supplicantNetworks(p, content string) (map[string]Network, error) {
	out := map[string]Network{}
	var refused error
	refuse := func(line int, why string) {
		if refused == nil {
			refused = fmt.Errorf("%s:%d: wpa_supplicant refuses the file: %s", facts.Text(p), line, why)
		}
	}
	var block map[string]string
	start, other := 0, false
	for i, line := range strings.Split(content, "\n") {
		line = strings.TrimSpace(uncomment(line))
		key, value, assigned := strings.Cut(line, "=")
		switch {
		case line == "":
		case block != nil && line == "}":
			source := facts.FileLine(facts.Text(p), start)
			n, err := supplicantNetwork(block, source)
			if err != nil {
				refuse(start, err.Error())
			}
			out[string(source)] = n
			block = nil
		case other && line == "}":
			other = false
		case other:
		case block != nil:
			switch {
			case !assigned || !supplicantField(key):
				refuse(i+1, "it has no field of that name")
			case strings.HasPrefix(value, `"`) && strings.Count(value, `"`) < 2:
				refuse(i+1, "a quote is not closed")
			}
			block[strings.TrimSpace(key)] = strings.TrimSpace(value)
		case line == "network={":
			block, start = map[string]string{}, i+1
		case line == "cred={" || strings.HasPrefix(line, "blob-base64-") && strings.HasSuffix(line, "={"):
			other, start = true, i+1
		case !assigned || !supplicantGlobals[key] && !strings.HasPrefix(key, "wmm_ac_") && !strings.HasPrefix(key, "tx_queue_"):
			refuse(i+1, "it has no setting of that name")
		}
	}
	if block != nil || other {
		refuse(start, "a block is not closed")
		if block != nil {
			source := facts.FileLine(facts.Text(p), start)
			out[string(source)], _ = supplicantNetwork(block, source)
		}
	}
	return out, refused
}

// supplicantManagement are the values of key_mgmt, and what they come to.
var supplicantManagement = map[string]string{
	"WPA-PSK": "psk", "WPA-EAP": "enterprise", "IEEE8021X": "wep", "NONE": "open", "WPA-NONE": "psk", "FT-PSK": "psk", "FT-EAP": "enterprise", "FT-EAP-SHA384": "enterprise",
	"WPA-PSK-SHA256": "psk", "WPA-EAP-SHA256": "enterprise", "WPS": "psk", "SAE": "sae", "FT-SAE": "sae", "SAE-EXT-KEY": "sae", "FT-SAE-EXT-KEY": "sae", "OSEN": "enterprise",
	"WPA-EAP-SUITE-B": "enterprise", "WPA-EAP-SUITE-B-192": "enterprise", "FILS-SHA256": "enterprise", "FILS-SHA384": "enterprise", "FT-FILS-SHA256": "enterprise",
	"FT-FILS-SHA384": "enterprise", "OWE": "owe", "DPP": "dpp", "WPA-EAP-SHA384": "enterprise",
}

// supplicantNetwork is one block.
func supplicantNetwork(block map[string]string, source facts.Source) (Network, error) {
	n := Network{Manager: "wpa_supplicant", Autoconnect: block["disabled"] != "1", Source: source}
	var failed error
	wrong := func(field, value string) {
		failed = fmt.Errorf("%s cannot be %q", field, facts.Text(value))
	}
	kinds := map[string]bool{}
	management, set := block["key_mgmt"]
	for _, m := range strings.Fields(management) {
		kind, known := supplicantManagement[m]
		if !known {
			wrong("key_mgmt", m)
		}
		kinds[kind] = true
	}
	if set && len(kinds) == 0 {
		wrong("key_mgmt", management)
	}
	if !set {
		// The default is WPA-PSK and WPA-EAP, whichever the rest is about.
		kinds[map[bool]string{true: "enterprise", false: "psk"}[block["eap"] != ""]] = true
	}
	for _, l := range []struct{ field, known string }{
		{"proto", "WPA RSN WPA2 OSEN"}, {"pairwise", "CCMP GCMP TKIP CCMP-256 GCMP-256 NONE"},
		{"group", "CCMP GCMP TKIP CCMP-256 GCMP-256 WEP104 WEP40 GTK_NOT_USED"}, {"auth_alg", "OPEN SHARED LEAP"},
	} {
		for _, v := range strings.Fields(block[l.field]) {
			if !words(l.known)[v] {
				wrong(l.field, v)
			}
		}
	}
	keyed := block["wep_key0"] != "" || block["wep_key1"] != "" || block["wep_key2"] != "" || block["wep_key3"] != ""
	switch {
	case kinds["open"] && keyed, kinds["wep"]:
		n.Security = "wep"
	case kinds["open"]:
		n.Security = "open"
	case kinds["enterprise"]:
		n.Security = "enterprise"
		ca := block["ca_cert"]
		checked := mutual(strings.Fields(block["eap"])) || !emptyCA(ca) || !emptyCA(block["ca_path"])
		n.Validated = &checked
	default:
		for _, kind := range []string{"psk", "sae", "owe", "dpp"} {
			if kinds[kind] {
				n.Security = kind
				break
			}
		}
	}
	if n.Security == "" {
		n.Security = "unknown"
	}
	n.TKIP = onlyOld(block["proto"], block["pairwise"], ",")
	return n, failed
}

// emptyCA: no authority is named; "probe" takes any certificate.
func emptyCA(value string) bool {
	value = strings.Trim(value, `"`)
	return value == "" || strings.HasPrefix(value, "probe:")
}

// mutual tells whether each of the methods proves both sides to each other
// without a certificate.
func mutual(methods []string) bool {
	known := words("PWD SIM AKA AKA' PSK SAKE GPSK PAX EKE")
	return len(methods) > 0 && !slices.ContainsFunc(methods, func(m string) bool { return !known[strings.ToUpper(m)] })
}

// supplicantField tells whether a block may have the field.
func supplicantField(name string) bool { return supplicantFields[name] }

// Fields of a block and settings of the file that wpa_supplicant 2.10 knows.
var (
	supplicantFields = words(`acs altsubject_match altsubject_match2 ampdu_density ampdu_factor anonymous_identity ap_max_inactivity auth_alg beacon_int beacon_prot bg_scan_period bssid
		bssid_accept bssid_blacklist bssid_hint bssid_ignore bssid_whitelist ca_cert ca_cert2 ca_cert_id ca_cert_id2 ca_path ca_path2 cert_id check_cert_subject
		check_cert_subject2 client_cert client_cert2 dh_file dh_file2 disable_ht disable_ht40 disable_ldpc disable_max_amsdu disable_sgi disable_vht disabled
		domain_match domain_match2 domain_suffix_match domain_suffix_match2 dpp_connector dpp_csign dpp_netaccesskey dpp_netaccesskey_expiry dpp_pfs dpp_pp_key
		dtim_period eap eap_workaround eapol_flags edmg_channel enable_edmg engine engine2 engine_id engine_id2 erp fils_dh_group fragment_size freq_list frequency
		ft_eap_pmksa_caching go_p2p_dev_addr group group_mgmt group_rekey he ht ht40_intolerant ht_mcs id_str identity ieee80211w ignore_broadcast_ssid imsi_identity
		key_id key_id2 key_mgmt mac_addr machine_altsubject_match machine_ca_cert machine_ca_cert_id machine_ca_path machine_cert_id machine_check_cert_subject
		machine_client_cert machine_dh_file machine_domain_match machine_domain_suffix_match machine_engine machine_engine_id machine_identity machine_key_id
		machine_ocsp machine_password machine_phase1 machine_phase2 machine_pin machine_pin2 machine_private_key machine_private_key_passwd machine_subject_match
		macsec_integ_only macsec_policy macsec_port macsec_replay_protect macsec_replay_window max_idle max_oper_chwidth mem_only_psk mesh_basic_rates mesh_fwding
		mesh_rssi_threshold mixed_cell mka_cak mka_ckn mka_priority mode multi_ap_backhaul_sta no_auto_peer ocsp ocsp2 ocv openssl_ciphers owe_group owe_only
		owe_ptk_workaround p2p_client_list pac_file pairwise password pbss pcsc peerkey phase1 phase2 pin pin2 priority private_key private_key2 private_key2_passwd
		private_key_passwd proactive_key_caching proto psk psk_list roaming_consortium_selection rx_stbc sae_password sae_password_id sae_pk scan_freq scan_ssid sim_num
		ssid subject_match transition_disable tx_stbc update_identifier vht vht_capa vht_capa_mask vht_center_freq1 vht_center_freq2 vht_rx_mcs_nss_1 vht_rx_mcs_nss_2
		vht_rx_mcs_nss_3 vht_rx_mcs_nss_4 vht_rx_mcs_nss_5 vht_rx_mcs_nss_6 vht_rx_mcs_nss_7 vht_rx_mcs_nss_8 vht_tx_mcs_nss_1 vht_tx_mcs_nss_2 vht_tx_mcs_nss_3
		vht_tx_mcs_nss_4 vht_tx_mcs_nss_5 vht_tx_mcs_nss_6 vht_tx_mcs_nss_7 vht_tx_mcs_nss_8 wep_key0 wep_key1 wep_key2 wep_key3 wep_tx_keyidx wpa_deny_ptk0_rekey
		wpa_ptk_rekey wps_disabled`)
	supplicantGlobals = words(`access_network_type ap_assocresp_elements ap_isolate ap_scan ap_vendor_elements auto_interworking auto_uuid autoscan beacon_int bgscan bss_expiration_age
		bss_expiration_scan_count bss_max_count cert_in_cb coloc_intf_reporting config_methods country ctrl_interface ctrl_interface_group device_name device_type
		disable_btm disable_scan_offload disassoc_imminent_rssi_threshold disassoc_low_ack dot11RSNAConfigPMKLifetime dot11RSNAConfigPMKReauthThreshold
		dot11RSNAConfigSATimeout dpp_config_processing dpp_mud_url dpp_name driver_param dtim_period eapol_version ext_password_backend extended_key_id external_sim
		fast_reauth filter_rssi filter_ssids freq_list fst_group_id fst_llt fst_priority ftm_initiator ftm_responder gas_address3 gas_rand_addr_lifetime
		gas_rand_mac_addr go_access_network_type go_internet go_interworking go_venue_group go_venue_type hessid hs20 ignore_old_scan_res initial_freq_list interworking
		ip_addr_end ip_addr_go ip_addr_mask ip_addr_start key_mgmt_offload load_dynamic_eap mac_addr manufacturer max_num_sta max_peer_links mbo_cell_capa mesh_fwding
		mesh_max_inactivity model_name model_number no_ctrl_interface non_pref_chan oce okc opensc_engine_path openssl_ciphers os_version osu_dir p2p_6ghz_disable
		p2p_add_cli_chan p2p_cli_probe p2p_device_persistent_mac_addr p2p_device_random_mac_addr p2p_disabled p2p_go_ctwindow p2p_go_edmg p2p_go_freq_change_policy
		p2p_go_he p2p_go_ht40 p2p_go_intent p2p_go_max_inactivity p2p_go_vht p2p_group_idle p2p_ignore_shared_freq p2p_interface_random_mac_addr p2p_intra_bss
		p2p_listen_channel p2p_listen_reg_class p2p_no_go_freq p2p_oper_channel p2p_oper_reg_class p2p_optimize_listen_chan p2p_passphrase_len p2p_pref_chan
		p2p_search_delay p2p_ssid_postfix passive_scan pbc_in_m1 pcsc_pin pcsc_reader persistent_reconnect pkcs11_engine_path pkcs11_module_path pmf preassoc_mac_addr
		rand_addr_lifetime reassoc_same_bss_optim sae_groups sae_pmkid_in_assoc sae_pwe scan_cur_freq scan_res_valid_for_connect sched_scan_interval sched_scan_plans
		sched_scan_start_delay sec_device_type serial_number tdls_external_control tx_queue_ update_config user_mpm uuid wmm_ac_ wowlan_disconnect_on_deinit
		wowlan_triggers wpa_rsc_relaxation wps_cred_add_sae wps_cred_processing wps_nfc_dev_pw wps_nfc_dev_pw_id wps_nfc_dh_privkey wps_nfc_dh_pubkey wps_priority
		wps_vendor_ext_m1`)
)
