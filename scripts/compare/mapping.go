package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"
)

// mapping says which test of whom looks at which topic. Patterns may hold *.
type mapping struct {
	Topics   []topic    `yaml:"topics"`
	Added    []addition `yaml:"added"`
	NotAdded []refusal  `yaml:"not_added"`
}

// topic is one thing of clause 9 that can be right or wrong.
type topic struct {
	Title   string   `yaml:"topic"`
	Control string   `yaml:"control"`
	Isoscan []string `yaml:"isoscan"`
	Lynis   []string `yaml:"lynis"`
	SSG     []string `yaml:"ssg"`
	// Defects are cases of the corpus that are planted.
	Defects []string `yaml:"defects"`
}

func (t topic) patterns(of tool) []string {
	switch of {
	case isoscan:
		return t.Isoscan
	case lynis:
		return t.Lynis
	default:
		return t.SSG
	}
}

// addition is a rule that isoscan got because a peer has it.
type addition struct {
	Rule  string   `yaml:"rule"`
	Lynis []string `yaml:"lynis"`
	SSG   []string `yaml:"ssg"`
}

// refusal says why tests of peers have no topic.
type refusal struct {
	Lynis []string `yaml:"lynis"`
	SSG   []string `yaml:"ssg"`
	Why   string   `yaml:"why"`
}

func readMapping(path string) (*mapping, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m := &mapping{}
	d := yaml.NewDecoder(f)
	d.KnownFields(true)
	if err := d.Decode(m); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var errs []error
	seen := map[string]bool{}
	for _, t := range m.Topics {
		if t.Title == "" || !strings.HasPrefix(t.Control, "9.") || len(t.Isoscan) == 0 || seen[t.Title] {
			errs = append(errs, fmt.Errorf("%s: the topic %q needs a title of its own, a control of clause 9 and rules of isoscan", path, t.Title))
		}
		seen[t.Title] = true
	}
	for _, r := range m.NotAdded {
		if r.Why == "" || len(r.Lynis)+len(r.SSG) == 0 {
			errs = append(errs, fmt.Errorf("%s: an entry of not_added lacks its tests or its reason: %+v", path, r))
		}
	}
	return m, errors.Join(errs...)
}
