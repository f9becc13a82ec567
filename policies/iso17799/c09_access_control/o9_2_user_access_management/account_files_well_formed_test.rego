package iso17799.c09_access_control.o9_2_user_access_management.account_files_well_formed_test

cases := {
	"good": {"verdict": "pass", "input": {"accounts": {"malformed": {"passwd": [], "shadow": [], "group": [], "gshadow": []}}}, "evidence": "lines of /etc/passwd that break its format: 0"},
	"broken": {"verdict": "fail", "input": {"accounts": {"malformed": {"passwd": [{"problem": "has 4 fields, not 7", "used": true, "source": "/etc/passwd:9"}], "shadow": []}}}, "violations": ["/etc/passwd:9"]},
	"broken_though_shadow_is_unreadable": {"verdict": "fail", "input": {"accounts": {"malformed": {"passwd": [{"problem": "has no name", "used": false, "source": "/etc/passwd:9"}]}}}, "gaps": [{"path": "accounts.malformed.shadow", "reason": "/etc/shadow: permission denied", "denied": true}], "violations": ["/etc/passwd:9"]},
	"unreadable": {"verdict": "unknown", "input": {"accounts": {"malformed": {"passwd": []}}}, "gaps": [{"path": "accounts.malformed.shadow", "reason": "/etc/shadow: permission denied", "denied": true}], "reason": "permission denied"},
}
