package mobile

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// section is one of strongSwan's settings files (strongswan.conf(5), "SETTINGS"):
// values, sections below it, and sections elsewhere whose contents it takes over.
type section struct {
	values map[string]string
	sub    map[string]*section
	order  []string
	refs   []string
	source facts.Source
}

func newSection() *section {
	return &section{values: map[string]string{}, sub: map[string]*section{}}
}

// child finds a section by its name, or makes it: one that comes twice goes on.
func (s *section) child(name string, source facts.Source) *section {
	if s.sub[name] == nil {
		s.sub[name] = newSection()
		s.sub[name].source = source
		s.order = append(s.order, name)
	}
	return s.sub[name]
}

const maxSettings = 16 // depth of sections, of included files and of references

// settingsReader reads such files into one tree.
type settingsReader struct {
	root *section
	// include lists the files of a pattern that stands in a file.
	include func(pattern, from string) (files map[string]string, order []string, err error)
	seen    int
	// steps counts sections that were joined.
	steps int
}

// maxSteps bounds how often sections are joined.
const maxSteps = 20_000

type settingsToken struct {
	kind byte // one of { } : , = and n (end of line), w (word), s (string), or 0
	text string
	line int
}

// settingsTokens cuts a file into tokens; a value reaches to the end of its line.
func settingsTokens(content string) (out []settingsToken, err error) {
	line, value := 1, false
	for i := 0; i < len(content); {
		switch c := content[i]; {
		case c == '\n':
			out, value = append(out, settingsToken{'n', "", line}), false
			line++
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '#':
			for i < len(content) && content[i] != '\n' {
				i++
			}
		case c == '"':
			start, b := line, []byte{}
			for i++; ; i++ {
				if i >= len(content) {
					return nil, fmt.Errorf("line %d: a quote that is not closed", start)
				}
				if content[i] == '"' {
					break
				}
				if content[i] == '\\' && i+1 < len(content) {
					i++
				}
				if content[i] == '\n' {
					line++
				}
				b = append(b, content[i])
			}
			out = append(out, settingsToken{'s', string(b), start})
			i++
		case c == '{' || c == '}' || !value && (c == ':' || c == ',' || c == '='):
			out, value = append(out, settingsToken{c, string(c), line}), c == '='
			i++
		default:
			stop := "\n#{}\" \t\r:,="
			if value {
				stop = "\n#{}\""
			}
			n := strings.IndexAny(content[i:], stop)
			if n < 0 {
				n = len(content) - i
			}
			out = append(out, settingsToken{'w', strings.TrimRight(content[i:i+n], " \t\r"), line})
			i += n
		}
	}
	return append(out, settingsToken{0, "", line}), nil
}

// read adds a file to a section.
func (r *settingsReader) read(p, content string, into *section, depth int) error {
	if r.seen++; depth > maxSettings || r.seen > 500 {
		return fmt.Errorf("%s: files are included too deep", facts.Text(p))
	}
	tokens, err := settingsTokens(content)
	if err != nil {
		return fmt.Errorf("%s: %w", facts.Text(p), err)
	}
	stack := []*section{into}
	i := 0
	skip := func() {
		for tokens[i].kind == 'n' {
			i++
		}
	}
	for {
		skip()
		t := tokens[i]
		at := stack[len(stack)-1]
		wrong := fmt.Errorf("%s:%d: strongSwan refuses the file", facts.Text(p), t.line)
		switch t.kind {
		case 0:
			if len(stack) > 1 {
				return fmt.Errorf("%s:%d: a section is not closed", facts.Text(p), t.line)
			}
			return nil
		case '}':
			if len(stack) == 1 {
				return wrong
			}
			stack = stack[:len(stack)-1]
			i++
			continue
		case 'w':
		default:
			return wrong
		}
		if t.text == "include" && (tokens[i+1].kind == 'w' || tokens[i+1].kind == 's') {
			if err := r.included(tokens[i+1].text, p, at, depth); err != nil {
				return err
			}
			i += 2
			continue
		}
		name := t.text
		if strings.ContainsAny(name, ".") {
			return wrong
		}
		if i++; tokens[i].kind == '=' {
			var b strings.Builder
			for i++; tokens[i].kind == 'w' || tokens[i].kind == 's'; i++ {
				b.WriteString(tokens[i].text)
			}
			if k := tokens[i].kind; k != 'n' && k != '}' && k != 0 {
				return wrong
			}
			at.values[name] = b.String()
			continue
		}
		next := at.child(name, facts.FileLine(facts.Text(p), t.line))
		if tokens[i].kind == ':' {
			for i++; tokens[i].kind == 'w' || tokens[i].kind == ','; i++ {
				if tokens[i].kind == 'w' {
					next.refs = append(next.refs, tokens[i].text)
				}
			}
		}
		skip()
		if tokens[i].kind != '{' || len(stack) > maxSettings {
			return wrong
		}
		stack = append(stack, next)
		i++
	}
}

func (r *settingsReader) included(pattern, from string, into *section, depth int) error {
	if r.include == nil {
		return fmt.Errorf("%s: included files are not known", facts.Text(from))
	}
	files, order, err := r.include(pattern, from)
	if err != nil {
		return err
	}
	for _, f := range order {
		if err := r.read(f, files[f], into, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// all is a section with what it takes over: its own come first, then those of
// each section that it refers to.
func (r *settingsReader) all(s *section, depth int) *section {
	out := newSection()
	out.source = s.source
	if r.steps++; depth > maxSettings || r.steps > maxSteps {
		return out
	}
	for _, from := range append([]*section{s}, r.referred(s)...) {
		whole := from
		if from != s {
			whole = r.all(from, depth+1)
		}
		for k, v := range whole.values {
			if _, own := out.values[k]; !own {
				out.values[k] = v
			}
		}
		for _, name := range whole.order {
			c := out.child(name, whole.sub[name].source)
			c.refs = append(c.refs, whole.sub[name].refs...)
			r.merge(c, whole.sub[name], 0)
		}
	}
	for _, name := range out.order {
		out.sub[name] = r.all(out.sub[name], depth+1)
	}
	return out
}

// merge adds what is not there yet.
func (r *settingsReader) merge(to, from *section, depth int) {
	if r.steps++; depth > maxSettings || r.steps > maxSteps {
		return
	}
	for k, v := range from.values {
		if _, own := to.values[k]; !own {
			to.values[k] = v
		}
	}
	for _, name := range from.order {
		c := to.child(name, from.sub[name].source)
		c.refs = append(c.refs, from.sub[name].refs...)
		r.merge(c, from.sub[name], depth+1)
	}
}

func (r *settingsReader) referred(s *section) []*section {
	var out []*section
	for _, ref := range s.refs {
		at := r.root
		for _, name := range strings.Split(ref, ".") {
			if at = at.sub[name]; at == nil {
				break
			}
		}
		if at != nil && at != s {
			out = append(out, at)
		}
	}
	return out
}

// connections reads the section connections. problems are those that charon
// discards, by their names.
func (r *settingsReader) connections() (out []IPsec, problems map[string]error) {
	problems = map[string]error{}
	top := r.root.sub["connections"]
	if top == nil {
		return nil, problems
	}
	top = r.all(top, 0)
	for _, name := range top.order {
		s := top.sub[name]
		c := IPsec{Name: facts.Text(name), Proposals: []string{}, Source: s.source}
		var err error
		bad := func(what, value string) {
			err = errors.Join(err, fmt.Errorf("%s: strongSwan discards the connection %s: %s %q", s.source, c.Name, what, facts.Text(value)))
		}
		take := func(list string) {
			for _, p := range proposals(list) {
				if p != "default" {
					c.Proposals = append(c.Proposals, p)
				}
				if !isProposal(p) {
					bad("an unknown algorithm in", p)
				}
			}
		}
		for _, key := range slices.Sorted(mapKeys(s.values)) {
			if !swanctlConn[key] {
				bad("unknown option", key)
			}
		}
		take(s.values["proposals"])
		switch v := strings.ToLower(s.values["aggressive"]); v {
		case "yes", "true", "enabled", "1":
			c.Aggressive = true
		case "", "no", "false", "disabled", "0":
		default:
			bad("aggressive is", v)
		}
		for _, sub := range s.order {
			switch lower := strings.ToLower(sub); {
			case lower == "children":
				for _, child := range s.sub[sub].order {
					values := s.sub[sub].sub[child].values
					for _, key := range slices.Sorted(mapKeys(values)) {
						if !swanctlChild[key] {
							bad("unknown option", key)
						}
					}
					take(values["esp_proposals"])
					take(values["ah_proposals"])
				}
			case strings.HasPrefix(lower, "local"), strings.HasPrefix(lower, "remote"):
				auth := s.sub[sub].values["auth"]
				c.Shared = c.Shared || strings.Contains(auth, "psk")
				c.Unsigned = c.Unsigned || strings.Contains(auth, "null")
				if !isSwanctlAuth(auth) {
					bad("auth is", auth)
				}
			default:
				bad("unknown section", sub)
			}
		}
		if err != nil {
			problems[c.Name] = err
		}
		out = append(out, c)
	}
	return out, problems
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// isSwanctlAuth: swanctl.conf(5), connections.<conn>.local<suffix>.auth.
func isSwanctlAuth(auth string) bool {
	for _, prefix := range []string{"pubkey", "psk", "xauth", "eap", "ike:", "rsa", "ecdsa", "ed25519", "ed448", "bliss", "any"} {
		if strings.HasPrefix(auth, prefix) {
			return prefix != "any"
		}
	}
	return auth == ""
}

// Options of swanctl.conf(5).
var (
	swanctlConn = words(`version local_addrs remote_addrs local_port remote_port proposals vips aggressive pull dscp encap mobike dpd_delay dpd_timeout
		fragmentation childless send_certreq send_cert ppk_id ppk_required keyingtries unique reauth_time rekey_time over_time rand_time pools if_id_in
		if_id_out mediation mediated_by mediation_peer dpd_action ocsp`)
	swanctlChild = words(`ah_proposals esp_proposals sha256_96 local_ts remote_ts rekey_time life_time rand_time rekey_bytes life_bytes rand_bytes
		rekey_packets life_packets rand_packets updown hostaccess mode policies policies_fwd_out dpd_action ipcomp inactivity reqid priority interface
		mark_in mark_in_sa mark_out set_mark_in set_mark_out if_id_in if_id_out label label_mode tfc_padding replay_window hw_offload copy_df copy_ecn
		copy_dscp start_action close_action per_cpu_sas per_cpu_sas_encap`)
)

// algorithm is one word of a proposal of strongSwan or Libreswan.
var algorithm = regexp.MustCompile(`^(ke[1-7]_)?(null|default|none|des|3des|cast128|aes(128|192|256)?(ctr|gmac|(ccm|gcm)(8|12|16|64|96|128))?|` +
	`(camellia|blowfish|serpent|twofish)(128|192|256)?(ctr|ccm(8|12|16|64|96|128))?|chacha20poly1305(compat)?|` +
	`md5(_128)?|sha1?|sha1_160|sha(2_)?(256|384|512)|sha(2_)?256_96|sha3_(224|256|384|512)|aesx?cbc|aescmac|aesxcbc|camelliaxcbc|` +
	`prf(null|md5|sha1|sha256|sha384|sha512|aesxcbc|aescmac|camelliaxcbc)|modp(null|none|[0-9]{3,4}(s[0-9]+)?)|ecp(192|224|256|384|521)(bp)?|` +
	`(curve|x)(25519|448)|ntru(112|128|192|256)|newhope128|mlkem(512|768|1024)|no?esn|esn|` +
	`aes_(cbc|ctr|gmac|(gcm|ccm)(_[abc8126]+)?)(_?(128|192|256))?|3des_cbc|sha2|hmac_[a-z0-9_]+|dh(2|5|14|15|16|17|18|19|20|21|22|23|24|31)|modp[0-9]+)$`)

// isProposal tells whether every word of a proposal is known.
func isProposal(p string) bool {
	for _, w := range strings.FieldsFunc(p, func(r rune) bool { return strings.ContainsRune("-;+", r) }) {
		if !algorithm.MatchString(w) {
			return false
		}
	}
	return p != ""
}
