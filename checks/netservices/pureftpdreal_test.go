package netservices

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/unpacked"
)

// pureftpdFiles are the files of /etc/pure-ftpd/conf, with the options that count of
// those that Debian's script starts the server with: -E no anonymous, -e no others, -i no
// uploads, -A all confined, -Y for TLS.
var pureftpdFiles = []struct {
	name  string
	files map[string]string
	want  string
}{
	{"nothing", map[string]string{"MinUID": "1000\n"}, ""},
	{"no anonymous", map[string]string{"NoAnonymous": "yes\n"}, "-E"},
	{"other words", map[string]string{"NoAnonymous": "ON\n", "ChrootEveryone": "1\n", "AnonymousCantUpload": "Yes"}, "-A -E -i"},
	{"off", map[string]string{"NoAnonymous": "no\n", "ChrootEveryone": "off\n", "AnonymousOnly": "0\n"}, ""},
	{"comments", map[string]string{"NoAnonymous": "# of us\n\n yes \n"}, "-E"},
	{"no and yes", map[string]string{"NoAnonymous": "no\nyes\n"}, "-E"},
	{"yes and no", map[string]string{"NoAnonymous": "yes\nno\n"}, "-E"},
	{"empty", map[string]string{"NoAnonymous": ""}, ""},
	{"crlf", map[string]string{"NoAnonymous": "yes\r\n"}, "-E"},
	{"another word", map[string]string{"NoAnonymous": "true\n"}, "refused"},
	{"a comment behind", map[string]string{"NoAnonymous": "yes # x\n"}, "refused"},
	{"another case of the name", map[string]string{"noanonymous": "yes\n"}, "refused"},
	{"a copy", map[string]string{"NoAnonymous.bak": "yes\n", "ChrootEveryone~": "yes\n"}, ""},
	{"TLS", map[string]string{"TLS": "2\n"}, "-Y 2"},
	{"TLS behind a comment", map[string]string{"TLS": "# required\n2\n"}, "-Y 2"},
	{"TLS where one likes", map[string]string{"TLS": "1\n"}, "-Y 1"},
	{"TLS in words", map[string]string{"TLS": "yes\n"}, "refused"},
	{"the file of others", map[string]string{"MinUID": "1000\n", "../pure-ftpd.conf": "ChrootEveryone yes\nNoAnonymous yes\nTLS 2\n"}, ""},
}

func TestPureFTPdAsDebianStartsIt(t *testing.T) {
	root := unpacked.Root(t, "pure-ftpd", "/usr/sbin/pure-ftpd-wrapper")
	script, err := os.ReadFile(root + "/usr/sbin/pure-ftpd-wrapper")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range pureftpdFiles {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, folder := range []string{"/conf", "/auth"} { // before the files: "../" leads through conf
				if err := os.Mkdir(dir+folder, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			for name, text := range c.files {
				write(t, dir+"/conf/"+name, text)
			}
			write(t, dir+"/wrapper", strings.ReplaceAll(string(script), "/etc/pure-ftpd", dir))
			out, err := exec.Command("perl", dir+"/wrapper", "--show-options").CombinedOutput()
			theirs := "refused"
			if err == nil {
				var kept []string
				f := strings.Fields(string(out))
				for i, o := range f {
					switch o {
					case "-E", "-e", "-i", "-A":
						kept = append(kept, o)
					case "-Y":
						kept = append(kept, o+" "+f[i+1])
					}
				}
				slices.Sort(kept)
				theirs = strings.Join(kept, " ")
			}
			ours := "refused"
			if values, err := pureftpdFolder(onDisk{}, dir+"/conf"); err == nil {
				var kept []string
				for name, option := range map[string]string{"noanonymous": "-E", "anonymousonly": "-e", "anonymouscantupload": "-i", "chrooteveryone": "-A"} {
					if on, _ := pureftpdBool(values[name].value); on {
						kept = append(kept, option)
					}
				}
				if v, ok := values["tls"]; ok {
					kept = append(kept, "-Y "+v.value)
				}
				slices.Sort(kept)
				ours = strings.Join(kept, " ")
			}
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %q; the script: %q; ours: %q; it said: %s", c.want, theirs, ours, out)
			}
		})
	}
}
