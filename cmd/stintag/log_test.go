package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stintag/process"
)

// The log's keys are a closed set: every call names its keys and its message as they
// stand in the source, each key is in the set, and each of the set is used.
func TestLogKeysAreAClosedSet(t *testing.T) {
	t.Parallel()
	used, calls := map[string]bool{keyDropped: true}, 0
	for _, f := range sources(t, false) {
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, f.path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is || !logs(call) {
				return true
			}
			calls++
			at := set.Position(call.Pos())
			if !plain(call.Args[0]) {
				t.Errorf("%s: the message is not a text of ours", at)
			}
			for i := 1; i < len(call.Args); i += 2 {
				key, is := call.Args[i].(*ast.BasicLit)
				if !is {
					t.Errorf("%s: a key is no text of ours", at)
					continue
				}
				name, err := strconv.Unquote(key.Value)
				if _, known := logKeys[name]; !known || err != nil {
					t.Errorf("%s: the log has no key %q", at, name)
				}
				used[name] = true
			}
			return true
		})
		if f.pkg != "cmd/stintag" && !strings.HasPrefix(f.pkg, "samples") && f.path != filepath.Join("..", "..", "process", "personal.go") {
			for _, i := range f.imports {
				if i == "log" || i == "log/slog" {
					t.Errorf("%s logs by itself", f.path)
				}
			}
		}
	}
	if calls < 10 {
		t.Fatalf("%d calls found: the search has gone blind", calls)
	}
	for _, key := range slices.Sorted(maps.Keys(logKeys)) {
		if !used[key] {
			t.Errorf("nothing logs the key %q", key)
		}
	}
}

// logs says whether a call is one of a logger's.
func logs(call *ast.CallExpr) bool {
	method, is := call.Fun.(*ast.SelectorExpr)
	if !is || len(call.Args) == 0 || !slices.Contains([]string{"Debug", "Info", "Warn", "Error", "With", "Log"}, method.Sel.Name) {
		return false
	}
	switch on := method.X.(type) {
	case *ast.SelectorExpr:
		return on.Sel.Name == "log"
	case *ast.Ident:
		return on.Name == "log"
	}
	return false
}

// plain says whether a message is written in the source; what cron says of itself, as
// cronLog hands it on, is.
func plain(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.BinaryExpr:
		said, is := x.Y.(*ast.Ident)
		return plain(x.X) && is && said.Name == "msg"
	}
	return false
}

func logged(format string, say func(*slog.Logger)) string {
	var b bytes.Buffer
	g := globals{logLevel: "debug", logFormat: format, w: World{Err: &b}}
	l, err := g.log()
	if err != nil {
		return err.Error()
	}
	say(l)
	return b.String()
}

// Whatever is logged, and however, no number, address or opened value of a person's
// comes through; what is no person's does.
func TestLogHidesPersons(t *testing.T) {
	t.Parallel()
	someone := struct{ Name string }{"Kanarie Gul"}
	for name, say := range map[string]func(*slog.Logger){
		"a word":            func(l *slog.Logger) { l.Info("x", "what", "19811218-9876") },
		"an error":          func(l *slog.Logger) { l.Info("x", "error", fmt.Errorf("550 <kanarie.gul@vc.example> unknown")) },
		"a joined error":    func(l *slog.Logger) { l.Info("x", "error", errors.Join(errors.New("a"), errors.New("811218 9876"))) },
		"the message":       func(l *slog.Logger) { l.Info("to kanarie.gul@vc.example, 8112189876") },
		"a number":          func(l *slog.Logger) { l.Info("x", "run", int64(198112189876)) },
		"what is not words": func(l *slog.Logger) { l.Info("x", "what", someone) },
		"a list":            func(l *slog.Logger) { l.Info("x", "what", []string{"Kanarie Gul"}) },
		"a group":           func(l *slog.Logger) { l.Info("x", slog.Group("what", "error", "19811218-9876")) },
		"in a group":        func(l *slog.Logger) { l.WithGroup("Kanarie").Info("x", "what", "19811218+9876") },
		"an unknown key":    func(l *slog.Logger) { l.Info("x", "doctor", "Kanarie Gul") },
		"before":            func(l *slog.Logger) { l.With("doctor", "Kanarie Gul", "what", "811218-9876").Info("x") },
		"a samordningsnr":   func(l *slog.Logger) { l.Info("x", "what", "701063-2391") },
		"a personal type":   func(l *slog.Logger) { l.Info("x", "what", process.Personal{}) },
	} {
		for _, format := range []string{"text", "json"} {
			out := logged(format, say)
			for _, secret := range []string{"Kanarie", "kanarie", "Gul", "811218", "701063"} {
				if strings.Contains(out, secret) {
					t.Errorf("%s, %s: %s", name, format, out)
				}
			}
			if strings.Count(out, "\n") != 1 {
				t.Errorf("%s, %s: %q", name, format, out)
			}
		}
	}
	if out := logged("json", func(l *slog.Logger) { l.Info("x", "doctor", "y", "run", 3, "age", 4) }); !strings.Contains(out, `"run":3,"dropped":"age doctor"`) {
		t.Errorf("what is dropped is not said: %s", out)
	}

	sum := strings.Repeat("1201011234ab", 6)
	letter := "7b8c31d9b4136d087c52e3bb.5bcf3efcc526a9a3399cf235@region.example"
	for _, keep := range []string{
		"2024-09-10 2024-12-31", "2026-11-22T18:05:09.123+01:00", "2026-11-22 18.05", "UIDVALIDITY 1731234567", "*/10 6-20 * * *",
		"letter " + letter + " came back", "spool " + sum, "127.0.0.1:50143", "mail 20240910", "…@region.example",
	} {
		if got := redact(keep); got != keep {
			t.Errorf("%q became %q", keep, got)
		}
	}
}

// What machines read: one object a line, the same four fields first, numbers as
// numbers, moments as RFC 3339.
func TestLogAsJSON(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)
	var line map[string]any
	out := logged("json", func(l *slog.Logger) { l.Warn("run done", "run", 7, "again", at, "error", fs.ErrNotExist) })
	if err := json.Unmarshal([]byte(out), &line); err != nil {
		t.Fatal(err)
	}
	delete(line, "time")
	want := map[string]any{"level": "WARN", "msg": "run done", "run": 7.0, "again": "2026-11-22T18:00:00Z", "error": "file does not exist"}
	if fmt.Sprint(line) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", line, want)
	}
}

// A fault about a file whose name is people's goes without it.
func TestUnnamed(t *testing.T) {
	t.Parallel()
	err := unnamed(fmt.Errorf("look for copies: %w", &fs.PathError{Op: "open", Path: "/srv/Kanarie Gul.xlsx", Err: fs.ErrPermission}))
	if got := err.Error(); got != "open: permission denied" || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%s", got)
	}
	if got := unnamed(context.Canceled).Error(); got != context.Canceled.Error() {
		t.Errorf("other faults stay: %s", got)
	}
}
