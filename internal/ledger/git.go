package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Git reads who changed the records of a ledger, from its repository's history.
type Git struct {
	// AllowedSigners is a file as ssh-keygen(1) describes under ALLOWED SIGNERS:
	// who may sign with which key. It must come from the operator: one inside the
	// repository would vouch for itself. Without it no signature by an SSH key is
	// good, only unknown.
	AllowedSigners string
}

// gitTime bounds everything that one verification does.
const gitTime = 5 * time.Minute

// GitError says why the history cannot be read.
type GitError struct {
	message, hint string
}

func (e *GitError) Error() string { return e.message }

// Hint is the next step.
func (e *GitError) Hint() string { return e.hint }

// VerifyGit is that of a Git without allowed signers.
func VerifyGit(ctx context.Context, dir string, l *Ledger) error { return Git{}.VerifyGit(ctx, dir, l) }

// VerifyGit fills in what the history of the repository around dir says of each
// attestation, waiver and line of the Statement of Applicability of l, which was
// loaded from dir: the commit that made the record what it is now, its author
// and its signature. A record that is not committed as it stands has a Change
// without a commit. It sets l.Commit as well.
//
// A repository may come from anywhere, so nothing that it says is run: git works
// in a folder of its own with a configuration of its own and takes only objects
// from the repository, never its configuration, hooks, attributes or work tree.
// The one command that does read the repository's configuration is rev-parse,
// which runs nothing.
//
// An error is a *GitError when git is not there, dir is in no repository, or the
// repository belongs to somebody else.
func (g Git) VerifyGit(ctx context.Context, dir string, l *Ledger) (err error) {
	ctx, cancel := context.WithTimeout(ctx, gitTime)
	defer cancel()
	h, err := g.open(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(h.own)) }()
	blobs, err := h.blobs(ctx)
	if err != nil {
		return err
	}
	w := &witness{history: h, ctx: ctx, l: l, now: valuesOf(l), order: map[string]int{}}
	if err := w.loadOrder(); err != nil {
		return err
	}
	l.Commit = h.head
	for _, name := range l.Files {
		if !blobs[h.prefix+name] {
			l.Commit = h.head + "-dirty"
			continue
		}
		same, err := w.file(name)
		if err != nil {
			return fmt.Errorf("the history of %s: %w", name, err)
		}
		if !same {
			l.Commit = h.head + "-dirty"
		}
	}
	changes, err := w.changes()
	if err != nil {
		return err
	}
	l.changes = changes
	return nil
}

// history is a repository's objects, seen from a folder of our own.
type history struct {
	Git
	exe string
	// own is the folder; objects those of the repository.
	own, objects string
	// head is the full hash of the commit that is checked out; prefix the
	// ledger's folder in it, empty or with a slash at its end.
	head, prefix string
}

func (g Git) open(ctx context.Context, dir string) (*history, error) {
	exe, err := lookGit()
	if err != nil {
		return nil, err
	}
	h := &history{Git: g, exe: exe}
	out, err := h.discover(ctx, dir, "--is-inside-work-tree", "--git-common-dir", "--show-object-format", "--show-prefix")
	if err != nil {
		return nil, err
	}
	// The prefix comes last and may hold anything.
	answers := strings.SplitN(strings.TrimSuffix(out, "\n"), "\n", 4)
	if len(answers) != 4 || answers[0] != "true" {
		return nil, &GitError{fmt.Sprintf("%s is in no work tree of a git repository", dir), "check the ledger out, and name its folder there"}
	}
	h.prefix = answers[3]
	if strings.ContainsAny(h.prefix, "\n\x00") {
		return nil, &GitError{fmt.Sprintf("%s has a line break in its name", shown(dir)), "rename the folder"}
	}
	common := answers[1]
	if !filepath.IsAbs(common) {
		common = filepath.Join(dir, common)
	}
	if common, err = filepath.Abs(common); err != nil {
		return nil, err
	}
	h.objects = filepath.Join(common, "objects")
	if err := h.signers(ctx, dir); err != nil {
		return nil, err
	}
	head, err := h.discover(ctx, dir, "--verify", "HEAD")
	if err != nil {
		return nil, &GitError{fmt.Sprintf("the repository of %s has no commit yet", dir), "commit the ledger"}
	}
	h.head = strings.TrimSpace(head)
	if _, err := hex.DecodeString(h.head); err != nil || len(h.head) < 40 {
		return nil, fmt.Errorf("git names no commit, but %s", shown(h.head))
	}
	return h, h.settle(common, answers[2])
}

// settle makes the folder of our own.
func (h *history) settle(common, format string) (err error) {
	if h.own, err = os.MkdirTemp("", "isoscan-git-"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(h.own))
		}
	}()
	config := "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
	if format == "sha256" {
		config = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n"
	}
	files := map[string]string{"HEAD": h.head + "\n", "config": config, "signers": ""}
	// Where the history of a shallow clone ends.
	shallow := filepath.Join(common, "shallow")
	if info, err := os.Lstat(shallow); err == nil && info.Mode().IsRegular() && info.Size() < MaxFile {
		data, err := os.ReadFile(shallow)
		if err != nil {
			return err
		}
		files["shallow"] = string(data)
	}
	if err = os.Mkdir(filepath.Join(h.own, "refs"), 0o700); err != nil {
		return err
	}
	for name, text := range files {
		if err = os.WriteFile(filepath.Join(h.own, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// blobs are the files of the ledger's folder in the commit, by path.
func (h *history) blobs(ctx context.Context) (map[string]bool, error) {
	args := []string{"ls-tree", "-r", "-z", h.head}
	if h.prefix != "" {
		args = append(args, "--", h.prefix)
	}
	out, err := h.git(ctx, nil, args...)
	if err != nil {
		return nil, err
	}
	blobs := map[string]bool{}
	for entry := range strings.SplitSeq(string(out), "\x00") {
		meta, name, ok := strings.Cut(entry, "\t")
		fields := strings.Fields(meta)
		if ok && len(fields) == 3 && fields[1] == "blob" && strings.HasPrefix(fields[0], "100") {
			blobs[name] = true
		}
	}
	return blobs, nil
}

// content is a file of a commit; nil when it was not there, or is too large to
// be a ledger's.
func (h *history) content(ctx context.Context, commit, name string) ([]byte, error) {
	out, err := h.git(ctx, []byte(commit+":"+name+"\n"), "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	head, body, ok := bytes.Cut(out, []byte("\n"))
	if fields := bytes.Fields(head); !ok || len(fields) != 3 || string(fields[1]) != "blob" {
		return nil, nil
	}
	return bytes.TrimSuffix(body, []byte("\n")), nil
}

// commits tells about each of them.
func (h *history) commits(ctx context.Context, ids []string) (map[string]Change, error) {
	out := map[string]Change{}
	if len(ids) == 0 {
		return out, nil
	}
	signed, err := h.signed(ctx, ids)
	if err != nil {
		return nil, err
	}
	// Names and addresses may hold anything but null bytes and line ends.
	const fields = 6
	log, err := h.git(ctx, []byte(strings.Join(ids, "\n")+"\n"), "log", "--no-walk=unsorted", "--stdin", "-z",
		"--no-show-signature", "--no-notes", "--no-mailmap", "--no-color", "--format=%H%x00%an%x00%ae%x00%cI%x00%G?%x00%GS")
	if err != nil {
		return nil, err
	}
	parts := strings.Split(strings.TrimSuffix(string(log), "\x00"), "\x00")
	if len(parts)%fields != 0 {
		return nil, fmt.Errorf("git log wrote %d fields, no multiple of %d", len(parts), fields)
	}
	for p := range slices.Chunk(parts, fields) {
		c := Change{Commit: p[0], AuthorName: p[1], AuthorEmail: p[2], Date: p[3]}
		c.Signature = signature(p[4], p[5], c.AuthorEmail, signed[c.Commit])
		out[c.Commit] = c
	}
	return out, nil
}

// signature puts git's letter into words. A good one is by the author: of a key
// that somebody else holds it says only that somebody signed.
func signature(letter, signer, email string, signed bool) string {
	switch {
	case letter == "G" && email != "" && (signer == email || strings.HasSuffix(signer, "<"+email+">")):
		return "good"
	case letter == "B" || letter == "R":
		return "bad"
	case letter == "N" && !signed:
		return "none"
	}
	return "unknown"
}

// signed says which commits carry a signature at all; git does not tell it from
// none when it has nothing to check it with.
func (h *history) signed(ctx context.Context, ids []string) (map[string]bool, error) {
	raw, err := h.git(ctx, []byte(strings.Join(ids, "\n")+"\n"), "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for len(raw) > 0 {
		head, rest, _ := bytes.Cut(raw, []byte("\n"))
		var id, kind string
		var size int
		if n, err := fmt.Sscanf(string(head), "%s %s %d", &id, &kind, &size); n != 3 || err != nil || size < 0 || size >= len(rest) {
			return nil, fmt.Errorf("commit %s cannot be read", shown(string(head)))
		}
		header, _, _ := bytes.Cut(rest[:size], []byte("\n\n"))
		out[id] = bytes.Contains(header, []byte("\ngpgsig"))
		raw = rest[size+1:]
	}
	return out, nil
}

// digestOf tells texts apart.
func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return string(sum[:])
}

func digestHex(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
