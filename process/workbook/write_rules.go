package workbook

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits of Excel's own, in UTF-16 units: a book that breaks one is "repaired"
// when it is opened, and loses the rule.
const (
	maxItems       = 255
	maxPrompt      = 255
	maxPromptTitle = 32
	maxError       = 225
)

func (w *writer) lists(s *SheetPlan) error {
	for i := range s.Lists {
		l := &s.Lists[i]
		dv := excelize.NewDataValidation(true)
		dv.SetSqref(rangeAddress(l.Range))
		if err := l.source(dv); err != nil {
			return fmt.Errorf("drop-down %s: %w", rangeAddress(l.Range), err)
		}
		if l.Strict {
			dv.SetError(excelize.DataValidationErrorStyleStop, "Välj i listan",
				"Det går bara att använda värdena i listan. Klicka på pilen till höger om rutan för att se dem.")
		}
		if err := input(dv, l.Title, l.Help); err != nil {
			return fmt.Errorf("drop-down %s: %w", rangeAddress(l.Range), err)
		}
		if err := w.f.AddDataValidation(s.Name, dv); err != nil {
			return fmt.Errorf("drop-down %s: %w", rangeAddress(l.Range), err)
		}
	}
	return nil
}

func (l *ListPlan) source(dv *excelize.DataValidation) error {
	if l.Source != "" {
		var b strings.Builder
		if err := xml.EscapeText(&b, []byte(strings.TrimPrefix(l.Source, "="))); err != nil {
			return err
		}
		// The library writes the reference as it stands; a quote around a
		// sheet's name needs no escape in text.
		dv.SetSqrefDropList(strings.ReplaceAll(b.String(), "&#39;", "'"))
		return nil
	}
	for _, item := range l.Items {
		if strings.Contains(item, ",") {
			return fmt.Errorf("item %q holds a comma, which parts items: put the items in cells and give Source", item)
		}
	}
	if n := units(strings.Join(l.Items, ",")); n > maxItems {
		return fmt.Errorf("items take %d characters of %d: put them in cells and give Source", n, maxItems)
	}
	return dv.SetDropList(l.Items)
}

func (w *writer) prompts(s *SheetPlan) error {
	for _, p := range s.Prompts {
		dv := excelize.NewDataValidation(true)
		dv.SetSqref(rangeAddress(p.Range))
		if err := input(dv, p.Title, p.Help); err != nil {
			return fmt.Errorf("prompt %s: %w", rangeAddress(p.Range), err)
		}
		if err := p.Check.set(dv); err != nil {
			return fmt.Errorf("check %s: %w", rangeAddress(p.Range), err)
		}
		if err := w.f.AddDataValidation(s.Name, dv); err != nil {
			return fmt.Errorf("prompt %s: %w", rangeAddress(p.Range), err)
		}
	}
	return nil
}

var checkKinds = map[CheckKind]excelize.DataValidationType{
	CheckDate: excelize.DataValidationTypeDate, CheckNumber: excelize.DataValidationTypeDecimal, CheckLength: excelize.DataValidationTypeTextLength,
}

func (c CheckPlan) set(dv *excelize.DataValidation) error {
	if c.Kind == CheckNothing {
		return nil
	}
	if n := units(c.Title); n > maxPromptTitle {
		return fmt.Errorf("title %q takes %d characters of %d", c.Title, n, maxPromptTitle)
	}
	if n := units(c.Text); n > maxError {
		return fmt.Errorf("text under %q takes %d characters of %d", c.Title, n, maxError)
	}
	style := excelize.DataValidationErrorStyleWarning
	if c.Stop {
		style = excelize.DataValidationErrorStyleStop
	}
	dv.SetError(style, c.Title, c.Text)
	return dv.SetRange(c.Min, c.Max, checkKinds[c.Kind], excelize.DataValidationOperatorBetween)
}

func input(dv *excelize.DataValidation, title, help string) error {
	if title == "" && help == "" {
		return nil
	}
	if n := units(title); n > maxPromptTitle {
		return fmt.Errorf("title %q takes %d characters of %d", title, n, maxPromptTitle)
	}
	if n := units(help); n > maxPrompt {
		return fmt.Errorf("help under %q takes %d characters of %d", title, n, maxPrompt)
	}
	dv.SetInput(title, help)
	return nil
}

func (w *writer) colourRules(s *SheetPlan) error {
	for _, r := range s.Rules {
		options, err := w.ruleOptions(r)
		if err == nil {
			err = w.f.SetConditionalFormat(s.Name, rangeAddress(r.Range), []excelize.ConditionalFormatOptions{options})
		}
		if err != nil {
			return fmt.Errorf("rule %s: %w", rangeAddress(r.Range), err)
		}
	}
	return nil
}

func (w *writer) ruleOptions(r RulePlan) (excelize.ConditionalFormatOptions, error) {
	if c := r.Scale; c != nil {
		number := func(s ScaleStop) string { return strconv.FormatFloat(s.Value, 'f', -1, 64) }
		return excelize.ConditionalFormatOptions{
			Type: "3_color_scale", Criteria: "=", MinType: "num", MidType: "num", MaxType: "num",
			MinValue: number(c.Low), MidValue: number(c.Middle), MaxValue: number(c.High),
			MinColor: c.Low.Color, MidColor: c.Middle.Color, MaxColor: c.High.Color,
		}, nil
	}
	id, err := w.rule(r.Style)
	return excelize.ConditionalFormatOptions{Type: "formula", Criteria: strings.TrimPrefix(r.Formula, "="), Format: &id}, err
}

// units counts as Excel does, in UTF-16.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
