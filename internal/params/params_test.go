package params

import (
	"strings"
	"testing"
	"testing/fstest"
)

const defs = `door_height:
  description: Lowest door in cm.
  type: integer
  minimum: 1
  maximum: 400
  baseline: 180
  strict: 200
  roles: {laptop: 10}
door_words:
  description: Words on doors.
  type: list
  baseline: [open]
`

func load(t *testing.T, text string) (*Catalog, error) {
	t.Helper()
	return Load(fstest.MapFS{"params/door.yaml": {Data: []byte(text)}}, "params")
}

// The role's value beats the profile's; strict falls back to baseline.
func TestValues(t *testing.T) {
	c, err := load(t, defs)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		profile, role string
		want          any
	}{{Baseline, "server", int64(180)}, {Strict, "server", int64(200)}, {Strict, "laptop", int64(10)}} {
		v, err := c.Values(x.profile, x.role)
		if err != nil || v["door_height"] != x.want || len(v["door_words"].([]any)) != 1 {
			t.Errorf("%s, %s: %v, %v", x.profile, x.role, v, err)
		}
	}
	for _, x := range [][2]string{{"lax", "server"}, {Baseline, "toaster"}} {
		if _, err := c.Values(x[0], x[1]); err == nil {
			t.Errorf("%v: accepted", x)
		}
	}
}

func TestOverride(t *testing.T) {
	c, err := load(t, defs)
	if err != nil {
		t.Fatal(err)
	}
	values, err := c.Values(Baseline, "server")
	if err != nil {
		t.Fatal(err)
	}
	user, err := ReadOverrides([]byte("door_height: 190\n"))
	if err != nil {
		t.Fatal(err)
	}
	names, err := c.Override(values, user)
	if err != nil || len(names) != 1 || values["door_height"] != int64(190) {
		t.Errorf("%v, %v, %v", names, values, err)
	}
	for text, want := range map[string]string{
		"door_hight: 190":      `did you mean "door_height"`,
		"door_height: tall":    `"tall" is not a number`,
		"door_height: 1.5":     "not a whole number",
		"door_height: 0":       "0 is below 1",
		"door_height: 401":     "401 is above 400",
		"door_height: .nan":    "not a whole number",
		"door_words: open":     "is not a list",
		"door_words: [1]":      "1 in the list is not a text",
		"nothing_like_it: yes": "isoscan policies list --params",
	} {
		user, err := ReadOverrides([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if _, err := c.Override(values, user); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	for _, text := range []string{"- a", "a: 1\n---\nb: 2\n", "a: [", "a: 1\na: 2\n"} {
		if _, err := ReadOverrides([]byte(text)); err == nil {
			t.Errorf("%q: accepted", text)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		strings.Replace(defs, "180", "tall", 1):                     "is not a number",
		strings.Replace(defs, "type: integer", "type: size", 1):     `type "size"`,
		strings.Replace(defs, "Lowest door in cm.", `""`, 1):        "description is missing",
		strings.Replace(defs, "laptop", "toaster", 1):               `no role is named "toaster"`,
		strings.Replace(defs, "  baseline: 180\n", "", 1):           "baseline value is missing",
		strings.Replace(defs, "door_height", "DoorHeight", 1):       "lower case",
		strings.Replace(defs, "  strict: 200", "  strickt: 200", 1): "strickt",
	} {
		if _, err := load(t, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := Load(fstest.MapFS{"p/a.yaml": {Data: []byte(defs)}, "p/b.yaml": {Data: []byte(defs)}}, "p"); err == nil || !strings.Contains(err.Error(), "is defined in p/a.yaml too") {
		t.Errorf("twice: %v", err)
	}
}
