package netservices

import (
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/sandbox"
)

// exportFiles are tables of exports(5), with what exportfs(8) makes of them. All paths are
// /srv and /opt, which every machine has.
var exportFiles = []struct {
	name, text string
	want       []string
}{
	{"nothing", "", nil},
	{"defaults", "/srv 10.0.0.1\n", []string{"/srv 10.0.0.1 ro squash secure sys"}},
	{"nobody named", "/srv\n", []string{"/srv * ro squash secure sys"}},
	{"everyone", "/srv *(rw)\n", []string{"/srv * rw squash secure sys"}},
	{"options alone", "/srv (rw)\n", []string{"/srv * rw squash secure sys"}},
	{"a blank before the options", "/srv 10.0.0.1 (rw,no_root_squash)\n", []string{"/srv * rw root secure sys", "/srv 10.0.0.1 ro squash secure sys"}},
	{"a tab before the options", "/srv\t10.0.0.1\t(rw)\n", []string{"/srv * rw squash secure sys", "/srv 10.0.0.1 ro squash secure sys"}},
	{"several", "/srv 10.0.0.1(rw) 10.0.0.0/8(ro,insecure) @trusted(rw)\n", []string{"/srv 10.0.0.0/8 ro squash insecure sys", "/srv 10.0.0.1 rw squash secure sys", "/srv @trusted rw squash secure sys"}},
	{"a mask", "/srv 10.0.0.0/255.0.0.0(rw)\n", []string{"/srv 10.0.0.0/255.0.0.0 rw squash secure sys"}},
	{"a pattern", "/srv *.example.org(rw) host?.example.org\n", []string{"/srv *.example.org rw squash secure sys", "/srv host?.example.org ro squash secure sys"}},
	{"all of IPv4", "/srv 0.0.0.0/0(rw)\n", []string{"/srv 0.0.0.0/0 rw squash secure sys"}},
	{"all of IPv6", "/srv ::/0(rw) fd00::/8\n", []string{"/srv ::/0 rw squash secure sys", "/srv fd00::/8 ro squash secure sys"}},
	{"later wins", "/srv 10.0.0.1(rw,ro,no_root_squash,root_squash,insecure,secure)\n", []string{"/srv 10.0.0.1 ro squash secure sys"}},
	{"later wins, the other way", "/srv 10.0.0.1(ro,rw,root_squash,no_root_squash,secure,insecure)\n", []string{"/srv 10.0.0.1 rw root insecure sys"}},
	{"all are squashed", "/srv 10.0.0.1(no_root_squash,all_squash)\n", []string{"/srv 10.0.0.1 ro squash secure sys"}},
	{"defaults for a line", "/srv -rw,no_root_squash 10.0.0.1 10.0.0.2(ro,root_squash)\n", []string{"/srv 10.0.0.1 rw root secure sys", "/srv 10.0.0.2 ro squash secure sys"}},
	{"defaults between", "/srv 10.0.0.1 -rw 10.0.0.2\n", []string{"/srv 10.0.0.1 ro squash secure sys", "/srv 10.0.0.2 rw squash secure sys"}},
	{"defaults do not outlive the line", "/srv -rw 10.0.0.1\n/opt 10.0.0.1\n", []string{"/opt 10.0.0.1 ro squash secure sys", "/srv 10.0.0.1 rw squash secure sys"}},
	{"defaults for everyone", "/srv -rw,no_root_squash\n", []string{"/srv * rw root secure sys"}},
	{"comments", "# /srv *(rw)\n  # x\n/srv 10.0.0.1(rw) # *(rw)\n", []string{"/srv 10.0.0.1 rw squash secure sys"}},
	{"a comment that touches", "/srv 10.0.0.1(rw)#*(rw)\n", []string{"refused"}},
	{"continuation", "/srv 10.0.0.1(rw) \\\n  10.0.0.2(ro)\n", []string{"/srv 10.0.0.1 rw squash secure sys", "/srv 10.0.0.2 ro squash secure sys"}},
	{"continuation within a word", "/srv 10.0.0.1(rw,\\\nno_root_squash)\n", []string{"refused"}},
	{"a continued comment", "# x \\\n/srv *(rw)\n/opt 10.0.0.1\n", []string{"/opt 10.0.0.1 ro squash secure sys", "/srv * rw squash secure sys"}},
	{"quotes", "\"/srv\" \"10.0.0.1\"(rw)\n", []string{"/srv 10.0.0.1 rw squash secure sys"}},
	{"octal", "/\\163rv 10.0.0.1(rw)\n", []string{"/srv 10.0.0.1 rw squash secure sys"}},
	{"blanks before", "   /srv 10.0.0.1(rw)\n", []string{"/srv 10.0.0.1 rw squash secure sys"}},
	{"crlf", "/srv 10.0.0.1(rw)\r\n", []string{"/srv 10.0.0.1 rw squash secure sys"}},
	{"no end of line", "/srv 10.0.0.1(rw)", []string{"/srv 10.0.0.1 rw squash secure sys"}},
	{"kerberos", "/srv *(rw,sec=krb5p)\n", []string{"/srv * rw squash secure krb5p"}},
	{"kerberos or not", "/srv *(rw,sec=krb5:sys)\n", []string{"/srv * rw squash secure krb5:sys"}},
	{"each flavour its own", "/srv 10.0.0.1(sec=krb5,rw,no_root_squash,sec=sys,ro,root_squash)\n", []string{"/srv 10.0.0.1 rw root secure krb5:sys"}},
	{"root by one flavour", "/srv 10.0.0.1(sec=sys,rw,no_root_squash,sec=krb5,rw,root_squash)\n", []string{"/srv 10.0.0.1 rw root secure sys:krb5"}},
	{"insecure by one flavour", "/srv 10.0.0.1(sec=sys,insecure,sec=krb5,secure)\n", []string{"/srv 10.0.0.1 ro squash secure sys:krb5"}},
	{"before the flavours is for all", "/srv 10.0.0.1(rw,no_root_squash,sec=sys,ro,sec=krb5,root_squash)\n", []string{"/srv 10.0.0.1 ro root secure sys:krb5"}},
	{"squashed by one flavour", "/srv 10.0.0.1(no_root_squash,sec=sys,all_squash,sec=krb5)\n", []string{"/srv 10.0.0.1 ro squash secure sys:krb5"}},
	{"blanks in the options", "/srv 10.0.0.1(rw, no_root_squash)\n", []string{"refused"}},
	{"options of no meaning here", "/srv 10.0.0.1(rw,async,no_subtree_check,fsid=0,crossmnt,anonuid=0,anongid=0)\n", []string{"/srv 10.0.0.1 rw squash secure sys"}},
	{"a drop-in", "/srv 10.0.0.1\n+/opt *(rw)\n", []string{"/opt * rw squash secure sys", "/srv 10.0.0.1 ro squash secure sys"}},
	{"twice", "/srv 10.0.0.1(ro)\n/srv 10.0.0.1(rw)\n", []string{"/srv 10.0.0.1 ro squash secure sys"}},
	{"two lines of a path", "/srv 10.0.0.1(rw)\n/srv 10.0.0.2(ro)\n", []string{"/srv 10.0.0.1 rw squash secure sys", "/srv 10.0.0.2 ro squash secure sys"}},
}

// exportLine words an entry of /var/lib/nfs/etab: the flags stand behind each flavour
// again.
func exportLine(path, client, options string) string {
	head, rest, _ := strings.Cut(options, ",sec=")
	secure := "secure"
	if slices.Contains(strings.Split(head, ","), "insecure") {
		secure = "insecure"
	}
	does, root := "ro", "squash"
	var flavours []string
	for _, part := range strings.Split(rest, ",sec=") {
		f := strings.Split(part, ",")
		flavours = append(flavours, strings.Split(f[0], ":")...)
		if slices.Contains(f, "rw") {
			does = "rw"
		}
		if slices.Contains(f, "no_root_squash") && !slices.Contains(f, "all_squash") {
			root = "root"
		}
		if slices.Contains(f, "insecure") {
			secure = "insecure"
		}
	}
	return strings.Join([]string{path, client, does, root, secure, strings.Join(flavours, ":")}, " ")
}

func TestExportsAsExportfsReadsThem(t *testing.T) {
	t.Parallel()
	program := sandbox.Need(t, "exportfs", "nfs-kernel-server")
	s := sandbox.New(t, map[string]string{"/etc/exports": "", "/etc/exports.d/": "", "/var/lib/nfs/": ""})
	dir := t.TempDir()
	const script = `cp "$1" /etc/exports && { [ ! -e "$2" ] || cp "$2" /etc/exports.d/; } && : > /var/lib/nfs/etab
"$3" -ra >&2
cat /var/lib/nfs/etab; rm -f /etc/exports.d/*`
	for _, c := range exportFiles {
		t.Run(c.name, func(t *testing.T) {
			text, more, _ := strings.Cut(c.text, "+")
			write(t, dir+"/exports", text)
			write(t, dir+"/more.exports", more)
			out, code := s.Run("sh", "-c", script, "sh", dir+"/exports", dir+"/more.exports", program)
			if code != 0 {
				t.Fatal(out)
			}
			var theirs, ours []string
			for _, line := range strings.Split(out, "\n") {
				path, rest, ok := strings.Cut(line, "\t")
				client, options, ok2 := strings.Cut(rest, "(")
				if client == "" {
					client = "*" // <world>
				}
				if ok && ok2 && strings.HasPrefix(path, "/") {
					theirs = append(theirs, exportLine(path, client, strings.TrimSuffix(options, ")")))
				}
			}
			exports, err := parseExports("x", []byte(text))
			rest, err2 := parseExports("y", []byte(more))
			if err != nil || err2 != nil {
				ours = []string{"refused"}
			}
			for _, e := range firstExports(append(exports, rest...)) {
				does, root, secure := "ro", "root", "insecure"
				if e.Write {
					does = "rw"
				}
				if e.RootSquash {
					root = "squash"
				}
				if e.Secure {
					secure = "secure"
				}
				ours = append(ours, strings.Join([]string{e.Path, e.Client, does, root, secure, strings.Join(e.Security, ":")}, " "))
			}
			sort.Strings(theirs)
			sort.Strings(ours)
			if strings.Contains(out, "syntax error") {
				theirs = []string{"refused"}
			}
			if diff := cmp.Diff(theirs, ours); diff != "" {
				t.Errorf("-exportfs +ours:\n%s\nit said: %s", diff, out)
			}
			if diff := cmp.Diff(c.want, theirs); diff != "" {
				t.Errorf("-the manual +exportfs:\n%s", diff)
			}
		})
	}
}
