package pkgdb

import (
	"fmt"

	debversion "github.com/knqyf263/go-deb-version"
	rpmversion "github.com/knqyf263/go-rpm-version"
)

// Compare orders two versions as the package manager does: negative when a is
// older than b. An error means that one of them is no version there.
func Compare(m Manager, a, b string) (int, error) {
	if a == b {
		return 0, nil
	}
	switch m {
	case Dpkg:
		va, err := debversion.NewVersion(a)
		if err != nil {
			return 0, fmt.Errorf("version %q: %w", a, err)
		}
		vb, err := debversion.NewVersion(b)
		if err != nil {
			return 0, fmt.Errorf("version %q: %w", b, err)
		}
		return va.Compare(vb), nil
	case RPM:
		return rpmversion.NewVersion(a).Compare(rpmversion.NewVersion(b)), nil
	case APK:
		return compareAPK(a, b)
	}
	return 0, fmt.Errorf("no version order for %q", m)
}
