package iso17799.c09_access_control.o9_2_user_access_management.account_uid_zero_test

_zero(name, line) := {"name": name, "source": sprintf("/etc/passwd:%d", [line])}

cases := {
	"root_alone": {"verdict": "pass", "input": {"accounts": {"uid_zero": [_zero("root", 1)]}}, "evidence": "root has UID 0"},
	"toor": {"verdict": "fail", "input": {"accounts": {"uid_zero": [_zero("root", 1), _zero("toor", 9)]}}, "violations": ["account toor"]},
	"toor_allowed": {"verdict": "pass", "input": {"accounts": {"uid_zero": [_zero("root", 1), _zero("toor", 9)]}}, "params": {"account_uid_zero_allowed": ["root", "toor"]}},
	"only_another_name": {"verdict": "fail", "input": {"accounts": {"uid_zero": [_zero("toor", 1)]}}, "violations": ["account toor"]},
	"nobody": {"verdict": "unknown", "input": {"accounts": {"uid_zero": []}}, "reason": "not even root"},
	"unreadable": {
		"verdict": "unknown",
		"input": {},
		"gaps": [{"path": "accounts", "reason": "/etc/passwd: not a regular file"}],
		"reason": "not a regular file",
	},
}
