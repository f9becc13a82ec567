package ledger

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// repo is a real repository, worked on with the real git.
type repo struct {
	t   *testing.T
	dir string
	day int
}

func program(t *testing.T, name, debian string) string {
	t.Helper()
	exe, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing: install the Debian package %s", name, debian)
	}
	return exe
}

func newRepo(t *testing.T) *repo {
	t.Helper()
	program(t, "git", "git")
	r := &repo{t: t, dir: t.TempDir()}
	r.git("anna", "init", "-q", "-b", "main")
	return r
}

// git runs as a person of the ledger, a day after the last time.
func (r *repo) git(person string, args ...string) string {
	r.t.Helper()
	r.day++
	date := "2026-01-" + string(rune('0'+r.day/10)) + string(rune('0'+r.day%10)) + "T12:00:00Z"
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + r.dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_AUTHOR_NAME=" + person, "GIT_AUTHOR_EMAIL=" + person + "@baker.example", "GIT_AUTHOR_DATE=" + date,
		"GIT_COMMITTER_NAME=" + person, "GIT_COMMITTER_EMAIL=" + person + "@baker.example", "GIT_COMMITTER_DATE=" + date,
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r *repo) write(name, text string) {
	r.t.Helper()
	path := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

// commit puts everything into a commit, and gives its hash.
func (r *repo) commit(person string, more ...string) string {
	r.t.Helper()
	r.git(person, "add", "-A")
	r.day--
	r.git(person, append([]string{"commit", "-q", "-m", "change"}, more...)...)
	r.day--
	hash := r.git(person, "rev-parse", "HEAD")
	return hash
}

// verify loads the ledger below the repository and reads its history.
func (r *repo) verify(g Git) *Ledger {
	r.t.Helper()
	dir := filepath.Join(r.dir, "ledger")
	l, err := Load(os.DirFS(dir), known(r.t))
	if err != nil {
		r.t.Fatal(err)
	}
	if err := g.VerifyGit(context.Background(), dir, l); err != nil {
		r.t.Fatal(err)
	}
	return l
}

// authors tells who last changed each record: the name before the @, or "".
func authors(l *Ledger) map[string]string {
	out := map[string]string{}
	for id, c := range l.changes {
		out[id] = c.AuthorName
	}
	return out
}

const waiver = `- id: wv-ID
  rule: services-ftp
  objects: ["tcp/21"]
  scope: {hosts: [web01]}
  justification: An old scanner needs it.
  risk_owner: anna
  approver: bert
  granted: 2026-02-01
  expires: 2026-06-01
`

func waivers(ids ...string) string {
	out := head + "waivers:\n"
	for _, id := range ids {
		out += strings.Replace(waiver, "ID", id, 1)
	}
	return out
}

func TestHistoryTellsWhoChangedEachRecord(t *testing.T) {
	r := newRepo(t)
	r.write("ledger/people.yaml", people)
	r.write("ledger/waivers.yaml", waivers("one", "two"))
	first := r.commit("anna")
	r.write("ledger/waivers.yaml", strings.Replace(waivers("one", "two", "three"), "wv-two\n  rule: services-ftp", "wv-two\n  rule: services-tftp", 1)+"# the end\n")
	second := r.commit("bert")
	l := r.verify(Git{})
	want := map[string]Change{
		"wv-one":   {Commit: first, AuthorName: "anna", AuthorEmail: "anna@baker.example", Date: l.changes["wv-one"].Date, Signature: "none"},
		"wv-two":   {Commit: second, AuthorName: "bert", AuthorEmail: "bert@baker.example", Date: l.changes["wv-two"].Date, Signature: "none"},
		"wv-three": {Commit: second, AuthorName: "bert", AuthorEmail: "bert@baker.example", Date: l.changes["wv-two"].Date, Signature: "none"},
	}
	if d := cmp.Diff(want, l.changes); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if l.Commit != second || !strings.HasPrefix(want["wv-one"].Date, "2026-01-") {
		t.Errorf("commit %s, want %s; date %s", l.Commit, second, want["wv-one"].Date)
	}
	facts := l.Facts(day("2026-03-01"), RuleLookup{})
	if got := facts[1].Change; got == nil || got.Commit != second {
		t.Errorf("fact of wv-two: %+v", got)
	}
}

// Blame names the authors of the lines that are there. Whoever removes the line
// that names objects makes the waiver one for everything, and writes none.
func TestRemovingALineIsAChange(t *testing.T) {
	r := newRepo(t)
	r.write("ledger/people.yaml", people)
	r.write("ledger/waivers.yaml", waivers("one", "two"))
	r.commit("bert")
	wide := strings.Replace(waivers("one", "two"), "  objects: [\"tcp/21\"]\n", "", 1)
	r.write("ledger/waivers.yaml", wide)
	r.commit("mallory")
	r.write("ledger/waivers.yaml", wide+strings.Replace(waiver, "ID", "three", 1))
	r.commit("anna")
	want := map[string]string{"wv-one": "mallory", "wv-two": "bert", "wv-three": "anna"}
	if d := cmp.Diff(want, authors(r.verify(Git{}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestWhatIsNotCommittedHasNoAuthor(t *testing.T) {
	r := newRepo(t)
	r.write("ledger/people.yaml", people)
	r.write("ledger/waivers.yaml", waivers("one", "two", "three"))
	hash := r.commit("bert")
	now := strings.Replace(waivers("one", "two", "three"), "2026-06-01", "2026-12-01", 1)
	now = strings.Replace(now, "wv-two\n  rule: services-ftp\n  objects: [\"tcp/21\"]\n", "wv-two\n  rule: services-ftp\n", 1)
	r.write("ledger/waivers.yaml", now)
	r.write("ledger/new.yaml", waivers("four"))
	l := r.verify(Git{})
	want := map[string]string{"wv-one": "", "wv-two": "", "wv-three": "bert", "wv-four": ""}
	if d := cmp.Diff(want, authors(l)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if l.Commit != hash+"-dirty" {
		t.Errorf("commit %s, want %s-dirty", l.Commit, hash)
	}
	if c := l.changes["wv-one"]; c.Commit != "" || c.Signature != "none" {
		t.Errorf("%+v", c)
	}
}

// Comments, layout and a move into another file are no change of what a record
// says, but whoever writes its lines anew answers for them.
func TestHistoryFollowsRenames(t *testing.T) {
	r := newRepo(t)
	r.write("ledger/people.yaml", people)
	r.write("ledger/waivers.yaml", waivers("one", "two"))
	r.commit("bert")
	r.git("anna", "mv", "ledger/waivers.yaml", "ledger/risks.yaml")
	r.commit("anna")
	want := map[string]string{"wv-one": "bert", "wv-two": "bert"}
	if d := cmp.Diff(want, authors(r.verify(Git{}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestSignaturesBySSHKeys(t *testing.T) {
	keygen := program(t, "ssh-keygen", "openssh-client")
	r := newRepo(t)
	keys := t.TempDir()
	for _, name := range []string{"anna", "bert", "mallory"} {
		if out, err := exec.Command(keygen, "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", filepath.Join(keys, name)).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	signed := func(person, key string) {
		r.git(person, "add", "-A")
		r.git(person, "-c", "gpg.format=ssh", "-c", "user.signingkey="+filepath.Join(keys, key), "commit", "-q", "-S", "-m", "signed")
	}
	r.write("ledger/people.yaml", people)
	r.write("ledger/a.yaml", waivers("anna"))
	signed("anna", "anna")
	r.write("ledger/b.yaml", waivers("mallory"))
	signed("anna", "mallory")
	r.write("ledger/c.yaml", waivers("as-anna"))
	signed("anna", "bert") // bert's key under anna's name
	r.write("ledger/d.yaml", waivers("unsigned"))
	r.commit("anna")

	var allowed strings.Builder
	for _, name := range []string{"anna", "bert"} {
		pub, err := os.ReadFile(filepath.Join(keys, name+".pub"))
		if err != nil {
			t.Fatal(err)
		}
		allowed.WriteString(name + "@baker.example " + string(pub))
	}
	signers := filepath.Join(keys, "allowed_signers")
	if err := os.WriteFile(signers, []byte(allowed.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	// A signature that somebody tampered with: the commit says something else.
	raw := r.git("anna", "cat-file", "commit", "HEAD~3")
	forged := filepath.Join(keys, "forged")
	if err := os.WriteFile(forged, []byte(strings.Replace(raw, "\n\nsigned", "\n\nforged", 1)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	hash := r.git("anna", "hash-object", "-t", "commit", "-w", forged)
	// A path is the caller's: git itself works elsewhere.
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	relative, err := filepath.Rel(here, signers)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for id, c := range r.verify(Git{AllowedSigners: relative}).changes {
		got[id] = c.Signature
	}
	want := map[string]string{"wv-anna": "good", "wv-mallory": "unknown", "wv-as-anna": "unknown", "wv-unsigned": "none"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	clear(got)
	for id, c := range r.verify(Git{}).changes {
		got[id] = c.Signature
	}
	want = map[string]string{"wv-anna": "unknown", "wv-mallory": "unknown", "wv-as-anna": "unknown", "wv-unsigned": "none"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("without allowed signers (-want +got):\n%s", d)
	}
	r.git("anna", "reset", "-q", "--hard", hash)
	if got := r.verify(Git{AllowedSigners: signers}).changes["wv-anna"].Signature; got != "bad" {
		t.Errorf("the forged commit: %q, want bad", got)
	}
}

// A repository from anywhere may name programs in its configuration, its hooks
// and its attributes. None of them may run, and none of its replacements, grafts
// or signers may be believed.
func TestNothingOfAHostileRepositoryRuns(t *testing.T) {
	r := newRepo(t)
	r.write("ledger/people.yaml", people)
	r.write("ledger/waivers.yaml", waivers("one"))
	r.commit("mallory")
	r.write("ledger/waivers.yaml", waivers("one", "two"))
	last := r.commit("mallory")
	marker := filepath.Join(t.TempDir(), "ran")
	evil := filepath.Join(t.TempDir(), "evil")
	if err := os.WriteFile(evil, []byte("#!/bin/sh\necho \"$0 $*\" >> "+marker+"\ncat\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	// The one for a remote does not answer: it and git would wait for each other.
	if err := os.WriteFile(evil+"-remote", []byte("#!/bin/sh\necho \"$0 $*\" >> "+marker+"\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass", "core.editor", "core.gitProxy", "core.alternateRefsCommand", "diff.external",
		"pager.blame", "pager.log", "pager.rev-parse", "pager.cat-file", "gpg.program", "gpg.ssh.program", "gpg.x509.program", "gpg.ssh.defaultKeyCommand",
		"filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv", "diff.evil.command", "merge.evil.driver",
		"uploadpack.packObjectsHook", "remote.evil.uploadpack", "credential.helper", "sequence.editor", "trailer.x.cmd", "trailer.x.command",
	} {
		value := evil
		if key == "credential.helper" || strings.HasPrefix(key, "alias.") {
			value = "!" + evil
		}
		r.git("mallory", "config", key, value)
		r.day--
	}
	for key, value := range map[string]string{
		"filter.evil.required": "true", "core.hooksPath": filepath.Join(r.dir, ".git/evil-hooks"), "core.attributesFile": filepath.Join(r.dir, ".gitattributes"),
		"alias.blame": "!" + evil, "alias.rev-parse": "!" + evil, "alias.log": "!" + evil, "remote.evil.url": "ext::" + evil + "-remote", "remote.evil.promisor": "true",
		"protocol.allow": "always", "protocol.ext.allow": "always", "protocol.file.allow": "always", "extensions.partialClone": "evil", "core.repositoryFormatVersion": "1",
		"gpg.ssh.allowedSignersFile": filepath.Join(r.dir, "signers"), "log.showSignature": "true", "blame.ignoreRevsFile": filepath.Join(r.dir, "ignored"),
		"mailmap.file": filepath.Join(r.dir, "mailmap"), "log.mailmap": "true",
	} {
		r.git("mallory", "config", key, value)
		r.day--
	}
	for _, hook := range []string{"post-checkout", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman", "post-index-change"} {
		for _, dir := range []string{".git/hooks", ".git/evil-hooks"} {
			r.write(filepath.Join(dir, hook), "#!/bin/sh\n"+evil+"\n")
			if err := os.Chmod(filepath.Join(r.dir, dir, hook), 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, name := range []string{".gitattributes", "ledger/.gitattributes", ".git/info/attributes"} {
		r.write(name, "* filter=evil diff=evil merge=evil text eol=crlf ident\n")
	}
	r.write("ignored", last+"\n")
	r.write("mailmap", "bert <bert@baker.example> mallory <mallory@baker.example>\n")
	r.write(".mailmap", "bert <bert@baker.example> mallory <mallory@baker.example>\n")
	// The traps work: git itself, run without care, springs one.
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", "blame", "ledger/waivers.yaml")
	cmd.Dir, cmd.Env = r.dir, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + r.dir}
	out, _ := cmd.CombinedOutput()
	if _, err := os.Stat(marker); err != nil {
		t.Fatalf("the traps are none: a plain git blame ran nothing\n%s", out)
	}
	if err := os.Remove(marker); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"wv-one": "mallory", "wv-two": "mallory"}, authors(r.verify(Git{}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if text, err := os.ReadFile(marker); err == nil {
		t.Errorf("this was run:\n%s", text)
	}
	// An object that is missing makes git fetch it from the remote that promised
	// it, by the program that the remote names.
	blob := gitPlain(t, r.dir, "rev-parse", "HEAD~1:ledger/waivers.yaml")
	if err := os.Remove(filepath.Join(r.dir, ".git/objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(r.dir, "ledger")
	l, err := Load(os.DirFS(dir), known(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := VerifyGit(context.Background(), dir, l); err == nil {
		t.Error("a missing object went unseen")
	}
	if text, err := os.ReadFile(marker); err == nil {
		t.Errorf("this was run for a missing object:\n%s", text)
	}
	cmd = exec.CommandContext(ctx, "git", "cat-file", "-p", blob)
	cmd.WaitDelay = time.Second
	cmd.Dir, cmd.Env = r.dir, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + r.dir}
	out, _ = cmd.CombinedOutput()
	if _, err := os.Stat(marker); err != nil {
		t.Fatalf("the trap is none: a plain git fetched nothing\n%s", out)
	}
}

// gitPlain asks git without the repository's configuration mattering.
func gitPlain(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "core.fsmonitor=false"}, args...)...)
	cmd.Dir, cmd.Env = dir, environment()
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// Replacing an approved commit's tree by another one is a matter of one ref.
func TestReplacedObjectsAreNotBelieved(t *testing.T) {
	r := newRepo(t)
	r.write("ledger/people.yaml", people)
	r.write("ledger/waivers.yaml", waivers("one"))
	r.commit("mallory")
	raw := r.git("anna", "cat-file", "commit", "HEAD")
	other := filepath.Join(t.TempDir(), "commit")
	if err := os.WriteFile(other, []byte(strings.ReplaceAll(raw, "mallory", "bert")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	hash := r.git("anna", "hash-object", "-t", "commit", "-w", other)
	r.git("anna", "replace", "HEAD", hash)
	if got := r.git("anna", "log", "-1", "--format=%an"); got != "bert" {
		t.Fatalf("git itself shows %q: nothing is replaced", got)
	}
	if d := cmp.Diff(map[string]string{"wv-one": "mallory"}, authors(r.verify(Git{}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestWhyTheHistoryCannotBeRead(t *testing.T) {
	program(t, "git", "git")
	plain := t.TempDir()
	if err := os.WriteFile(filepath.Join(plain, "a.yaml"), []byte(people), 0o644); err != nil {
		t.Fatal(err)
	}
	empty := newRepo(t)
	empty.write("ledger/people.yaml", people)
	bare := t.TempDir()
	if out, err := exec.Command("git", "init", "-q", "--bare", bare).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, c := range map[string]struct{ dir, want string }{
		"no repository": {plain, "is in no git repository"},
		"no commit":     {filepath.Join(empty.dir, "ledger"), "has no commit yet"},
		"bare":          {bare, "is in no work tree of a git repository"},
	} {
		t.Run(name, func(t *testing.T) {
			err := VerifyGit(context.Background(), c.dir, &Ledger{})
			var g *GitError
			if !errors.As(err, &g) || !strings.Contains(g.Error(), c.want) || g.Hint() == "" {
				t.Errorf("error is %v, want %q and a hint", err, c.want)
			}
		})
	}
	for name, c := range map[string]struct{ signers, want string }{
		"no allowed signers":       {filepath.Join(plain, "none"), "no such file or directory"},
		"allowed signers a folder": {plain, "is no regular file"},
		"allowed signers inside":   {filepath.Join(empty.dir, "ledger/people.yaml"), "lies in the repository that it is to vouch for"},
	} {
		t.Run(name, func(t *testing.T) {
			err := Git{AllowedSigners: c.signers}.VerifyGit(context.Background(), filepath.Join(empty.dir, "ledger"), &Ledger{})
			var g *GitError
			if !errors.As(err, &g) || !strings.Contains(g.Error(), c.want) || g.Hint() == "" {
				t.Errorf("error is %v, want %q and a hint", err, c.want)
			}
		})
	}
	t.Run("no git", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		var g *GitError
		if err := VerifyGit(context.Background(), plain, &Ledger{}); !errors.As(err, &g) || g.Error() != "git is not installed" {
			t.Errorf("error is %v", err)
		}
	})
	t.Run("another owner", func(t *testing.T) {
		// A program in git's place says what git says of another user's repository,
		// so that the test needs no second user.
		bin := t.TempDir()
		script := "#!/bin/sh\necho \"fatal: detected dubious ownership in repository at '/srv/x'\" >&2\nexit 128\n"
		if err := os.WriteFile(filepath.Join(bin, "git"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
		var g *GitError
		if err := VerifyGit(context.Background(), plain, &Ledger{}); !errors.As(err, &g) || !strings.Contains(g.Error(), "belongs to another user") {
			t.Errorf("error is %v", err)
		}
	})
	t.Run("interrupted", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := VerifyGit(ctx, filepath.Join(empty.dir, "ledger"), &Ledger{}); !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v, want %v", err, context.Canceled)
		}
	})
}
