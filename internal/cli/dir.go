package cli

import "os"

// makeDir creates a folder for reports, which only its owner may enter.
func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return usage("name a folder that can be created and written", "the folder %s: %w", dir, err)
	}
	return checkFolder("into "+dir, dir)
}
