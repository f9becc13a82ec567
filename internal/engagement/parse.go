package engagement

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// parse turns the file's bytes into its form. An empty file says nothing, and is
// in order. Errors tell the line and what is expected, in words of the file and
// not of this program.
func parse(b []byte) (document, error) {
	var d document
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err := dec.Decode(&d); errors.Is(err, io.EOF) {
		return document{}, nil
	} else if err != nil {
		return document{}, inWords(err)
	}
	var more yaml.Node
	if err := dec.Decode(&more); err == nil {
		return document{}, fmt.Errorf("line %d: a second YAML document; keep one", more.Line)
	} else if !errors.Is(err, io.EOF) {
		return document{}, inWords(err)
	}
	return d, nil
}

var (
	unknownKey = regexp.MustCompile(`^(line \d+: )field (.*) not found in type `)
	wrongKind  = regexp.MustCompile(`(?s)^(line \d+: )cannot unmarshal .* into (\S+)$`)
)

// inWords rewrites the library's errors.
func inWords(err error) error {
	var te *yaml.TypeError
	if !errors.As(err, &te) {
		return errors.New("no YAML: " + strings.TrimPrefix(err.Error(), "yaml: "))
	}
	var errs []error
	for _, text := range te.Errors {
		if m := unknownKey.FindStringSubmatch(text); m != nil {
			text = fmt.Sprintf("%sthere is no key %q; the keys are %s", m[1], m[2], strings.Join(keys(), ", "))
		} else if m := wrongKind.FindStringSubmatch(text); m != nil {
			text = m[1] + map[string]string{
				"string": "a text is expected", "[]string": "a list is expected: [one, another]",
				"engagement.period": "a period is expected: {from: YYYY-MM-DD, to: YYYY-MM-DD}",
			}[m[2]]
			if strings.HasSuffix(text, ": ") {
				text += "keys and their values are expected"
			}
		}
		errs = append(errs, errors.New(text))
	}
	return errors.Join(errs...)
}

// keys are those of the file, in the order of its form; those of the period too.
func keys() []string {
	var out []string
	for _, t := range []reflect.Type{reflect.TypeFor[document](), reflect.TypeFor[period]()} {
		for i := range t.NumField() {
			out = append(out, t.Field(i).Tag.Get("yaml"))
		}
	}
	return out
}
