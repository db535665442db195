package form

import (
	"slices"
	"unicode/utf8"

	"stintag/process"
)

// Heights of the rows that hold fields, in points: with what goes on an A4 page,
// the print is no smaller than 8 points.
const (
	oneLine  = 16.5
	twoLines = 30
	// labelWidth is how many characters of a label one line holds.
	labelWidth = 26
)

// line is one row of the blank form. With wide set, left alone fills the row.
type line struct {
	left, right process.Field
	wide        bool
	height      float64
}

// group is what stands under one heading. Its lines are in every region's form;
// the boxes of asked only where the policy asks for them, after the lines.
type group struct {
	heading string
	lines   []line
	asked   []process.Field
}

// layout is the blank form, in reading order.
var layout = []group{
	{heading: "Enheten", lines: []line{
		{left: process.FieldKind, right: process.FieldCentre},
		{left: process.FieldManager, right: process.FieldCentreID},
		{left: process.FieldManagerEmail, right: process.FieldManagerPhone},
		{left: process.FieldTrainees, right: process.FieldTraineesOwn},
		{left: process.FieldSpecialists, right: process.FieldSpecialistsPercent, height: twoLines},
		{left: process.FieldListed, right: process.FieldSPUR},
	}, asked: []process.Field{process.FieldOperator, process.FieldOutsideTown}},
	{heading: "Läkaren", lines: []line{
		{left: process.FieldDoctor, right: process.FieldPersonalNumber},
		{left: process.FieldDoctorEmail, right: process.FieldProtected},
		{left: process.FieldLicenceDate, right: process.FieldExpectedLicence, height: twoLines},
		{left: process.FieldSwedishAT, right: process.FieldATEnd},
		{left: process.FieldBT, right: process.FieldBTCertificate},
		{left: process.FieldCountry, right: process.FieldLanguage},
		{left: process.FieldLicenceAttached, right: process.FieldCV},
	}},
	{heading: "Anställning", lines: []line{
		{left: process.FieldEmployed, right: process.FieldEmploymentForm},
		{left: process.FieldEmploymentDate, right: process.FieldContractSigned},
		{left: process.FieldContactDate, right: process.FieldExemption},
	}, asked: []process.Field{process.FieldOwnPriority}},
	{heading: "Utbildningen", lines: []line{
		{left: process.FieldPossibleStart, right: process.FieldPlannedEnd},
		{left: process.FieldDegree, right: process.FieldRegulation},
		{left: process.FieldSupervisor, right: process.FieldSupervisorUnit},
		{left: process.FieldSupervisorSpecialist, right: process.FieldSupervisorTrained, height: twoLines},
		{left: process.FieldStudyDirector, right: process.FieldIUP},
		{left: process.FieldCredit, right: process.FieldCreditSupervised},
		{left: process.FieldCreditFrom, right: process.FieldCreditTo},
		{left: process.FieldEarlierSpecialty, right: process.FieldRotationWishes},
	}},
	{heading: "Gemensam bedömning (namn och datum)", asked: []process.Field{
		process.FieldAssessedManager, process.FieldAssessedSupervisor, process.FieldAssessedDirector,
	}},
	{heading: "Byte (fylls i vid byte av vårdcentral)", lines: []line{
		{left: process.FieldTransferFrom, right: process.FieldTransferReason, height: twoLines},
		{left: process.FieldTransferCompetence, right: process.FieldTransferEffect, height: twoLines},
	}},
	{heading: "Ändring av pågående ST (fylls i vid uppehåll, ändrad grad eller avslut)", lines: []line{
		{left: process.FieldChangeFrom, right: process.FieldChangeTo},
		{left: process.FieldLeaveKind, wide: true},
	}},
	{heading: "Övrigt", lines: []line{
		{left: process.FieldPrivacy, right: process.FieldSignature, height: twoLines},
		{left: process.FieldComment, wide: true, height: 46},
	}},
}

// layoutOf is the blank form of a policy: the layout, with those of its groups and
// boxes that the policy asks for.
func layoutOf(p *process.Policy) []group {
	var form []group
	for _, g := range layout {
		g.lines = slices.Clip(g.lines)
		asked := slices.DeleteFunc(slices.Clone(g.asked), func(f process.Field) bool { return !asks(p, f) })
		for pair := range slices.Chunk(asked, 2) {
			g.lines = append(g.lines, lineOf(p, pair))
		}
		if len(g.lines) > 0 {
			form = append(form, g)
		}
	}
	return form
}

// lineOf is a row for one box or two.
func lineOf(p *process.Policy, boxes []process.Field) line {
	l := line{left: boxes[0]}
	if len(boxes) > 1 {
		l.right = boxes[1]
	}
	for _, f := range boxes {
		s := *specOf(f)
		s.need = needOf(p, f)
		if utf8.RuneCountInString(f.Label()+s.mark()) > labelWidth {
			l.height = twoLines
		}
	}
	return l
}
