package pam

import (
	"strconv"
	"strings"
)

// Return is what a module answers, by the names of pam.conf(5).
type Return uint8

// The return values, in libpam's order (_pam_types.h).
const (
	Success Return = iota
	OpenErr
	SymbolErr
	ServiceErr
	SystemErr
	BufErr
	PermDenied
	AuthErr
	CredInsufficient
	AuthinfoUnavail
	UserUnknown
	Maxtries
	NewAuthtokReqd
	AcctExpired
	SessionErr
	CredUnavail
	CredExpired
	CredErr
	NoModuleData
	ConvErr
	AuthtokErr
	AuthtokRecoverErr
	AuthtokLockBusy
	AuthtokDisableAging
	TryAgain
	Ignore
	Abort
	AuthtokExpired
	ModuleUnknown
	BadItem
	ConvAgain
	Incomplete
	returns // how many there are
)

var returnNames = [returns]string{
	"success", "open_err", "symbol_err", "service_err", "system_err", "buf_err",
	"perm_denied", "auth_err", "cred_insufficient", "authinfo_unavail",
	"user_unknown", "maxtries", "new_authtok_reqd", "acct_expired",
	"session_err", "cred_unavail", "cred_expired", "cred_err",
	"no_module_data", "conv_err", "authtok_err", "authtok_recover_err",
	"authtok_lock_busy", "authtok_disable_aging", "try_again", "ignore",
	"abort", "authtok_expired", "module_unknown", "bad_item", "conv_again",
	"incomplete",
}

// Action is what a stack does upon a return value; a positive one is a jump
// over so many modules.
type Action int

// The actions of pam.conf(5). Bad is also what an unset value means.
const (
	ActIgnore Action = 0
	ActOK     Action = -1
	ActDone   Action = -2
	ActBad    Action = -3
	ActDie    Action = -4
	ActReset  Action = -5
	actUnset  Action = -6
)

// Control is the action for each return value.
type Control [returns]Action

// ParseControl reads a control field with its brackets cut off. An unset value
// without a default is treated as bad, as libpam does.
func ParseControl(s string) Control {
	var c Control
	for i := range c {
		c[i] = actUnset
	}
	fill := func(a Action) {
		for i := range c {
			if c[i] == actUnset {
				c[i] = a
			}
		}
	}
	switch strings.ToLower(s) {
	case "required":
		c[Success], c[NewAuthtokReqd], c[Ignore] = ActOK, ActOK, ActIgnore
	case "requisite":
		c[Success], c[NewAuthtokReqd], c[Ignore] = ActOK, ActOK, ActIgnore
		fill(ActDie)
	case "optional":
		c[Success], c[NewAuthtokReqd] = ActOK, ActOK
		fill(ActIgnore)
	case "sufficient":
		c[Success], c[NewAuthtokReqd] = ActDone, ActDone
		fill(ActIgnore)
	default:
		if !parsePairs(s, &c, fill) {
			// libpam takes a field that it cannot read as bad throughout.
			for i := range c {
				c[i] = ActBad
			}
		}
	}
	fill(ActBad)
	return c
}

// parsePairs reads "value=action ...", and tells whether it could. Names are
// lower case, and the first one that fits counts, as in _pam_parse_control.
func parsePairs(s string, c *Control, fill func(Action)) bool {
	for s = skipBlanks(s); s != ""; s = skipBlanks(s) {
		r, rest := returnName(s)
		if r < 0 {
			return false
		}
		rest, ok := strings.CutPrefix(skipBlanks(rest), "=")
		if !ok {
			return false
		}
		a, rest, ok := parseAction(skipBlanks(rest))
		if !ok {
			return false
		}
		if r == int(returns) {
			fill(a)
		} else {
			c[r] = a
		}
		s = rest
	}
	return true
}

func skipBlanks(s string) string { return strings.TrimLeft(s, " \t\n\r\v\f") }

// returnName finds the return value that s begins with; the number of them
// stands for "default", and -1 for none.
func returnName(s string) (r int, rest string) {
	for i, n := range append(returnNames[:len(returnNames):len(returnNames)], "default") {
		if rest, ok := strings.CutPrefix(s, n); ok {
			return i, rest
		}
	}
	return -1, s
}

var actionNames = []struct {
	name   string
	action Action
}{{"ignore", ActIgnore}, {"ok", ActOK}, {"done", ActDone}, {"bad", ActBad}, {"die", ActDie}, {"reset", ActReset}}

func parseAction(s string) (a Action, rest string, ok bool) {
	for _, n := range actionNames {
		if rest, ok := strings.CutPrefix(s, n.name); ok {
			return n.action, rest, true
		}
	}
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil || n < 1 {
		return 0, "", false
	}
	return Action(n), s[i:], true
}
