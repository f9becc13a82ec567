package cli_test

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"isoscan/internal/cli"
)

// TestMain lets scripts run the real program as the command isoscan. The clock
// is that of the machine, the version is fixed.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"isoscan": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			os.Exit(cli.Run(ctx, cli.Env{
				Version: "v0.0.0-test", Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
				Width: 100, Clock: time.Now,
			}, os.Args[1:]))
		},
	})
}

// TestScripts runs the transcripts in testdata/script, each in a folder of its own.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
		},
	})
}

// exits CODE COMMAND ARGS...: the command ends with this very exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGS...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = exitCode(err)
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}
