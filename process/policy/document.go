package policy

import "github.com/pelletier/go-toml/v2"

// document is the file as written. A pointer tells what is left out from what is
// written as 0 or false, where the difference means something.
type document struct {
	Name string `toml:"name"`
	rules
	Changes []change `toml:"change"`
}

// change lays other values over the rules from one day through another.
type change struct {
	From toml.LocalDate `toml:"from"`
	To   toml.LocalDate `toml:"to"`
	rules
}

// rules are the keys that a change may hold too.
type rules struct {
	Title              string   `toml:"title"`
	Source             string   `toml:"source"`
	Version            string   `toml:"version"`
	Status             status   `toml:"status"`
	Owner              string   `toml:"owner"`
	ContactDateFollows follows  `toml:"contact_date_follows"`
	Roles              []string `toml:"roles"`

	Ranking      ranking        `toml:"ranking"`
	Criteria     []criterion    `toml:"criterion"`
	Employment   employment     `toml:"employment"`
	Stops        []stop         `toml:"stop"`
	Budget       []budgetYear   `toml:"budget"`
	Compensation []compensation `toml:"compensation"`
	Money        money          `toml:"money"`
	Limits       []limit        `toml:"limit"`
	Rotations    []rotation     `toml:"rotation"`
	Plan         plan           `toml:"plan"`
	Exemption    exemption      `toml:"exemption"`
	Allotment    allotment      `toml:"allotment"`
	Corridor     []corridorYear `toml:"corridor"`
	History      []historyYear  `toml:"history"`
	Targets      []target       `toml:"target"`
	Intake       []intakeYear   `toml:"intake"`
	Programmes   []programme    `toml:"programme"`
	Projection   projection     `toml:"projection"`
	Indicators   indicators     `toml:"indicators"`
	SPUR         spur           `toml:"spur"`
	Supervision  supervision    `toml:"supervision"`
	Required     required       `toml:"required"`
	Rounds       rounds         `toml:"rounds"`
	Offer        offer          `toml:"offer"`
	Contacts     []contact      `toml:"contact"`
	Letters      letters        `toml:"letters"`
	Send         send           `toml:"send"`
}

type ranking struct {
	Method rankingMethod `toml:"method"`
	Within within        `toml:"within"`
}

// criterion takes Best and Worst as a date or a number, by what it compares.
type criterion struct {
	By     criterionKind `toml:"by"`
	Order  order         `toml:"order"`
	Coarse coarse        `toml:"coarse"`
	Per    per           `toml:"per"`
	Label  string        `toml:"label"`
	Points float64       `toml:"points"`
	Best   any           `toml:"best"`
	Worst  any           `toml:"worst"`
}

type employment struct {
	Early      early `toml:"early"`
	NoticeDays int   `toml:"notice_days"`
}

type stop struct {
	Kinds []kind         `toml:"kinds"`
	From  toml.LocalDate `toml:"from"`
	To    toml.LocalDate `toml:"to"`
	Why   string         `toml:"why"`
}

type budgetYear struct {
	Year     int      `toml:"year"`
	Amount   *float64 `toml:"amount"`
	PerMonth float64  `toml:"per_month"`
}

type compensation struct {
	Kind     rateKind       `toml:"kind"`
	Track    track          `toml:"track"`
	From     toml.LocalDate `toml:"from"`
	To       toml.LocalDate `toml:"to"`
	PerMonth *float64       `toml:"per_month"`
}

type money struct {
	LoweredFor loweredFor `toml:"lowered_for"`
}

type limit struct {
	From    toml.LocalDate `toml:"from"`
	To      toml.LocalDate `toml:"to"`
	MostNew *int           `toml:"most_new"`
	Counts  counts         `toml:"counts"`
	Why     string         `toml:"why"`
}

type rotation struct {
	Clinic   string         `toml:"clinic"`
	Provider string         `toml:"provider"`
	Places   *float64       `toml:"places"`
	From     toml.LocalDate `toml:"from"`
	To       toml.LocalDate `toml:"to"`
	Months   int            `toml:"months"`
}

type plan struct {
	FirstMonths int   `toml:"first_months"`
	LastMonths  int   `toml:"last_months"`
	Summer      []int `toml:"summer"`
}

type exemption struct {
	LimitedFrom      toml.LocalDate `toml:"limited_from"`
	Most             int            `toml:"most"`
	PriorityAreaFree bool           `toml:"priority_area_free"`
}

type allotment struct {
	PerListed int             `toml:"per_listed"`
	Funded    int             `toml:"funded"`
	Method    allotmentMethod `toml:"method"`
	Fill      *bool           `toml:"fill"`
}

type corridorYear struct {
	Year     int  `toml:"year"`
	Low      int  `toml:"low"`
	High     int  `toml:"high"`
	Scenario bool `toml:"scenario"`
}

type historyYear struct {
	Year       int      `toml:"year"`
	InTraining *float64 `toml:"in_training"`
	Finished   *float64 `toml:"finished"`
	Source     string   `toml:"source"`
}

type target struct {
	What  what           `toml:"what"`
	By    toml.LocalDate `toml:"by"`
	Value float64        `toml:"value"`
}

type intakeYear struct {
	Year      int      `toml:"year"`
	Number    *int     `toml:"number"`
	BTPercent *float64 `toml:"bt_percent"`
}

type programme struct {
	Name   string `toml:"name"`
	From   int    `toml:"from"`
	To     int    `toml:"to"`
	Source string `toml:"source"`
}

type projection struct {
	MeanYears       float64 `toml:"mean_years"`
	LowYears        float64 `toml:"low_years"`
	HighYears       float64 `toml:"high_years"`
	DropOutPercent  float64 `toml:"drop_out_percent"`
	LateStartMonths float64 `toml:"late_start_months"`
	Until           int     `toml:"until"`
	Draws           int     `toml:"draws"`
	Seed            uint64  `toml:"seed"`
	RunningYears    int     `toml:"running_years"`
}

type indicators struct {
	ListedPerSpecialist   float64 `toml:"listed_per_specialist"`
	ListedPerTrainee      float64 `toml:"listed_per_trainee"`
	NamedDoctorPercent    float64 `toml:"named_doctor_percent"`
	NationalPerThousand   float64 `toml:"national_per_thousand"`
	Population            int     `toml:"population"`
	TraineesPerSupervisor float64 `toml:"trainees_per_supervisor"`
}

type spur struct {
	Years int   `toml:"years"`
	Payer payer `toml:"payer"`
}

type supervision struct {
	Specialists float64 `toml:"specialists"`
	Percent     float64 `toml:"percent"`
}

type required struct {
	ForList     []field `toml:"for_list"`
	ForDecision []field `toml:"for_decision"`
}

type rounds struct {
	Dates []toml.LocalDate `toml:"dates"`
}

type offer struct {
	AnswerWithin period `toml:"answer_within"`
	EmployWithin period `toml:"employ_within"`
}

type contact struct {
	Topics        []topic     `toml:"topics"`
	Role          string      `toml:"role"`
	Address       mailAddress `toml:"address"`
	StudyDirector bool        `toml:"study_director"`
}

type letters struct {
	Name      naming `toml:"name"`
	ShowPlace *bool  `toml:"show_place"`
}

type send struct {
	Hold          hold  `toml:"hold"`
	Hours         hours `toml:"hours"`
	MostDecisions *int  `toml:"most_decisions_per_run"`
}
