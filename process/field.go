package process

// Field names one field of the form, the same word wherever it is spoken of:
// the defined name in our blank form is "f_" and the field.
type Field string

// The fields of form.md, in its order.
const (
	FieldVersion              Field = "version"
	FieldKind                 Field = "kind"
	FieldCentre               Field = "centre"
	FieldCentreID             Field = "centre_id"
	FieldOperator             Field = "operator"
	FieldManager              Field = "manager"
	FieldManagerEmail         Field = "manager_email"
	FieldManagerPhone         Field = "manager_phone"
	FieldDoctor               Field = "doctor"
	FieldFirstName            Field = "first_name"
	FieldLastName             Field = "last_name"
	FieldPersonalNumber       Field = "personal_number"
	FieldDoctorEmail          Field = "doctor_email"
	FieldProtected            Field = "protected"
	FieldLicenceDate          Field = "licence_date"
	FieldExpectedLicence      Field = "expected_licence"
	FieldLicenceAttached      Field = "licence_attached"
	FieldSwedishAT            Field = "swedish_at"
	FieldATEnd                Field = "at_end"
	FieldBT                   Field = "bt"
	FieldBTCertificate        Field = "bt_certificate"
	FieldRegulation           Field = "regulation"
	FieldCountry              Field = "country"
	FieldLanguage             Field = "language"
	FieldPossibleStart        Field = "possible_start"
	FieldPlannedEnd           Field = "planned_end"
	FieldDegree               Field = "degree"
	FieldEmployed             Field = "employed"
	FieldEmploymentForm       Field = "employment_form"
	FieldEmploymentDate       Field = "employment_date"
	FieldContractSigned       Field = "contract_signed"
	FieldContactDate          Field = "contact_date"
	FieldCredit               Field = "credit"
	FieldCreditFrom           Field = "credit_from"
	FieldCreditTo             Field = "credit_to"
	FieldCreditSupervised     Field = "credit_supervised"
	FieldEarlierSpecialty     Field = "earlier_specialty"
	FieldSupervisor           Field = "supervisor"
	FieldSupervisorSpecialist Field = "supervisor_specialist"
	FieldSupervisorTrained    Field = "supervisor_trained"
	FieldSupervisorUnit       Field = "supervisor_unit"
	FieldSpecialists          Field = "specialists"
	FieldSpecialistsPercent   Field = "specialists_percent"
	FieldTrainees             Field = "trainees"
	FieldTraineesOwn          Field = "trainees_own"
	FieldListed               Field = "listed"
	FieldOutsideTown          Field = "outside_town"
	FieldExemption            Field = "exemption"
	FieldStudyDirector        Field = "study_director"
	FieldAssessedManager      Field = "assessed_manager"
	FieldAssessedSupervisor   Field = "assessed_supervisor"
	FieldAssessedDirector     Field = "assessed_director"
	FieldTransferFrom         Field = "transfer_from"
	FieldTransferReason       Field = "transfer_reason"
	FieldTransferCompetence   Field = "transfer_competence"
	FieldTransferEffect       Field = "transfer_effect"
	FieldChangeFrom           Field = "change_from"
	FieldChangeTo             Field = "change_to"
	FieldLeaveKind            Field = "leave_kind"
	FieldOwnPriority          Field = "own_priority"
	FieldIUP                  Field = "iup"
	FieldRotationWishes       Field = "rotation_wishes"
	FieldSPUR                 Field = "spur"
	FieldCV                   Field = "cv"
	FieldPrivacy              Field = "privacy"
	FieldSignature            Field = "signature"
	FieldComment              Field = "comment"
)

// labels are the words the blank form uses; letters name fields by them.
var labels = map[Field]string{
	FieldVersion: "Blankettversion", FieldKind: "Ärendetyp", FieldCentre: "Vårdcentral",
	FieldCentreID: "Enhets-id", FieldOperator: "Driftsform", FieldManager: "Verksamhetschef",
	FieldManagerEmail: "E-post chef", FieldManagerPhone: "Telefon chef", FieldDoctor: "Läkarens namn",
	FieldFirstName: "Läkarens förnamn", FieldLastName: "Läkarens efternamn",
	FieldPersonalNumber: "Personnummer", FieldDoctorEmail: "Läkarens e-post",
	FieldProtected: "Skyddade personuppgifter", FieldLicenceDate: "Legitimationsdatum",
	FieldExpectedLicence: "Väntad legitimation", FieldLicenceAttached: "Legitimation bifogad",
	FieldSwedishAT: "Svensk AT", FieldATEnd: "AT avslutad", FieldBT: "BT", FieldBTCertificate: "BT-intyg, datum",
	FieldRegulation: "Föreskrift", FieldCountry: "Utbildningsland", FieldLanguage: "Språkkrav uppfyllt",
	FieldPossibleStart: "Möjlig start ST", FieldPlannedEnd: "Planerat slut", FieldDegree: "Tjänstgöringsgrad",
	FieldEmployed: "Redan anställd som ST?", FieldEmploymentForm: "Anställningsform",
	FieldEmploymentDate: "Anställningsdatum", FieldContractSigned: "Anställningsavtal påskrivet",
	FieldContactDate: "Kontaktdatum", FieldCredit: "Tillgodoräknad tid (mån)",
	FieldCreditFrom: "Tillgodoräknad tid, från", FieldCreditTo: "Tillgodoräknad tid, till",
	FieldCreditSupervised: "Handledd under ST-lika former",
	FieldEarlierSpecialty: "Tidigare specialitet", FieldSupervisor: "Handledare",
	FieldSupervisorSpecialist: "Handledare specialist i allmänmedicin",
	FieldSupervisorTrained:    "Handledarutbildad", FieldSupervisorUnit: "Handledarens enhet",
	FieldSpecialists: "Antal specialister i allmänmedicin", FieldSpecialistsPercent: "Specialister, summa %",
	FieldTrainees: "Antal ST-läkare idag", FieldTraineesOwn: "Varav egenfinansierade", FieldListed: "Antal listade", FieldOutsideTown: "Utanför tätort",
	FieldExemption: "Dispens", FieldStudyDirector: "Studierektor kontaktad",
	FieldAssessedManager: "Gemensam bedömning: verksamhetschef", FieldAssessedSupervisor: "Gemensam bedömning: handledare",
	FieldAssessedDirector: "Gemensam bedömning: studierektor",
	FieldTransferFrom:     "Byte från vårdcentral", FieldTransferReason: "Skäl till bytet",
	FieldTransferCompetence: "Uppnådd kompetens", FieldTransferEffect: "Påverkan på ST-utbildningen",
	FieldChangeFrom: "Ändringen gäller från", FieldChangeTo: "Ändringen gäller till",
	FieldLeaveKind: "Typ av uppehåll", FieldOwnPriority: "Egen prioritering",
	FieldIUP: "IUP finns", FieldRotationWishes: "Önskemål sidotjänstgöring",
	FieldSPUR: "Senaste SPUR-granskning", FieldCV: "CV bifogat",
	FieldPrivacy: "Läkaren informerad om personuppgiftsbehandlingen", FieldSignature: "Underskrift",
	FieldComment: "Övrigt",
}

// Label is the field's name in Swedish, as the blank form writes it.
func (f Field) Label() string { return labels[f] }
