package firewall

import (
	"strings"

	"isoscan/internal/facts"
)

// ruleParser reads the expressions and statements of one rule (nft(8)).
type ruleParser struct {
	toks []token
	pos  int
	rule *rule
}

func (s *nftScript) rule(st []token, line int) *rule {
	r := &rule{source: facts.FileLine(s.file, line)}
	p := &ruleParser{toks: st, rule: r}
	for p.pos < len(p.toks) {
		if p.statement() {
			continue
		}
		// Not understood: whether the packet fits is open, but a verdict at the
		// end is what happens if it does.
		r.opaque = true
		r.parts = append(r.parts, part{kind: isOpaque})
		s.problem(line, "a rule is not understood")
		p.skipToVerdict()
	}
	for _, x := range r.parts {
		if !validPart(x) {
			s.problem(line, "a value of a rule is not understood")
		}
	}
	return r
}

func (p *ruleParser) skipToVerdict() {
	for p.pos++; p.pos < len(p.toks); p.pos++ {
		switch t := p.toks[p.pos]; {
		case t.is("accept"), t.is("drop"), t.is("reject"), t.is("return"), t.is("jump"), t.is("goto"), t.is("queue"):
			return
		}
	}
}

func (p *ruleParser) peek() token {
	if p.pos < len(p.toks) {
		return p.toks[p.pos]
	}
	return token{"", true, 0}
}

func (p *ruleParser) take() token {
	t := p.peek()
	p.pos++
	return t
}

// accept takes the next token when it is one of these words.
func (p *ruleParser) accept(words ...string) bool {
	for _, w := range words {
		if p.peek().is(w) {
			p.pos++
			return true
		}
	}
	return false
}

func (p *ruleParser) add(x part) { p.rule.parts = append(p.rule.parts, x) }

// statement reads one statement or match; false when it does not know it.
func (p *ruleParser) statement() bool {
	if v, ok := p.verdict(); ok {
		p.add(part{kind: isVerdict, verdict: v})
		return true
	}
	start := p.pos
	t := p.take()
	if t.quoted {
		p.pos = start
		return false
	}
	switch t.text {
	case "counter":
		if p.accept("name") {
			p.take()
		} else if p.accept("packets") {
			p.pos += 3
		}
		return true
	case "comment":
		p.take()
		return true
	case "log":
		p.log()
		return true
	case "limit":
		return p.limit()
	case "quota":
		if p.accept("name") {
			p.take()
			p.add(part{kind: isOpaque})
			return true
		}
		kind := isUnder
		if p.accept("over") {
			kind = isOver
		}
		p.accept("until")
		p.pos += 2
		if p.accept("used") {
			p.pos += 2
		}
		p.add(part{kind: kind})
		return true
	case "notrack", "masquerade", "last":
		p.skipStatement()
		return true
	case "snat", "dnat", "redirect", "tproxy", "dup", "fwd":
		p.skipStatement()
		return true
	case "flow":
		if p.accept("add", "offload") {
			p.take()
			return true
		}
	case "add", "update", "delete":
		if strings.HasPrefix(p.peek().text, "@") {
			p.take()
			return p.dynamic()
		}
	case "meter":
		p.take()
		if p.accept("size") {
			p.take()
		}
		return p.dynamic()
	case "ct":
		if p.accept("count") {
			kind := isUnder
			if p.accept("over") {
				kind = isOver
			}
			p.take()
			p.add(part{kind: kind})
			return true
		}
	}
	p.pos = start
	return p.match()
}

// verdict reads accept, drop, reject, return, continue, jump, goto or queue.
func (p *ruleParser) verdict() (verdict, bool) {
	t := p.peek()
	if t.quoted {
		return verdict{}, false
	}
	switch t.text {
	case "accept", "drop", "return", "continue":
		p.pos++
		return verdict{t.text, ""}, true
	case "reject":
		p.pos++
		if p.accept("with") {
			p.accept("icmp", "icmpv6", "icmpx", "tcp")
			p.accept("type")
			p.take()
		}
		return verdict{"reject", ""}, true
	case "jump", "goto":
		p.pos++
		return verdict{t.text, p.take().text}, true
	case "queue":
		p.pos = len(p.toks)
		return verdict{"queue", ""}, true
	}
	return verdict{}, false
}

func (p *ruleParser) log() {
	p.add(part{kind: isLog})
	for {
		switch {
		case p.accept("prefix", "level", "group", "snaplen", "queue-threshold"):
			p.take()
		case p.accept("flags"):
			if p.accept("tcp", "ip") {
				p.take()
				for p.accept(",") {
					p.take()
				}
			} else {
				p.take()
			}
		default:
			return
		}
	}
}

// limit reads "rate [over] N[ UNIT]/TIME [burst N UNIT]"; a named limit is one
// whose direction stands elsewhere.
func (p *ruleParser) limit() bool {
	if p.accept("name") {
		p.take()
		p.add(part{kind: isUnder})
		return true
	}
	if !p.accept("rate") {
		return false
	}
	kind := isUnder
	if p.accept("over") {
		kind = isOver
	}
	p.take()
	if strings.Contains(p.peek().text, "/") && strings.Contains(p.peek().text, "bytes") {
		p.take()
	}
	for p.accept("/") {
		p.take()
	}
	if p.accept("burst") {
		p.take()
		p.accept("packets", "bytes", "kbytes", "mbytes")
	}
	p.add(part{kind: kind})
	return true
}

// dynamic reads "{ key [timeout T] [limit ...] }" of a set that rules fill.
func (p *ruleParser) dynamic() bool {
	if !p.accept("{") {
		return false
	}
	depth, under, over := 1, false, false
	for depth > 0 && p.pos < len(p.toks) {
		t := p.take()
		switch {
		case t.is("{"):
			depth++
		case t.is("}"):
			depth--
		case t.is("limit"), t.is("count"), t.is("quota"):
			under = true
		case t.is("over"):
			over = true
		}
	}
	if over {
		p.add(part{kind: isOver})
	} else if under {
		p.add(part{kind: isUnder})
	}
	return depth == 0
}

// skipStatement passes over the arguments of a statement that decides nothing.
func (p *ruleParser) skipStatement() {
	for p.pos < len(p.toks) {
		t := p.peek()
		if t.is("accept") || t.is("drop") || t.is("return") || t.is("counter") || t.is("log") || t.is("comment") || t.is("jump") || t.is("goto") {
			return
		}
		p.pos++
	}
}

// match reads a selector and what it is compared with.
func (p *ruleParser) match() bool {
	var keys []string
	for {
		k, ok := p.selector()
		if !ok {
			return false
		}
		keys = append(keys, k)
		if !p.accept(".") {
			break
		}
	}
	m := part{kind: isMatch, keys: keys, op: "=="}
	if p.accept("&", "and") {
		n, ok := p.mask(keys[0])
		if !ok {
			return false
		}
		m.mask = &n
	}
	switch {
	case p.accept("vmap"):
		m.kind = isVerdictMap
		if strings.HasPrefix(p.peek().text, "@") {
			m.set = p.take().text[1:]
			p.add(m)
			return true
		}
		list, ok := p.set(keys)
		m.elements = list
		p.add(m)
		return ok
	case p.accept("set"):
		// Changing a packet decides nothing; the mark is then unknown.
		p.skipStatement()
		p.add(part{kind: isChange, keys: keys})
		return true
	}
	explicit := true
	switch t := p.peek(); {
	case t.quoted:
		explicit = false
	case t.text == "==", t.text == "!=", t.text == "<", t.text == ">", t.text == "<=", t.text == ">=":
		m.op = p.take().text
	case t.text == "eq", t.text == "ne", t.text == "lt", t.text == "gt", t.text == "le", t.text == "ge":
		m.op = map[string]string{"eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">="}[p.take().text]
	case t.text == "!":
		p.take()
		m.op = "!="
	default:
		explicit = false
	}
	switch t := p.peek(); {
	case t.is("{"):
		list, ok := p.set(keys)
		m.elements = list
		p.add(m)
		return ok
	case !t.quoted && strings.HasPrefix(t.text, "@") && !strings.Contains(t.text, ","):
		m.set = p.take().text[1:]
		p.add(m)
		return true
	}
	flags := isBitmask(keys[0]) && m.mask == nil
	m.bits = flags && (!explicit || keys[0] == "ct state" || keys[0] == "ct status")
	e, ok := p.element(keys, flags)
	if !ok {
		return false
	}
	if flags && p.accept("/") {
		n, ok := p.mask(keys[0])
		if !ok {
			return false
		}
		m.mask, m.bits = &n, false
	}
	m.elements = []element{e}
	p.add(m)
	return true
}

func isBitmask(key string) bool {
	return key == "tcp flags" || key == "ct state" || key == "ct status"
}

// mask reads a number, a flag, or flags in parentheses or joined with | or a comma.
func (p *ruleParser) mask(key string) (uint64, bool) {
	text := p.flags()
	names := map[string]map[string]uint64{"tcp flags": tcpFlags, "ct state": ctStates, "ct status": ctStatus}[key]
	return parseNumber(text, names)
}

// flags joins words that signs connect, without the parentheses.
func (p *ruleParser) flags() string {
	var words []string
	open := p.accept("(")
	for {
		words = append(words, p.take().text)
		if p.accept("|", ",") {
			continue
		}
		break
	}
	if open {
		p.accept(")")
	}
	return strings.Join(words, "|")
}
