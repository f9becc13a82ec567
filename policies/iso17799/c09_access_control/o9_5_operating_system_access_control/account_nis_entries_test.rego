package iso17799.c09_access_control.o9_5_operating_system_access_control.account_nis_entries_test

cases := {
	"none": {"verdict": "pass", "input": {"accounts": {"nis": {"passwd": [], "shadow": [], "group": []}}}, "evidence": "0 lines with + or - in /etc/passwd"},
	"plus": {"verdict": "fail", "input": {"accounts": {"nis": {"passwd": [{"name": "+", "source": "/etc/passwd:9"}], "shadow": [], "group": []}}}, "violations": ["/etc/passwd:9"]},
	"unreadable": {"verdict": "unknown", "input": {"accounts": {"nis": {"passwd": [], "group": []}}}, "gaps": [{"path": "accounts.nis.shadow", "reason": "/etc/shadow: permission denied", "denied": true}], "reason": "permission denied"},
}
