package master

import "stintag/process"

// figureFormats show a figure with as many decimals as it is told with.
var figureFormats = [...]string{"#,##0", "#,##0.0", "#,##0.00"}

// staffing is how the health centres are staffed, beside what is thought good: to
// look at, never a demand (D10).
func (p *page) staffing(v View) {
	p.put(rowStaffing-1, colBlock, text("Vårdcentralerna"), sectionStyle)
	if v.World.Policy == nil {
		return
	}
	for i, l := range v.Judgement.StaffingLines(v.World.Policy) {
		value, words := text("–"), l.Words
		switch {
		case !l.Value.Said:
		case v.Judgement.Figures.Day.IsZero():
			words = ""
		default:
			value = number(l.Value.Value)
		}
		style := moneyStyle
		style.Format = "General"
		if l.Decimals != process.AsWritten {
			style.Format = figureFormats[l.Decimals]
		}
		p.put(rowStaffing+i, colBlock, text(l.Label), topStyle)
		p.put(rowStaffing+i, colAmount, value, style)
		p.put(rowStaffing+i, colWords, text(words), asideStyle)
	}
}
