// Command isoscan measures a host against ISO/IEC 17799:2000.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"

	"isoscan/internal/cli"
)

// version is set by the build.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program at once, but for the first moments: sudo,
	// timeout and process groups deliver one signal twice, and the program must
	// have time to remove the file that it was writing.
	context.AfterFunc(ctx, func() {
		time.Sleep(time.Second)
		stop()
	})
	env := cli.Env{
		Version: version, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		StdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StdinTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		StderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		Width:          80, NoColor: os.Getenv("NO_COLOR") != "", Clock: time.Now,
	}
	if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && w > 0 {
		env.Width = w
	}
	os.Exit(cli.Run(ctx, env, os.Args[1:]))
}
