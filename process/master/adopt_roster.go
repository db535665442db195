package master

import (
	"slices"
	"strings"

	"stintag/process"
)

func (a *Adopted) adoptRoster(g *grid) {
	ids := rowsOf{}
	for _, row := range g.rows {
		if row.blank() {
			continue
		}
		name := row.text(headTrainee)
		if name == "" || !readable(row.cell(headTrainee)) {
			a.faultAt(row, headTrainee, "Raden saknar ST-läkarens namn; den används inte.")
			continue
		}
		id := row.text(headID)
		if first, is := ids[folded(id)]; is && id != "" {
			a.faultAt(row, headID, "%s: Id %s står på rad %d och %d; den översta gäller. Töm cellen Id om raden är en annan ST-läkare.", name, id, first, row.number)
			continue
		}
		ids.hold(id, row)
		a.Registers.Roster = append(a.Registers.Roster, a.trainee(reader{row, a, name}, id))
	}
}

func (a *Adopted) trainee(r reader, id string) process.Trainee {
	t := process.Trainee{
		ID: id, Name: r.name, Start: r.date(headBegins), PlannedEnd: r.date(headEnds),
		Track: r.text(headTrack), Decided: r.date(headDecided), Exemption: r.text(headExemption),
		ExemptionUntil: r.date(headExemptionUntil), Supervisor: r.text(headSupervisor), After: r.text(headAfter),
	}
	if t.Start.IsZero() {
		t.StartWritten = standing(r.row, headBegins)
	}
	if !t.Start.IsZero() && !t.PlannedEnd.IsZero() && t.PlannedEnd.Before(t.Start) {
		r.fault(headEnds, "är %s, före %s %s. Slutet räknas inte förrän datumen är rättade.", t.PlannedEnd, headBegins, t.Start)
		t.PlannedEnd = process.Date{}
	}
	if track, _ := rosterTable.find(headTrack); t.Track != "" && !slices.ContainsFunc(track.choices, func(s string) bool { return folded(s) == folded(t.Track) }) {
		r.fault(headTrack, "%s, som inte finns i listan (%s). Så länge räknas den som en sort för sig.", r.stands(headTrack), strings.Join(track.choices, ", "))
	}
	t.Degree, t.CentreID = r.degree(), r.where()
	switch folded(r.text(headFunding)) {
	case fundingOwn, "egenfinansierad":
		t.OwnFunded = true
	case "", fundingRegion, "vårdvalsfinansierad":
	default:
		r.fault(headFunding, "%s och ska vara vårdval eller egen. Vårdval gäller så länge.", r.stands(headFunding))
	}
	t.Status = a.traineeStatus(r)
	return t
}

// leastDegree is less than anybody serves: what is below was meant otherwise.
const leastDegree = 0.1

func (r reader) degree() float64 {
	n, err := shareIn(r.cell(headDegree))
	if err != nil || n > 0 && n < leastDegree {
		r.fault(headDegree, "%s och ska vara en del av heltid, till exempel 80 %%. Heltid gäller så länge.", r.stands(headDegree))
		return 0
	}
	return n
}

// where is the id of the row's health centre; "" where the register has none such.
func (r reader) where() string {
	const counts = "Läkaren räknas i regionen, men inte på någon vårdcentral."
	written := r.text(headCentre)
	if id := r.a.centreID(written); id != "" {
		return id
	}
	if written == "" {
		r.a.faultAt(r.row, headCentre, "%s: Vårdcentral är inte ifylld. %s", r.name, counts)
	} else {
		r.fault(headCentre, "%s, som inte finns i bladet Vårdcentraler. %s", r.stands(headCentre), counts)
	}
	return ""
}

// centreID is that of the health centre as people write it; "" where there is none
// such. Many rows write the same.
func (a *Adopted) centreID(written string) string {
	id, known := a.centreIDs[written]
	if known {
		return id
	}
	if c, _, ok := process.FindCentre(a.Registers.Centres, written); ok {
		id = c.ID
	}
	if a.centreIDs == nil {
		a.centreIDs = map[string]string{}
	}
	a.centreIDs[written] = id
	return id
}

// traineeStatus reads the status; a row without one is in training or not by its
// dates alone.
func (a *Adopted) traineeStatus(r reader) process.TraineeStatus {
	s := r.text(headStatus)
	for _, known := range process.TraineeStatuses {
		if folded(string(known)) == folded(s) {
			return known
		}
	}
	if s != "" {
		r.fault(headStatus, "%s, som inte finns i listan (%s). Så länge räknas läkaren som i utbildning mellan Start och Planerat slut.", r.stands(headStatus), strings.Join(traineeStatuses(), ", "))
	}
	return process.TraineeActive
}
