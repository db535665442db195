// Package samples is regions to try the product on, with INVENTED people, addresses
// and amounts: Region Västmanland on 2024-09-10, and three small worlds that play
// the rules of Västra Götaland, Stockholm and Jämtland Härjedalen. Only the names of
// the places are borrowed. Each holds the registers, the mails of two evenings with
// what must become of each, and the decisions that a person takes between them.
//
// Everything in their folders is made by author/build.py and checked in; the
// attachments are saved by openpyxl and LibreOffice, never by our own writer.
package samples

import (
	"bytes"
	"embed"
	"fmt"
	"path"
	"time"

	"github.com/pelletier/go-toml/v2"

	"stintag/process"
)

//go:embed vastmanland vastra-gotaland stockholm jamtland-harjedalen
var files embed.FS

// Names lists the sample regions; each is also the name of its policy.
var Names = []string{"vastmanland", "vastra-gotaland", "stockholm", "jamtland-harjedalen"}

// Region is everything a sample region holds.
type Region struct {
	Policy       string // the preset that it goes by
	Name         string
	Address      string // the intake's own, which the mails are to
	People       People
	FirstEvening time.Time
	// SecondEvening is the run after the decisions were filled in.
	SecondEvening time.Time

	Centres []process.HealthCentre
	Roster  []process.Trainee
	Budget  []process.BudgetYear
	// Rotations and Placements are those of the region that has them.
	Rotations  []process.RotationPlaces
	Placements []process.Placement

	Mails     []Mail // in the order they came
	Decisions []Decision
	Figures   Figures
}

// People are who looks after the intake.
type People struct {
	Administrators string `toml:"administrators"` // an address
	StudyDirectors string `toml:"study_directors"`
	Contact        string `toml:"contact"` // under every letter
}

// Figures are the status letter's, as they stand after the first evening.
type Figures struct {
	InTraining    int `toml:"in_training"`
	GrantedYear   int `toml:"granted_year"`
	Goal          int `toml:"goal"`
	Waiting       int `toml:"waiting"`
	Leaving       int `toml:"leaving"`
	WaitingStarts int `toml:"waiting_starts"`
	YearEnd       int `toml:"year_end"`
}

// Mail is one sample mail and what must become of it.
type Mail struct {
	File     string    `toml:"file"`
	Evening  int       `toml:"evening"` // 1, or 2 for what answers our letters
	Received time.Time `toml:"received"`
	From     string    `toml:"from"`
	What     string    `toml:"what"`  // one line, in Swedish
	Place    string    `toml:"place"` // handled, unreadable, quarantine or human
	Notes    string    `toml:"notes"`
	Letters  []Letter  `toml:"letters"`
	Cases    []Case    `toml:"case"`
	Raw      []byte    `toml:"-"`
}

// Letter is what goes out because of a mail: the kinds of X-Stintag-Kind.
type Letter struct {
	To    string   `toml:"to"`
	Kinds []string `toml:"kinds"`
}

// Case is one applicant of a mail, as it stands after the mail's evening.
type Case struct {
	Doctor   string          `toml:"doctor"`
	Centre   string          `toml:"centre"` // in the register's words, or the form's where nobody knows it
	Kind     process.Kind    `toml:"kind"`
	Became   string          `toml:"became"` // notify.Became's words
	Status   process.Status  `toml:"status"`
	Place    int             `toml:"place"` // 0 where it is not ranked
	Proposal process.Outcome `toml:"proposal"`
}

// Decision is a person's, by doctor.
type Decision struct {
	Doctor  string          `toml:"doctor"`
	Verdict process.Verdict `toml:"verdict"`
	By      string          `toml:"by"`
	Date    process.Date    `toml:"date"`
	Reason  string          `toml:"reason"`
}

// Evening gives the mails of one evening, 1 or 2.
func (r Region) Evening(n int) []Mail {
	var ms []Mail
	for _, m := range r.Mails {
		if m.Evening == n {
			ms = append(ms, m)
		}
	}
	return ms
}

// Named reads one of Names.
func Named(name string) (Region, error) {
	r := Region{Policy: name}
	if err := r.readTOML("people.toml", &r.People); err != nil {
		return Region{}, err
	}
	if err := r.loadMails(); err != nil {
		return Region{}, err
	}
	var decided struct {
		Decision []Decision `toml:"decision"`
	}
	if err := r.readTOML("decisions.toml", &decided); err != nil {
		return Region{}, err
	}
	r.Decisions = decided.Decision
	if err := r.loadRegisters(); err != nil {
		return Region{}, err
	}
	return r, nil
}

func (r *Region) loadMails() error {
	var list struct {
		Region        string    `toml:"region"`
		Address       string    `toml:"address"`
		FirstEvening  time.Time `toml:"first_evening"`
		SecondEvening time.Time `toml:"second_evening"`
		Figures       Figures   `toml:"figures"`
		Mail          []Mail    `toml:"mail"`
	}
	if err := r.readTOML("mails.toml", &list); err != nil {
		return err
	}
	r.Name, r.Address = list.Region, list.Address
	r.FirstEvening, r.SecondEvening = list.FirstEvening, list.SecondEvening
	r.Mails, r.Figures = list.Mail, list.Figures
	for i := range r.Mails {
		raw, err := files.ReadFile(path.Join(r.Policy, "mails", r.Mails[i].File))
		if err != nil {
			return fmt.Errorf("sample mail: %w", err)
		}
		r.Mails[i].Raw = raw
	}
	return nil
}

func (r *Region) readTOML(name string, into any) error {
	b, err := files.ReadFile(path.Join(r.Policy, name))
	if err != nil {
		return fmt.Errorf("sample list: %w", err)
	}
	if err := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(into); err != nil {
		return fmt.Errorf("sample list %s of %s: %w", name, r.Policy, err)
	}
	return nil
}
