package host

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// searchPath is where programs are looked for, whatever the caller's PATH says.
const searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// lingerTime is how long the output may stay open after the program has ended,
// as when a child of its own still holds it.
const lingerTime = time.Second

// runner runs programs of this machine.
type runner struct {
	limit  int
	linger time.Duration
}

// Run implements Runner.
func (r runner) Run(ctx context.Context, argv ...string) (Output, error) {
	out, err := r.run(ctx, argv)
	if err != nil {
		return Output{}, fmt.Errorf("running %s: %w", command(argv), err)
	}
	return out, nil
}

func (r runner) run(ctx context.Context, argv []string) (Output, error) {
	if len(argv) == 0 || argv[0] == "" {
		return Output{}, errors.New("no program was named")
	}
	if err := ctx.Err(); err != nil {
		return Output{}, err
	}
	program, err := findProgram(argv[0])
	if err != nil {
		return Output{}, err
	}
	stdout, err := newStream(r.limit)
	if err != nil {
		return Output{}, err
	}
	defer stdout.close()
	stderr, err := newStream(r.limit)
	if err != nil {
		return Output{}, err
	}
	defer stderr.close()
	cmd := &exec.Cmd{
		Path:   program,
		Args:   argv,
		Dir:    "/",
		Env:    []string{"PATH=" + searchPath, "LC_ALL=C", "HOME=/", "TERM=dumb"},
		Stdout: stdout.w,
		Stderr: stderr.w,
		// A group of its own, so that all of it can be killed, and so that
		// Ctrl-C on our terminal comes to us first.
		SysProcAttr: &syscall.SysProcAttr{Setpgid: true},
	}
	if err := cmd.Start(); err != nil {
		var no syscall.Errno
		if errors.As(err, &no) {
			return Output{}, no
		}
		return Output{}, err
	}
	stdout.start()
	stderr.start()
	cause := r.wait(ctx, cmd.Process.Pid, stdout, stderr)
	// The program has ended and is not yet reaped: its number, which is its
	// group's, cannot belong to anyone else. Whatever it left behind goes too.
	_ = unix.Kill(-cmd.Process.Pid, unix.SIGKILL)
	_ = cmd.Wait()
	if cause != nil {
		return Output{}, cause
	}
	return Output{Stdout: stdout.bytes(), Stderr: stderr.bytes(), ExitCode: exitCode(cmd.ProcessState)}, nil
}

// wait returns when the program has ended, killed if need be, and its output
// is read.
func (r runner) wait(ctx context.Context, pid int, stdout, stderr *stream) error {
	exited := make(chan struct{})
	go func() {
		defer close(exited)
		_, _ = retry(func() (int, error) {
			return 0, unix.Waitid(unix.P_PID, pid, nil, unix.WEXITED|unix.WNOWAIT, nil)
		})
	}()
	var cause error
	select {
	case <-exited:
	case <-ctx.Done():
		cause = ctx.Err()
	case <-stdout.over:
		cause = tooLarge(int64(r.limit))
	case <-stderr.over:
		cause = tooLarge(int64(r.limit))
	}
	if cause != nil {
		_ = unix.Kill(-pid, unix.SIGKILL)
		<-exited
		return cause
	}
	// What the program itself wrote is in the pipes. A child that it left may
	// hold them open for ever.
	timer := time.NewTimer(r.linger)
	defer timer.Stop()
	for _, s := range []*stream{stdout, stderr} {
		select {
		case <-s.done:
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
			_ = stdout.r.SetReadDeadline(time.Now())
			_ = stderr.r.SetReadDeadline(time.Now())
			<-stdout.done
			<-stderr.done
		}
	}
	for _, s := range []*stream{stdout, stderr} {
		select {
		case <-s.over:
			return tooLarge(int64(r.limit))
		default:
		}
	}
	return nil
}

// stream collects one of a program's two outputs, up to a limit.
type stream struct {
	r, w  *os.File
	limit int
	// over is closed when more than the limit came, done when all is read.
	over, done chan struct{}
	mu         sync.Mutex
	buf        []byte
}

func newStream(limit int) (*stream, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	return &stream{r: r, w: w, limit: limit, over: make(chan struct{}), done: make(chan struct{})}, nil
}

// start reads what the program writes. It comes after the program's start, as
// our copy of the writing end has to be closed for the reading to end.
func (s *stream) start() {
	s.w.Close()
	go func() {
		defer close(s.done)
		chunk := make([]byte, 32<<10)
		for {
			n, err := s.r.Read(chunk)
			s.mu.Lock()
			s.buf = append(s.buf, chunk[:n]...)
			size := len(s.buf)
			s.mu.Unlock()
			if size > s.limit {
				close(s.over)
				return
			}
			if err != nil {
				return // io.EOF, the deadline, or closed
			}
		}
	}()
}

func (s *stream) close() {
	s.w.Close()
	s.r.Close()
}

func (s *stream) bytes() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf
}

// exitCode is the shell's: 128 and the signal's number for a killed program.
func exitCode(st *os.ProcessState) int {
	if ws, ok := st.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return 128 + int(ws.Signal())
	}
	return st.ExitCode()
}

// findProgram returns the path of a program named absolutely or found in
// searchPath.
func findProgram(name string) (string, error) {
	if filepath.IsAbs(name) {
		return name, executable(name)
	}
	if strings.Contains(name, "/") {
		return "", errors.New("the program's path is neither absolute nor a bare name")
	}
	denied := false
	for _, dir := range filepath.SplitList(searchPath) {
		p := filepath.Join(dir, name)
		err := executable(p)
		if err == nil {
			return p, nil
		}
		denied = denied || errors.Is(err, ErrPermission)
	}
	if denied {
		return "", ErrPermission
	}
	return "", ErrNotExist
}

func executable(p string) error {
	st, err := os.Stat(p)
	if err != nil {
		return unwrapErrno(err)
	}
	if !st.Mode().IsRegular() {
		return ErrPermission
	}
	return unix.Access(p, unix.X_OK)
}

// command names argv in an error, shortened.
func command(argv []string) string {
	s := fmt.Sprintf("%q", argv)
	if len(s) > 200 {
		s = s[:200] + "..."
	}
	return s
}
