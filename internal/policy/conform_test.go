package policy

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
)

func TestMalformedFactsWereNotObserved(t *testing.T) {
	const schema = `{"properties":{"door":{"type":"object","additionalProperties":false,"required":["height"],"properties":{
		"height":{"type":"integer","minimum":0,"maximum":300},
		"ratio":{"type":"number"},
		"names":{"type":"array","items":{"type":"string"}},
		"locks":{"type":"object","additionalProperties":{"type":"object","required":["closed"],"properties":{"closed":{"type":"boolean"}}}}}}}}`
	for given, want := range map[string]struct{ left, gaps string }{
		`{"door":{"height":200,"ratio":1.5,"names":["a"],"locks":{"x":{"closed":true}}}}`: {
			`{"door":{"height":200,"ratio":1.5,"names":["a"],"locks":{"x":{"closed":true}}}}`, ""},
		`{"door":[]}`:                                         {`{}`, "door"},
		`{"door":null}`:                                       {`{}`, "door"},
		`{"door":{}}`:                                         {`{"door":{}}`, "door.height"},
		`{"door":{"height":[[]]}}`:                            {`{"door":{}}`, "door.height door.height"},
		`{"door":{"height":-1}}`:                              {`{"door":{}}`, "door.height door.height"},
		`{"door":{"height":2.5}}`:                             {`{"door":{}}`, "door.height door.height"},
		`{"door":{"height":1e400}}`:                           {`{"door":{}}`, "door.height door.height"},
		`{"door":{"height":1,"names":7}}`:                     {`{"door":{"height":1}}`, "door.names"},
		`{"door":{"height":1,"names":["a",null]}}`:            {`{"door":{"height":1}}`, "door.names"},
		`{"door":{"height":1,"locks":{"x":{"closed":"no"}}}}`: {`{"door":{"height":1,"locks":{"x":{}}}}`, "door.locks.x.closed door.locks.x.closed"},
		`{"door":{"height":1,"new":7},"other":7}`:             {`{"door":{"height":1,"new":7},"other":7}`, ""},
	} {
		dec := json.NewDecoder(strings.NewReader(given))
		dec.UseNumber()
		var v any
		if err := dec.Decode(&v); err != nil {
			t.Fatal(err)
		}
		var s any
		if err := json.Unmarshal([]byte(schema), &s); err != nil {
			t.Fatal(err)
		}
		var gaps []string
		conform(s, v, func(p facts.Path, _ string) { gaps = append(gaps, p.String()) })
		left, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var a, b any
		if err := json.Unmarshal(left, &a); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(want.left), &b); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(b, a); d != "" {
			t.Errorf("%s: left over (-want +got):\n%s", given, d)
		}
		if got := strings.Join(gaps, " "); got != want.gaps {
			t.Errorf("%s: gaps %q, want %q", given, got, want.gaps)
		}
	}
}
