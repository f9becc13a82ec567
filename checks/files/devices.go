package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Bounds of the walk below /dev, which holds some thousand nodes on a large host.
const (
	deviceFolder      = "/dev"
	maxDeviceEntries  = 200_000
	maxDeviceDepth    = 50
	maxDeviceTime     = 10 * time.Second
	maxOrdinary       = 500
	ordinaryFactsPath = "devices.ordinary"
	// maxBeginnings and beginningLimit bound how many files in /dev/shm, and how
	// large ones, are looked into.
	maxBeginnings  = 100
	beginningLimit = 4 << 20
)

// devices looks for what is no device below /dev: that is where nobody looks.
// Programs with rights of their own among them are noted with all others.
// Nothing is opened but folders, and files in /dev/shm; no pseudo file system is
// entered.
func (w *walker) devices(skip map[string]bool, oneDevice bool) {
	missing := func(name string, err error) {
		for _, f := range []string{ordinaryFactsPath, "setuid", "capabilities"} {
			w.gaps.Add(keyed(f, name), err)
		}
	}
	w.facts.Devices = &Devices{Ordinary: map[string]Ordinary{}}
	o := host.WalkOptions{Skip: map[string]bool{}, OneDevice: oneDevice, MaxEntries: maxDeviceEntries, MaxDepth: maxDeviceDepth, Visit: w.device}
	for p := range skip {
		if strings.HasPrefix(p, deviceFolder+"/") {
			o.Skip[p] = true
		}
	}
	ctx, cancel := context.WithTimeout(w.ctx, maxDeviceTime)
	defer cancel()
	report, err := w.h.Walk(ctx, deviceFolder, o)
	if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
		return
	}
	if err != nil {
		missing(deviceFolder+"/*", err)
		return
	}
	w.facts.Devices.Entries = report.Entries
	w.w.Roots = append(w.w.Roots, deviceFolder)
	w.w.Skipped = slices.DeleteFunc(w.w.Skipped, func(s string) bool { return s == deviceFolder })
	for _, s := range report.Skipped {
		w.w.Skipped = append(w.w.Skipped, facts.Text(s))
	}
	slices.Sort(w.w.Skipped)
	if oneDevice && slices.Contains(report.Skipped, deviceFolder+"/shm") {
		missing(deviceFolder+"/shm/*", fmt.Errorf("%s/shm: it is not known what is mounted there", deviceFolder))
	}
	w.beginnings()
	if report.Over != nil {
		missing(deviceFolder+"/*", fmt.Errorf("the walk below %s ended after %d files: %w", deviceFolder, report.Entries, report.Over))
	}
	for i, e := range report.Errors {
		if i == maxGaps {
			break
		}
		missing(facts.Text(e.Path)+"/*", e.Err)
	}
	if n := report.Failed - maxGaps; n > 0 {
		missing("more", fmt.Errorf("%d more folders below %s could not be read", n, deviceFolder))
	}
}

// device sorts what is in a folder below /dev. It runs in several goroutines.
func (w *walker) device(b host.WalkBatch) {
	for i := range b.Entries {
		e := &b.Entries[i]
		if !e.IsRegular() {
			continue
		}
		p := e.Perm()
		if p&0o6000 != 0 {
			w.special(b, e)
		}
		if p&0o111 != 0 {
			w.capability(b, e)
		}
		w.ordinary(path.Join(b.Dir, e.Name), e)
	}
}

func (w *walker) ordinary(full string, e *host.FileInfo) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.facts.Devices
	if d.Count++; len(d.Ordinary) >= maxOrdinary {
		w.more[ordinaryFactsPath] = true
		return
	}
	hidden := false
	for _, step := range strings.Split(strings.TrimPrefix(full, deviceFolder+"/"), "/") {
		hidden = hidden || strings.HasPrefix(step, ".")
	}
	p := e.Perm()
	o := Ordinary{
		Owner: e.UID, Group: e.GID, Mode: fmt.Sprintf("%04o", p), Bytes: e.Size,
		Program: p&0o111 != 0, Hidden: hidden, Shared: strings.HasPrefix(full, deviceFolder+"/shm/"),
	}
	d.Ordinary[facts.Text(full)] = o
	if o.Shared && o.Program && o.Bytes <= beginningLimit {
		w.shared = append(w.shared, full)
	}
}

// beginnings looks into what may be executed in /dev/shm: many programs ask for
// all rights to the memory that they share, which does not make it a program.
func (w *walker) beginnings() {
	d := w.facts.Devices
	slices.Sort(w.shared)
	for _, full := range w.shared[:min(len(w.shared), maxBeginnings)] {
		name := facts.Text(full)
		o := d.Ordinary[name]
		b, err := w.h.ReadFile(w.ctx, full, beginningLimit)
		switch {
		case err == nil:
			o.Program = bytes.HasPrefix(b, []byte("\x7fELF")) || bytes.HasPrefix(b, []byte("#!"))
			d.Ordinary[name] = o
		case errors.Is(err, host.ErrNotExist): // removed since it was listed
			delete(d.Ordinary, name)
			d.Count--
		case errors.Is(err, host.ErrTooLarge): // it has grown
		default:
			w.gaps.Add(keyed(ordinaryFactsPath, name), err)
			delete(d.Ordinary, name)
		}
	}
}
