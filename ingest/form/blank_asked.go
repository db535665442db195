package form

import (
	"slices"

	"stintag/process"
)

// asks says whether the policy has a use for the field: it requires it, on either
// level, or ranks by it.
func asks(p *process.Policy, f process.Field) bool {
	if p == nil {
		return false
	}
	return slices.Contains(p.Required.ForList, f) || slices.Contains(p.Required.ForDecision, f) ||
		f == process.FieldOwnPriority && slices.ContainsFunc(p.Criteria, func(c process.Criterion) bool { return c.By == process.ByOwnPriority })
}

// ofSome are the fields that even a policy that requires them asks only some forms
// for: the form does not mark them, lest everybody fills them in.
var ofSome = []process.Field{
	process.FieldBTCertificate, process.FieldEarlierSpecialty,
	process.FieldTransferFrom, process.FieldTransferReason, process.FieldTransferCompetence, process.FieldTransferEffect,
}

// standsFor are the fields whose mark another field's box bears.
var standsFor = map[process.Field][]process.Field{
	process.FieldExpectedLicence: {process.FieldLicenceDate},
	process.FieldDoctor:          {process.FieldFirstName, process.FieldLastName},
}

// needOf is how the form of a policy marks a field.
func needOf(p *process.Policy, f process.Field) need {
	if p == nil {
		return specOf(f).need
	}
	in := func(fields []process.Field) bool {
		return slices.ContainsFunc(append([]process.Field{f}, standsFor[f]...), func(f process.Field) bool { return slices.Contains(fields, f) })
	}
	switch {
	case slices.Contains(ofSome, f):
		return optional
	case in(p.Required.ForList):
		return forList
	case in(p.Required.ForDecision):
		return forDecision
	}
	return optional
}

// legendOf explains the form's marks. Only rules that warn of early hiring ask a
// health centre to wait with it, and only a region with a queue has
// a list.
func legendOf(p *process.Policy) string {
	legend := legend
	if p != nil && !p.Queues() {
		legend = legendUnqueued
	}
	if p != nil && (p.Employment == process.EarlyRequire || p.Employment == process.EarlyNeutral) {
		return legend
	}
	return legend + await
}
