package notify

import (
	"bytes"
	"fmt"
	htmltemplate "html/template"
	"sync"
	texttemplate "text/template"

	"stintag/process"
	"stintag/templates"
)

// Tones of the box at a letter's top. The words in the box say the same.
const (
	calm = "calm" // nothing to do
	act  = "act"  // somebody must do something
)

// page is what every letter has around its body.
type page struct {
	Title   string
	Hello   string // "" where nobody is greeted
	Tone    string
	Lead    string // what happened
	Action  string // whether anything must be done
	Region  string
	Contact string
	// Responsible tells who answers for what the letter is about; "" where the policy
	// names nobody.
	Responsible string
	Body        any
	// Proof are lines that must stay as they are, small and last; "" for most letters.
	Proof string
}

// The templates, one a letter.
const (
	answerTemplate    = "answer"
	askTemplate       = "ask-register"
	decisionTemplate  = "decision"
	opinionTemplate   = "study-director"
	reminderTemplate  = "reminder"
	confirmTemplate   = "confirm"
	figuresTemplate   = "figures"
	finishingTemplate = "finishing"
	placementTemplate = "placement"
	reviewTemplate    = "review"
	reportTemplate    = "summary"
)

var templateNames = []string{
	answerTemplate, askTemplate, decisionTemplate, opinionTemplate, reminderTemplate, confirmTemplate, figuresTemplate, finishingTemplate, placementTemplate, reviewTemplate, reportTemplate,
}

type pair struct {
	text *texttemplate.Template
	html *htmltemplate.Template
}

// parsed holds every letter's two forms. The files are part of the program, so a
// fault in one is found by the first test that renders anything.
var parsed = sync.OnceValues(func() (map[string]pair, error) {
	m := map[string]pair{}
	for _, n := range templateNames {
		words := "letters/" + n + ".tmpl"
		t, err := texttemplate.ParseFS(templates.Letters, "letters/base.txt.tmpl", words)
		if err != nil {
			return nil, fmt.Errorf("parse %s as text: %w", words, err)
		}
		h, err := htmltemplate.ParseFS(templates.Letters, "letters/base.html.tmpl", words)
		if err != nil {
			return nil, fmt.Errorf("parse %s as HTML: %w", words, err)
		}
		m[n] = pair{t.Option("missingkey=error"), h.Option("missingkey=error")}
	}
	return m, nil
})

// render fills in l's text and HTML from the template called name.
func (h House) render(l Letter, name string, p page) (Letter, error) {
	all, err := parsed()
	if err != nil {
		return Letter{}, err
	}
	p.Region, p.Contact = h.Region, h.Contact
	var text, html bytes.Buffer
	if err := all[name].text.ExecuteTemplate(&text, "page", p); err != nil {
		return Letter{}, fmt.Errorf("render %s as text: %w", name, err)
	}
	if err := all[name].html.ExecuteTemplate(&html, "page", p); err != nil {
		return Letter{}, fmt.Errorf("render %s as HTML: %w", name, err)
	}
	if l.Text, err = flow(text.String()); err != nil {
		return Letter{}, fmt.Errorf("lay out %s: %w", name, err)
	}
	l.HTML = html.String()
	return l, nil
}

// policy is the house's, or an empty one: no place shown, no rounds known.
func (h House) policy() *process.Policy {
	if h.Policy == nil {
		return &process.Policy{}
	}
	return h.Policy
}

// round is the first decision date after the day, "" where none is set (D23).
func (h House) round(after process.Date) string {
	var next process.Date
	for _, d := range h.policy().Rounds {
		if d.After(after) && (next.IsZero() || d.Before(next)) {
			next = d
		}
	}
	return next.String()
}

func hello(name string) string {
	if name = safe(name); name != "" {
		return "Hej " + name + "!"
	}
	return "Hej!"
}
