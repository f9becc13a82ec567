package passwords

import (
	"isoscan/internal/facts"
	"isoscan/internal/logindefs"
)

// defaults are what shadow-utils 4.13 takes for a key that nothing sets. A key
// without a default here is absent from the facts unless it is set.
var defaults = map[string]string{
	"PASS_MAX_DAYS": "-1", "PASS_MIN_DAYS": "-1", "PASS_WARN_AGE": "-1",
	"ENCRYPT_METHOD": "DES", "UMASK": "022", "LOGIN_RETRIES": "5", "LOGIN_TIMEOUT": "0", "FAIL_DELAY": "1",
	"UID_MIN": "1000", "UID_MAX": "60000", "GID_MIN": "1000", "GID_MAX": "60000",
	"SYS_UID_MIN": "101", "SYS_UID_MAX": "999", "USERGROUPS_ENAB": "no", "CREATE_HOME": "no",
	"LOG_OK_LOGINS": "no", "LOG_UNKFAIL_ENAB": "no", "SYSLOG_SU_ENAB": "no", "FAILLOG_ENAB": "yes", "LASTLOG_ENAB": "yes",
	"DEFAULT_HOME": "yes",
}

// optional keys are given when they are set.
var optional = []string{"HOME_MODE", "PASS_MIN_LEN", "SHA_CRYPT_MIN_ROUNDS", "SHA_CRYPT_MAX_ROUNDS",
	"YESCRYPT_COST_FACTOR", "BCRYPT_MIN_ROUNDS", "BCRYPT_MAX_ROUNDS", "MD5_CRYPT_ENAB", "SU_WHEEL_ONLY",
	"PASS_CHANGE_TRIES", "PASS_ALWAYS_WARN", "CONSOLE", "HUSHLOGIN_FILE", "LASTLOG_UID_MAX"}

// loginDefs reads login.defs. A host without the file has the defaults.
func (g *gatherer) loginDefs() {
	if g.defs, g.defsErr = logindefs.Load(g.ctx, g.h); g.defsErr != nil {
		g.gaps.Add("login_defs", g.defsErr)
		return
	}
	g.f.LoginDefs = map[string]Setting{}
	for key, value := range defaults {
		g.f.LoginDefs[key] = newSetting(value, facts.Default("shadow-utils"))
	}
	keys := append([]string{}, optional...)
	for key := range defaults {
		keys = append(keys, key)
	}
	for _, key := range keys {
		if e, ok := g.defs.Shadow(key); ok {
			g.f.LoginDefs[key] = newSetting(e.Value, facts.FileLine(e.File, e.Line))
		}
	}
}

func newSetting(value string, src facts.Source) Setting {
	s := Setting{Value: facts.Text(value), Source: src}
	if n, ok := logindefs.Number(value); ok {
		s.Number = &n
	}
	return s
}
