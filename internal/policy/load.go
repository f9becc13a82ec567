package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"go.yaml.in/yaml/v3"

	"isoscan/internal/catalogue"
	"isoscan/internal/params"
)

// Engine holds compiled rules. It is not changed after loading, so it may be
// shared by goroutines.
type Engine struct {
	Catalogue *catalogue.Catalogue
	Params    *params.Catalog

	schema       any
	recordSchema any
	data         map[string]any
	lib          map[string]*ast.Module
	packs        []*pack
	digest       []byte

	severities sync.Once
	worst      map[string]string
}

// pack is a set of rules that is compiled and evaluated apart from others.
type pack struct {
	origin   string
	rules    []*Rule
	compiler *ast.Compiler
	// records are the rules on records, compiled apart: their input is another.
	records        []*RecordRule
	recordCompiler *ast.Compiler
	// limit bounds the time of one evaluation; zero for the built-in rules.
	limit time.Duration
}

// Builtin is the Origin of the rules that come with isoscan.
const Builtin = "isoscan"

// The folders of the policies' file system.
const (
	libDir    = "lib"
	rulesDir  = "iso17799"
	paramsDir = "params"
	dataDir   = "data"
	// SchemaFile is the JSON Schema of the rules' input.
	SchemaFile = "facts.schema.json"
)

// Bounds on a user's own policies.
const (
	maxModules    = 5000
	maxModuleSize = 1 << 20
)

// Load reads and compiles the policies of a folder laid out as policies/ is.
func Load(fsys fs.FS) (*Engine, error) {
	e := &Engine{data: map[string]any{}}
	var err error
	if e.Catalogue, err = catalogue.Load(fsys); err != nil {
		return nil, err
	}
	if e.Params, err = params.Load(fsys, paramsDir); err != nil {
		return nil, err
	}
	for name, to := range map[string]*any{SchemaFile: &e.schema, RecordSchemaFile: &e.recordSchema} {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("the schema of the rules' input: %w", err)
		}
		if err := json.Unmarshal(b, to); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := e.loadData(fsys); err != nil {
		return nil, err
	}
	if e.lib, err = parseDir(fsys, libDir); err != nil {
		return nil, err
	}
	if err := e.add(fsys, rulesDir, Builtin, true); err != nil {
		return nil, err
	}
	e.digest, err = digest(fsys, ".rego", ".yaml", ".json")
	return e, err
}

// AddPack compiles a user's own policy folder apart from the built-in rules,
// with fewer builtins. Its modules live in packages below data.custom. The
// name tells people where a rule came from.
func (e *Engine) AddPack(fsys fs.FS, name string) error {
	if err := e.add(fsys, ".", name, false); err != nil {
		return err
	}
	if p := e.packs[len(e.packs)-1]; len(p.rules)+len(p.records) == 0 {
		return errors.New("there is no rule: no file whose name ends in .rego")
	}
	d, err := digest(fsys, ".rego")
	if err != nil {
		return err
	}
	h := sha256.Sum256(append(slices.Clone(e.digest), d...))
	e.digest = h[:]
	return nil
}

// Rules lists every rule, sorted by primary control and id.
func (e *Engine) Rules() []*Rule {
	var all []*Rule
	for _, p := range e.packs {
		all = append(all, p.rules...)
	}
	slices.SortFunc(all, func(a, b *Rule) int {
		if c := catalogue.CompareIDs(a.Controls[0], b.Controls[0]); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return all
}

// Digest names the policies, catalogue, data and parameters in force:
// "sha256:" and hexadecimal digits.
func (e *Engine) Digest(values map[string]any) (string, error) {
	b, err := json.Marshal(values)
	if err != nil {
		return "", err
	}
	h := sha256.Sum256(append(slices.Clone(e.digest), b...))
	return "sha256:" + hex.EncodeToString(h[:]), nil
}

func (e *Engine) loadData(fsys fs.FS) error {
	files, err := fs.Glob(fsys, dataDir+"/*.yaml")
	if err != nil {
		return err
	}
	for _, f := range files {
		b, err := fs.ReadFile(fsys, f)
		if err != nil {
			return err
		}
		var v any
		if err := yaml.Unmarshal(b, &v); err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
		e.data[strings.TrimSuffix(path.Base(f), ".yaml")] = v
	}
	return nil
}

func (e *Engine) add(fsys fs.FS, dir, origin string, trusted bool) error {
	modules, err := parseDir(fsys, dir)
	if err != nil {
		return err
	}
	records := map[string]*ast.Module{}
	if trusted {
		if records, err = parseDir(fsys, recordsDir); err != nil {
			return err
		}
	}
	p := &pack{origin: origin}
	if !trusted {
		p.limit = packTime
	}
	all := maps.Clone(e.lib)
	root := "custom"
	if trusted {
		root = rulesDir
	}
	var errs []error
	for _, file := range slices.Sorted(maps.Keys(modules)) {
		m := modules[file]
		if s, ok := m.Package.Path[1].Value.(ast.String); !ok || string(s) != root {
			errs = append(errs, fmt.Errorf("%s: the package must lie below %s", file, root))
			continue
		}
		if !trusted && onRecords(m) {
			records[file] = m
			continue
		}
		r, err := newRule(m, file, origin)
		if err == nil {
			err = e.checkCatalogue(r, trusted)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", file, err))
			continue
		}
		p.rules = append(p.rules, r)
		all[file] = m
		each, err := ast.ParseModuleWithOpts(file+"#results", resultsModule(r), ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		all[file+"#results"] = each
	}
	errs = append(errs, e.checkUnique(p)...)
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if err := e.addRecords(p, records, trusted); err != nil {
		return err
	}
	if p.compiler, err = compile(all, e.schema); err != nil {
		return err
	}
	for _, r := range p.rules {
		if !trusted {
			if err := checkCalls(p.compiler.Modules[r.File]); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", r.File, err))
			}
		}
		if err := checkRefs(p.compiler.Modules[r.File], r, e.knownData(r.pkg)); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", r.File, err))
		}
	}
	e.packs = append(e.packs, p)
	return errors.Join(errs...)
}

// resultsModule gathers a rule's sets at data.isoscan.each[id], so that one
// query evaluates all rules and nothing but their results.
func resultsModule(r *Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package isoscan.each[%q]\n", r.ID)
	for _, s := range setNames {
		if r.sets[s] {
			fmt.Fprintf(&b, "%s := %s.%s\n", s, r.pkg, s)
		}
	}
	return b.String()
}

func compile(modules map[string]*ast.Module, schema any) (*ast.Compiler, error) {
	schemas := ast.NewSchemaSet()
	schemas.Put(ast.SchemaRootRef, schema)
	c := ast.NewCompiler().
		WithCapabilities(capabilities()).
		WithStrict(true).
		WithSchemas(schemas)
	if c.Compile(modules); c.Failed() {
		return nil, c.Errors
	}
	return c, nil
}

// checkCatalogue makes sure that a rule points at controls and aspects that
// exist, and that a built-in one lies in its primary control's folder.
func (e *Engine) checkCatalogue(r *Rule, trusted bool) error {
	var errs []error
	for _, id := range r.Controls {
		if _, ok := e.Catalogue.Control(id); !ok {
			errs = append(errs, fmt.Errorf("custom.controls: the standard has no control %q", id))
		}
	}
	for _, a := range r.Aspects {
		control, _, ok := strings.Cut(a, "/")
		if _, _, known := e.Catalogue.Aspect(a); !ok || !known {
			errs = append(errs, fmt.Errorf("custom.aspects: the catalogue has no aspect %q", a))
		} else if !slices.Contains(r.Controls, control) {
			errs = append(errs, fmt.Errorf("custom.aspects: %q belongs to none of the rule's controls", a))
		}
	}
	if trusted && len(errs) == 0 {
		if len(r.Aspects) == 0 {
			errs = append(errs, errors.New("custom.aspects is missing: say what part of the evidence is looked at"))
		}
		o := strings.SplitN(r.Controls[0], ".", 3)
		want := fmt.Sprintf("/c%02s_", o[0])
		if len(o[0]) == 1 {
			want = "/c0" + o[0] + "_"
		}
		if !strings.Contains(r.File, want) || !strings.Contains(r.File, fmt.Sprintf("/o%s_%s_", o[0], o[1])) {
			errs = append(errs, fmt.Errorf("the primary control is %s, but the folder is another objective's", r.Controls[0]))
		}
		if got, want := r.pkg.String(), packageOf(r.File); got != want {
			errs = append(errs, fmt.Errorf("the package is %s, but the file's place says %s", got, want))
		}
	}
	return errors.Join(errs...)
}

func packageOf(file string) string {
	return "data." + strings.ReplaceAll(strings.TrimSuffix(file, ".rego"), "/", ".")
}

func (e *Engine) checkUnique(p *pack) []error {
	seen := map[string]string{}
	for _, other := range e.packs {
		for _, r := range other.rules {
			seen[r.ID] = r.File
		}
	}
	var errs []error
	for _, r := range p.rules {
		if f, taken := seen[r.ID]; taken {
			errs = append(errs, fmt.Errorf("%s: the id %q is taken by %s", r.File, r.ID, f))
		}
		seen[r.ID] = r.File
	}
	return errs
}

// knownData tells whether a data reference of a rule's package can ever be defined.
func (e *Engine) knownData(pkg ast.Ref) func(ast.Ref) error {
	return func(ref ast.Ref) error {
		if len(ref) < 2 {
			return errors.New("reads all of data: name what it needs")
		}
		root, _ := ref[1].Value.(ast.String)
		_, isData := e.data[string(root)]
		switch {
		case ref.HasPrefix(pkg), root == "lib", isData:
			return nil
		case root == "params":
			if len(ref) < 3 {
				return errors.New("reads all of data.params: name one")
			}
			name, ok := ref[2].Value.(ast.String)
			if !ok {
				return errors.New("reads data.params by a computed name")
			}
			if _, ok := e.Params.Def(string(name)); !ok {
				return fmt.Errorf("reads data.params.%s, which no file in params/ defines", string(name))
			}
			return nil
		}
		return fmt.Errorf("reads %s, which is neither its own, lib, params nor data", ref)
	}
}

// parseDir parses every module below dir but the tests, in parallel.
func parseDir(fsys fs.FS, dir string) (map[string]*ast.Module, error) {
	files, err := moduleFiles(fsys, dir, false)
	if err != nil {
		return nil, err
	}
	return parseFiles(fsys, files)
}

// moduleFiles lists the modules below dir, or their tests. What looks like a
// rule and cannot be read as one is an error, for a rule that is quietly left
// out is a gate that quietly holds. A link is no module: what it points at is
// read where it stands, which must be in the same folder.
func moduleFiles(fsys fs.FS, dir string, tests bool) ([]string, error) {
	var files []string
	err := fs.WalkDir(fsys, dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if p == dir && errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		switch rego := strings.HasSuffix(p, ".rego"); {
		case d.Type()&fs.ModeSymlink != 0:
			if _, err := fs.Stat(fsys, p); err != nil {
				return fmt.Errorf("%s: the link leads out of the folder, or nowhere", strconv.Quote(p))
			}
		case rego && !d.IsDir() && !d.Type().IsRegular():
			return fmt.Errorf("%s: not a regular file", strconv.Quote(p))
		}
		if d.Type().IsRegular() && strings.HasSuffix(p, ".rego") && strings.HasSuffix(p, "_test.rego") == tests {
			files = append(files, p)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(files) > maxModules {
		return nil, fmt.Errorf("%d policy files are more than the %d allowed", len(files), maxModules)
	}
	sort.Strings(files)
	return files, nil
}

func parseFiles(fsys fs.FS, files []string) (map[string]*ast.Module, error) {
	modules := make([]*ast.Module, len(files))
	errs := make([]error, len(files))
	var wg sync.WaitGroup
	work := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range work {
				modules[i], errs[i] = parseFile(fsys, files[i])
			}
		})
	}
	for i := range files {
		work <- i
	}
	close(work)
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	out := make(map[string]*ast.Module, len(files))
	for i, f := range files {
		out[f] = modules[i]
	}
	return out, nil
}

func parseFile(fsys fs.FS, file string) (*ast.Module, error) {
	st, err := fs.Stat(fsys, file)
	if err != nil {
		return nil, err
	}
	if st.Size() > maxModuleSize {
		return nil, fmt.Errorf("%s: a policy file is larger than %d bytes", file, maxModuleSize)
	}
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	m, err := ast.ParseModuleWithOpts(file, string(b), ast.ParserOptions{
		ProcessAnnotation: true,
		RegoVersion:       ast.RegoV1,
		Capabilities:      capabilities(),
	})
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, fmt.Errorf("%s: the module is empty", file)
	}
	return m, nil
}

// digest covers every file that bears on a verdict, by extension, tests left out.
func digest(fsys fs.FS, exts ...string) ([]byte, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || strings.HasSuffix(p, "_test.rego") {
			return err
		}
		if !slices.Contains(exts, path.Ext(p)) {
			return nil
		}
		b, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %d\n", p, len(b))
		h.Write(b)
		return nil
	})
	return h.Sum(nil), err
}
