package bmc

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const (
	// channels that may be a network have the numbers 1 to 11.
	channels = 11
	// questionTime bounds one question: a controller that hangs lets the driver
	// wait for seconds, several times over.
	questionTime = 15 * time.Second
	// lanTime bounds them all, below the time of the whole check.
	lanTime = 90 * time.Second
)

// errNoDevice and the others say what a person has to do.
var (
	errNoDevice = fmt.Errorf("the management controller has no device file: load the kernel modules ipmi_si (ipmi_ssif for SSIF) and ipmi_devintf, then scan again: %w", host.ErrUnsupported)
	errNoList   = fmt.Errorf("the folder of device files could not be listed: %w", host.ErrUnsupported)
	errNoRoot   = fmt.Errorf("only root may ask the management controller: %w", host.ErrPermission)
	errNoTool   = fmt.Errorf("ipmitool is not installed, so the management controller could not be asked; install it and scan as root: %w", host.ErrUnsupported)
	errNoBMC    = errors.New("ipmitool found no controller behind the device file")
)

// lan asks the controller. Every question only reads.
func (g *gatherer) lan(ctx context.Context) {
	switch {
	case !g.Has(host.CapRun):
		g.gaps.Add("lan", errNotRunning)
		return
	case !g.Has(host.CapPrivileged):
		g.gaps.Add("lan", errNoRoot)
		return
	case g.f.Devices == nil:
		g.gaps.Add("lan", errNoList)
		return
	case len(g.f.Devices) == 0:
		g.gaps.Add("lan", errNoDevice)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lanTime)
	defer cancel()
	l := &LAN{Channels: map[string]Channel{}, Source: facts.Command("ipmitool channel info")}
	for n := 1; n <= channels; n++ {
		number := strconv.Itoa(n)
		key := "lan.channels[" + strconv.Quote(number) + "]"
		out, err := g.ask(ctx, "channel", "info", number)
		switch {
		case errors.Is(err, host.ErrNotExist):
			g.gaps.Add("lan", errNoTool)
			return
		case errors.Is(err, errNoBMC):
			g.gaps.Add("lan", err)
			return
		case err != nil && !noChannel(err):
			g.gaps.Add(key, err)
			continue
		case err != nil:
			l.Asked++
			continue
		}
		info := parseChannelInfo(out)
		if info.medium == "" {
			g.gaps.AddReason(key, "ipmitool channel info "+number+" names no medium", false)
			continue
		}
		l.Asked++
		if info.lanBound() {
			l.Channels[number] = g.channel(ctx, number, key, info)
		}
	}
	g.f.LAN = l
}

// channel asks for the settings of one that is a network.
func (g *gatherer) channel(ctx context.Context, number, key string, info channelInfo) Channel {
	about, print, ciphers := facts.Command("ipmitool channel info", number), facts.Command("ipmitool lan print", number),
		facts.Command("ipmitool channel getciphers ipmi", number)
	c := Channel{Medium: info.medium, Source: about}
	if open, ok := info.open(); ok {
		c.Open = facts.AtPtr(open, about)
	} else {
		g.gaps.AddReason(key+".open", "ipmitool channel info "+number+" does not tell both access modes", false)
	}
	// A failure in the middle leaves what was printed before.
	text, lanErr := g.ask(ctx, "lan", "print", number)
	lan := parseLAN(text)
	table, tableErr := g.ask(ctx, "channel", "getciphers", "ipmi", number)
	var suites []int
	if tableErr == nil {
		suites = parseCiphers(table)
	}
	hide := func(name, what string, err error) {
		if err != nil {
			g.gaps.Add(key+"."+name, err)
			return
		}
		g.gaps.AddReason(key+"."+name, what, false)
	}
	if c.AuthTypes = lan.auth; lan.auth == nil {
		hide("auth_types", "ipmitool lan print "+number+" does not tell the authentication types that are enabled", lanErr)
	}
	if lan.source != "" {
		c.AddressSource = facts.AtPtr(lan.source, print)
	} else {
		hide("address_source", "ipmitool lan print "+number+" does not tell where the address comes from", lanErr)
	}
	enabled, ok := suiteZero(lan, suites)
	if !ok {
		hide("suite_zero", "ipmitool lan print "+number+" and getciphers do not tell whether cipher suite 0 opens sessions", errors.Join(lanErr, tableErr))
		return c
	}
	c.Suites = append(append([]int{}, lan.suites...), suites...)
	slices.Sort(c.Suites)
	c.Suites = slices.Compact(c.Suites)
	if !slices.Contains(lan.suites, 0) {
		print = ciphers
	}
	c.SuiteZero = facts.AtPtr(enabled, print)
	return c
}

// ask runs ipmitool over the local driver. The output is also returned with an
// error that the controller gave.
func (g *gatherer) ask(ctx context.Context, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, questionTime)
	defer cancel()
	out, err := g.Run(ctx, append([]string{"ipmitool"}, args...)...)
	if err != nil {
		return nil, err
	}
	said := facts.Text(strings.Join(strings.FieldsFunc(string(out.Stderr), func(r rune) bool { return r == '\n' || r == '\r' }), "; "))
	switch {
	case strings.Contains(said, "Could not open device"):
		return nil, fmt.Errorf("%w: %s", errNoBMC, said)
	case out.ExitCode != 0:
		return out.Stdout, &refusal{strings.Join(args, " "), said, out.ExitCode}
	}
	return out.Stdout, nil
}

// refusal is an exit status other than zero.
type refusal struct {
	question, said string
	code           int
}

func (r *refusal) Error() string {
	return fmt.Sprintf("ipmitool %s: exit status %d: %s", r.question, r.code, r.said)
}

// noChannel tells whether the controller said that it has no such channel: the
// completion codes CCh, C9h and CBh (IPMI 2.0, table 5-2) in ipmitool's words.
func noChannel(err error) bool {
	var r *refusal
	if !errors.As(err, &r) || !strings.Contains(r.said, "Get Channel Info") {
		return false
	}
	for _, code := range []string{"Invalid data field in request", "Parameter out of range", "Requested sensor, data, or record not found"} {
		if strings.Contains(r.said, "failed: "+code) {
			return true
		}
	}
	return false
}
