package ledger

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// Skeleton is a first ledger: for every control that asks for people a template,
// commented out, with what good evidence looks like. It loads as it is, and
// holds no record. The keys are file names.
func Skeleton(controls []Control, organisation string) (map[string]string, error) {
	out := map[string]string{
		"assets.yaml": assetsFile, "waivers.yaml": waiversFile, "applicability.yaml": applicabilityFile,
	}
	name := "# organisation: Baker & Sons Ltd\n"
	if organisation != "" {
		if fault := forms["line"].fault(organisation); fault != "" {
			return nil, fmt.Errorf("the organisation's name %s", fault)
		}
		line, err := scalar(organisation)
		if err != nil {
			return nil, err
		}
		name = "organisation: " + line + "\n"
	}
	out["organisation.yaml"] = strings.Replace(organisationFile, "NAME\n", name, 1)
	for _, c := range controls {
		if c.Method == assessment.Automated {
			continue
		}
		file := clauseFile(c.ID)
		if out[file] == "" {
			out[file] = attestationsFile
		}
		out[file] += template(c)
	}
	return out, nil
}

// scalar is a text as YAML writes it on one line.
func scalar(s string) (string, error) {
	text, err := Render(Person{ID: "x", Name: s})
	if err != nil {
		return "", err
	}
	_, line, _ := strings.Cut(text, "name: ")
	return strings.TrimSuffix(line, "\n"), nil
}

func template(c Control) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n# %s %s", c.ID, c.Title)
	if c.Method == assessment.Hybrid {
		b.WriteString(" (people and machine)")
	}
	b.WriteString("\n#\n")
	b.WriteString(wrap(c.Guidance))
	record := cmp.Or(c.Record, "a dated record")
	b.WriteString(wrap("Evidence: " + record + "."))
	fmt.Fprintf(&b, `#
# - id: att-%s
#   control: "%s"
#   scope: all
#   statement:
#   owner:
#   approver:
#   date:
#   period: 1y
#   evidence:
#     - reference:
`, c.ID, c.ID)
	return b.String()
}

// wrap makes comment lines of at most 80 columns.
func wrap(text string) string {
	var b strings.Builder
	line := "#"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > 80 && line != "#" {
			b.WriteString(line + "\n")
			line = "#"
		}
		line += " " + word
	}
	return b.String() + line + "\n"
}

// Init writes a Skeleton into the folder that root is, and gives the names of the
// files, sorted. Nothing is written when one of them is there already.
func Init(root *os.Root, controls []Control, organisation string) ([]string, error) {
	files, err := Skeleton(controls, organisation)
	if err != nil {
		return nil, err
	}
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		if _, err := root.Lstat(name); err == nil {
			return nil, fmt.Errorf("%s is there already: nothing is written", name)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	var done []string
	for _, name := range names {
		if err := writeNew(root, name, files[name]); err != nil {
			for _, d := range done {
				err = errors.Join(err, root.Remove(d))
			}
			return nil, err
		}
		done = append(done, name)
	}
	return names, nil
}

func writeNew(root *os.Root, name, text string) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

const organisationFile = `schema: ` + Schema + `
# The organisation, and the people whom records name as owners and approvers.
# Whoever owns a record lets somebody else approve it: an approver who is also
# the owner makes a record that does not count.
NAME
people:
# - id: anna
#   name: Anna Baker
#   role: managing director
#   email: anna@baker.example    # of her commits, for --verify-git
# - id: bert
#   name: Bert Board
`

const assetsFile = `schema: ` + Schema + `
# The asset register. A host that scopes should reach by its role, environment,
# classification, location, owner, cost_centre or labels must be here; so must
# every host that an assessment over the organisation should miss.
assets:
# - id: web01
#   host: web01.baker.example    # as the facts name it; without it, the id
#   owner: anna
#   location: server room 1
#   classification: internal
#   role: server                 # server, workstation, laptop, container, other
#   environment: production
#   cost_centre: "4711"
#   purchased: 2024-03-01
#   warranty_until: 2027-03-01
#   labels: {team: web}
#   third_parties: [{name: Hosting Ltd, access: console, contract: C-17}]
#   accounts: [{name: deploy, owner: anna, purpose: deployments}]
#   services: [tcp/22, tcp/443]
`

const waiversFile = `schema: ` + Schema + `
# Failures whose risk somebody bears until a date. A waiver changes the adjusted
# score alone: the failure stays in view. Keep each as narrow as it can be: one
# rule, named objects, named hosts, a near end. Exactly one of rule and control.
# An object is compared letter by letter with the one that a violation names: copy
# it from the column "resource" of: isoscan report ASSESSMENT.json --format csv
waivers:
# - id: wv-upload
#   rule: file-open-folders
#   objects: [/srv/www/upload]
#   scope: {hosts: [web01]}
#   justification: What makes it necessary, what lessens the risk, what ends it.
#   risk_owner: anna
#   approver: bert
#   granted: 2026-02-01
#   expires: 2026-06-01
#   ticket: SEC-12
`

const applicabilityFile = `schema: ` + Schema + `
# The Statement of Applicability: controls that do not concern the organisation,
# each with the reason and somebody who approved it. What is not named here is
# applicable.
applicability:
# - id: soa-8.7.3
#   control: "8.7.3"
#   applicable: false
#   justification: Nothing is sold or bought through our systems.
#   owner: anna
#   approver: bert
#   date: 2026-01-10
#   period: 1y
`

const attestationsFile = `schema: ` + Schema + `
# What people say, with evidence, about the controls of one clause. To attest a
# control, remove "# " in front of its lines from "- id" on and fill them in.
# Evidence is a document elsewhere (reference or link), or a file in the folder
# evidence/ with its digest: - {file: evidence/policy.pdf, digest: "sha256:..."}
attestations:
`
