package firewall

import (
	"net/netip"
	"strconv"
	"strings"
)

// set reads "{ element, ... }", verdicts of a map included.
func (p *ruleParser) set(keys []string) ([]element, bool) {
	list := []element{}
	if !p.accept("{") {
		return list, false
	}
	for {
		if p.accept(",") {
			continue
		}
		if p.accept("}") {
			return list, true
		}
		if p.peek().is("{") {
			// A variable that is itself a set.
			inner, ok := p.set(keys)
			list = append(list, inner...)
			if !ok {
				return list, false
			}
			continue
		}
		e, ok := p.element(keys, false)
		if !ok {
			return list, false
		}
		if !p.options(&e) {
			return list, false
		}
		list = append(list, e)
	}
}

// options reads what may follow an element: a time-out, a counter, a comment,
// and after a colon the verdict or data of a map.
func (p *ruleParser) options(e *element) bool {
	for p.pos < len(p.toks) {
		t := p.peek()
		switch {
		case t.is(","), t.is("}"):
			return true
		case t.is(":"):
			p.pos++
			p.accept("counter")
			if v, ok := p.verdict(); ok {
				e.verdict = v
				continue
			}
			e.verdict = verdict{"unknown", ""}
			p.take()
		default:
			p.pos++
		}
	}
	return false
}

// element reads one value, range or concatenation. flags allows a list without
// braces: "established,related".
func (p *ruleParser) element(keys []string, flags bool) (element, bool) {
	var e element
	for {
		t := p.peek()
		if !t.quoted && (t.text == "" || strings.Contains("{},;", t.text)) || p.pos >= len(p.toks) {
			return e, false
		}
		var v value
		if flags || t.is("(") {
			v = val(p.flags())
		} else {
			v = p.value(keyAt(keys, len(e.key)))
		}
		e.key = append(e.key, v)
		if !p.accept(".") {
			return e, true
		}
	}
}

func keyAt(keys []string, i int) string {
	if i < len(keys) {
		return keys[i]
	}
	return ""
}

// value reads one value; "-" makes a range, but not in the name of a device or
// service.
func (p *ruleParser) value(key string) value {
	t := p.take()
	if !t.quoted && strings.HasPrefix(t.text, "@") {
		return value{text: "\x00"}
	}
	if p.accept("|") {
		p.pos--
		text := t.text
		for p.accept("|") {
			text += "|" + p.take().text
		}
		return val(text)
	}
	if p.accept("-") {
		return value{t.text, p.take().text}
	}
	return rangeOf(t.text, t.quoted || isDevice(key))
}

// rangeOf splits "1-1024" and "10.0.0.1-10.0.0.9".
func rangeOf(text string, name bool) value {
	if lo, hi, ok := strings.Cut(text, "-"); ok && !name && lo != "" && hi != "" {
		_, err1 := strconv.ParseUint(lo, 0, 64)
		_, err2 := netip.ParseAddr(lo)
		if err1 == nil || err2 == nil || services[lo] != 0 && services[hi] != 0 {
			return value{lo, hi}
		}
	}
	return val(text)
}
