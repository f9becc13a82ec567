package hostinfo

import (
	"context"
	"errors"
	"path"
	"regexp"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// installedKernels lists images of /boot and folders of /lib/modules.
func (g *gatherer) installedKernels(ctx context.Context) {
	out, whole := map[string]Installed{}, true
	for _, dir := range []string{"/boot", "/lib/modules", "/usr/lib/modules"} {
		list, err := g.ReadDir(ctx, dir)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				g.gaps.Add("kernel.installed", err)
				whole = false
			}
			continue
		}
		for _, e := range list {
			if dir == "/boot" {
				for _, prefix := range []string{"vmlinuz-", "vmlinux-", "Image-"} {
					if release, ok := strings.CutPrefix(e.Name, prefix); ok && !e.IsDir() {
						k := out[facts.Text(release)]
						k.Image = some(path.Join(dir, e.Name))
						out[facts.Text(release)] = k
					}
				}
			} else if e.IsDir() {
				k := out[facts.Text(e.Name)]
				k.Modules = true
				out[facts.Text(e.Name)] = k
			}
		}
	}
	if whole || len(out) > 0 {
		g.f.Kernel.Installed = out
	}
}

// kernel reads what the running kernel says of itself.
func (g *gatherer) kernel(ctx context.Context) {
	k := &g.f.Kernel
	const osrelease = "/proc/sys/kernel/osrelease"
	if v, ok := g.needed(ctx, osrelease, "kernel.release"); ok {
		k.Release = facts.AtPtr(v, facts.File(osrelease))
	}
	const cmdline = "/proc/cmdline"
	if data, err := g.ReadFile(ctx, cmdline, 64<<10); err != nil {
		g.gaps.Add("kernel.command_line", err)
	} else {
		k.CommandLine = &CommandLine{Args: parseCommandLine(string(data)), Source: facts.File(cmdline)}
	}
	const tainted = "/proc/sys/kernel/tainted"
	if v, ok := g.needed(ctx, tainted, "kernel.taint"); ok {
		if n, err := strconv.ParseUint(v, 10, 64); err != nil {
			g.gaps.AddReason("kernel.taint", tainted+": not a number", false)
		} else {
			k.Taint = &Taint{Value: n, Flags: taintFlags(n), Source: facts.File(tainted)}
		}
	}
	const lockdown = "/sys/kernel/security/lockdown"
	if v, ok := g.line(ctx, lockdown, "kernel.lockdown"); ok {
		if _, rest, open := strings.Cut(v, "["); open {
			word, _, _ := strings.Cut(rest, "]")
			k.Lockdown = facts.AtPtr(word, facts.File(lockdown))
		}
	}
	k.SigEnforce = g.flag(ctx, "/sys/module/module/parameters/sig_enforce", "kernel.sig_enforce")
	k.ModulesDisabled = g.flag(ctx, "/proc/sys/kernel/modules_disabled", "kernel.modules_disabled")
	g.modules(ctx)
}

// modules tells which modules load: none once modules_disabled is set, only
// signed ones with sig_enforce or a locked-down kernel, else any.
func (g *gatherer) modules(ctx context.Context) {
	k, at := &g.f.Kernel, facts.File("/proc/modules")
	if _, err := g.Lstat(ctx, "/proc/modules"); err != nil {
		// A kernel without modules, or a hidden /proc: not told apart.
		g.gaps.Add("kernel.modules", err)
		return
	}
	switch {
	case k.ModulesDisabled != nil && k.ModulesDisabled.Value:
		k.Modules = facts.AtPtr("none", k.ModulesDisabled.Source)
	case k.SigEnforce != nil && k.SigEnforce.Value:
		k.Modules = facts.AtPtr("signed", k.SigEnforce.Source)
	case k.Lockdown != nil && k.Lockdown.Value != "none":
		k.Modules = facts.AtPtr("signed", k.Lockdown.Source)
	default:
		k.Modules = facts.AtPtr("any", at)
	}
}

// flag reads Y or N, or 1 or 0. An absent file is an absent value.
func (g *gatherer) flag(ctx context.Context, p, gap string) *facts.Sourced[bool] {
	switch v, ok := g.line(ctx, p, gap); {
	case !ok:
		return nil
	case v == "Y" || v == "1":
		return facts.AtPtr(true, facts.File(p))
	case v == "N" || v == "0":
		return facts.AtPtr(false, facts.File(p))
	}
	return nil
}

var (
	secretKey = regexp.MustCompile(`(?i)pass|pwd|secret|token|key|cred|auth|hash`)
	userInfo  = regexp.MustCompile(`(://[^/@\s:]*):[^/@\s]+@`)
)

// parseCommandLine splits /proc/cmdline at white space outside double quotes
// and replaces every value that could be a secret.
func parseCommandLine(text string) []string {
	out := []string{}
	quoted := false
	for _, arg := range strings.FieldsFunc(text, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return !quoted && (r == ' ' || r == '\t' || r == '\n')
	}) {
		key, _, ok := strings.Cut(arg, "=")
		if ok && secretKey.MatchString(key) {
			arg = key + "=[redacted]"
		}
		out = append(out, facts.Text(userInfo.ReplaceAllString(arg, "$1:[redacted]@")))
	}
	return out
}

// taintNames are the bits of kernel.tainted, from the kernel's own
// documentation (admin-guide/tainted-kernels).
var taintNames = []string{
	"proprietary_module", "forced_module_load", "cpu_out_of_spec", "forced_module_unload", "machine_check",
	"bad_page", "user_request", "oops", "acpi_table_overridden", "warning", "staging_driver",
	"firmware_workaround", "out_of_tree_module", "unsigned_module", "soft_lockup", "live_patch",
	"distribution_defined", "struct_randomization", "test",
}

func taintFlags(n uint64) []string {
	out := []string{}
	for i := range 64 {
		if n&(1<<i) == 0 {
			continue
		}
		if i < len(taintNames) {
			out = append(out, taintNames[i])
		} else {
			out = append(out, "bit_"+strconv.Itoa(i))
		}
	}
	return out
}
