// Package process is the core of stintag: the vocabulary, and every rule that
// decides where an application stands. It imports the standard library only,
// reads no clock, opens no file and knows no mailbox: the same World always
// gives the same Judgement, with its reasons.
//
// The words, one for one with the Swedish that people read:
//
//	intresseanmälan    Application    what a manager's form says, as understood
//	ärende             Case           the id and the life of one application
//	brist i anmälan    Finding        a fault in a form, told to its sender
//	förslag            Proposal       the program's, with reasons; never a decision
//	beslut             Decision       a person's
//	vårdcentral        HealthCentre
//	verksamhetschef    Manager
//	studierektor       StudyDirector
//	ST-läkare          Trainee        a doctor in the roster
//	intresselista      WaitingList
//	turordning         Place          from 1 over all ranked cases
//	regelverk          Policy         a region's rules, from a file
//	möjlig start       PossibleStart
//	kontaktdatum       ContactDate    the first contact; counts in the queue
//	dispens            Exemption
//	randning           Rotation
//	uppehåll           Leave          a row of the sheet Uppehåll
//	ändring            amendment      what a change to a running post makes of its row
//
// A fault in a form is a Finding, in Swedish, for the manager. A fault in the
// operation is an error, in English, for the operator. They never mix.
package process
