package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"runtime/debug"
	"time"

	"stintag/process/kill"
)

// watched is a Batch that the operator's monitoring sees: it is pinged and writes
// metrics whatever becomes of it, a panic too.
func (o *office) watched(ctx context.Context, nightly bool, watch func(string, int, int)) (b *batch, err error) {
	o.ping(ctx, "/start")
	err = safely(func() (err error) {
		b, err = o.Batch(ctx, nightly, watch)
		return err
	})
	o.course.end()
	if errors.Is(err, errStopped) {
		return b, err
	}
	end := ""
	if err != nil && !errors.Is(err, errPerson) || b.run.Outcome == "trouble" {
		end = "/fail"
	}
	o.ping(ctx, end)
	o.writeMetrics(context.WithoutCancel(ctx), position{})
	return b, err
}

// panicked is a panic as an error. What was thrown is told where the runtime threw
// it; else only its type, for it may quote what people wrote.
type panicked struct {
	what  string
	stack []byte
}

func (p *panicked) Error() string { return "panic: " + p.what + "\n" + string(p.stack) }

func safely(do func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			p := &panicked{what: fmt.Sprintf("%T", v), stack: debug.Stack()}
			if e, ok := v.(runtime.Error); ok {
				p.what = e.Error()
			}
			err = p
		}
	}()
	return do()
}

// pingPatience is how long a ping may take: a monitoring that is down delays a run
// by no more than this at its start and its end.
const pingPatience = 5 * time.Second

// ping tells a dead man's switch, as healthchecks.io and its like are told, that a
// run began (/start), ended (nothing) or failed (/fail). That it could not be told
// is only logged: the switch's own alarm is what people then hear.
func (o *office) ping(ctx context.Context, end string) {
	address := o.cfg.Watch.Ping.s
	if address == "" {
		return
	}
	if err := pinged(ctx, address, end); err != nil {
		var inURL *url.Error // it quotes the address, which is a secret
		if errors.As(err, &inURL) {
			err = inURL.Err
		}
		o.log.Warn("the ping did not get through", "error", err)
	}
	kill.Point("pinged")
}

func pinged(ctx context.Context, address, end string) (err error) {
	ctx, cancel := context.WithTimeout(ctx, pingPatience)
	defer cancel()
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	if end != "" {
		u = u.JoinPath(end)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", "stintag/"+version())
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	if _, err := io.Copy(io.Discard, io.LimitReader(res.Body, 1<<16)); err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("the answer is %s", res.Status)
	}
	return nil
}

// version is this program's, as it was built.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
