package cli_test

import (
	"errors"
	"os/exec"
	"strconv"
)

// exitCode of a command that ended with an error.
func exitCode(err error) string {
	var e *exec.ExitError
	if errors.As(err, &e) {
		return strconv.Itoa(e.ExitCode())
	}
	return err.Error()
}
