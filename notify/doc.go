// Package notify composes every letter from the templates of stintag/templates,
// as text and HTML, and hands the letters owed to a server. It sees what the
// core decided and what the ledger owes; it never sees a mailbox or a form.
//
// Letters are rendered once, when they become owed: the bytes, the Message-ID and
// the Date are fixed and stored, and every attempt hands over the same bytes.
//
// The Dagsrapport's picture is drawn with wcharczuk/go-chart, which holds its own
// font: a line chart as PNG that is the same on every machine.
package notify
