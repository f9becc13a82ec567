package cli

import (
	"errors"
	"fmt"
	"io"
)

// Exit codes: 0 done, and every gate asked for held.
const (
	exitOK = 0
	// exitGate: a gate asked for did not hold.
	exitGate = 1
	// exitUsage: the call or a configuration file is wrong.
	exitUsage = 2
	// exitIncomplete: nothing could be evaluated, less than the coverage asked
	// for, or the work was interrupted.
	exitIncomplete = 3
)

// failure is an error with an exit code and a next step for a person.
type failure struct {
	err  error
	hint string
	code int
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// usage is a wrong call or configuration.
func usage(hint, format string, args ...any) error {
	return &failure{err: fmt.Errorf(format, args...), hint: hint, code: exitUsage}
}

// gate is a gate that did not hold.
func gate(format string, args ...any) error {
	return &failure{err: fmt.Errorf(format, args...), code: exitGate}
}

// incomplete is work that could not be done, or not as much as was asked for.
func incomplete(hint, format string, args ...any) error {
	return &failure{err: fmt.Errorf(format, args...), hint: hint, code: exitIncomplete}
}

// fail prints an error and returns the exit code.
func fail(w io.Writer, err error) int {
	var state *pluginState
	if errors.As(err, &state) {
		return state.code
	}
	code := exitUsage
	hint := ""
	var f *failure
	if errors.As(err, &f) {
		code, hint = f.code, f.hint
	}
	fmt.Fprintf(w, "error: %v\n", err)
	if hint != "" {
		fmt.Fprintf(w, "hint: %s\n", hint)
	}
	return code
}
