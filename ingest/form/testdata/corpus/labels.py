"""How labels are written and whom they speak of, by openpyxl."""
import unicodedata

from kit import ANNA, anna, book, case, column, form

BY = "openpyxl"


@case("labels_line_breaks", "labels broken over lines, with help below in the same cell", BY, [form(fields=anna(*column("B")))])
def _():
    return book(r"""
Vårdcentral | Sala vårdcentral
Läkarens\nnamn | Anna Ek
Legitimations-\ndatum | #2016-05-04
Möjlig start\nST\n(ÅÅÅÅ-MM-DD) | #2025-01-13
Redan anställd\nsom ST?\nJa/Nej | Nej
""")


@case("labels_nfd", "letters and their dots as two characters, as a Mac writes them", BY, [form(fields=anna(*column("B")))])
def _():
    return book(unicodedata.normalize("NFD", ANNA))


@case("labels_hard_spaces", "no-break, narrow and zero-width spaces, soft hyphens, tabs", BY, [form(fields=anna(*column("B")))])
def _():
    return book("""
\u00a0Vårdcentral\u00a0 | Sala vårdcentral
Läkarens\u202fnamn | Anna\u00a0Ek
Legitimations\u00addatum\u200b | #2016-05-04
Möjlig\u2009start\tST | #2025-01-13
\ufeffRedan anställd som ST? | \u00a0Nej\u00a0
""")


@case("labels_trimmings", "colons, stars, brackets, dotted lines, capitals", BY, [form(fields=anna(*column("B")))])
def _():
    return book("""
VÅRDCENTRAL: | Sala vårdcentral
* Läkarens namn .............. | Anna Ek
Legitimationsdatum [obligatoriskt] *: | #2016-05-04
Möjlig start (ST), ÅÅÅÅ-MM-DD: ______ | #2025-01-13
• Redan anställd som ST (om ja, ange datum)? _____ | Nej
""")


@case("labels_numbered", "numbered and lettered labels, one and two levels", BY,
      [form(fields=anna(*column("B"), supervisor="Hans Vis@B6", degree="80 %@B7"))])
def _():
    return book("""
1. Vårdcentral | Sala vårdcentral
2) Läkarens namn | Anna Ek
2.1 Legitimationsdatum | #2016-05-04
3.2. Möjlig start ST | #2025-01-13
a) Redan anställd som ST? | Nej
Fråga 6: Handledare | Hans Vis
7 Tjänstgöringsgrad | 80 %
""")


@case("labels_bilingual", "labels in two languages", BY,
      [form(fields=anna("B2", "B4", "B5", "B6", "B7", doctor_email="anna@sala.example@B8", personal_number="19811218-9876@B9", supervisor="Hans Vis@B10"))])
def _():
    return book(r"""
Enheten / Unit
Vårdcentral / Health centre | Sala vårdcentral
Läkaren / Doctor
Namn / Name | Anna Ek
Date of licence/Legitimationsdatum | #2016-05-04
Möjlig start ST (Possible start) | #2025-01-13
Redan anställd som ST? / Already employed? | Nej
E-post / E-mail | anna@sala.example
Personnummer\nPersonal identity number | 19811218-9876
Handledare – Supervisor | Hans Vis
""")


@case("labels_slips", "a slip of the pen in each label is told", BY,
      [form(fields=anna(*column("B")), findings=["STAVFEL_I_RUBRIK@B%d" % r for r in range(1, 6)])])
def _():
    return book("""
Vårdcetral | Sala vårdcentral
Läkarnes namn | Anna Ek
Legitimatonsdatum | #2016-05-04
Möjlgi start ST | #2025-01-13
Redan anstäld som ST? | Nej
""")


@case("labels_slip_short", "short words are not bent into labels", BY, [form(fields=anna(*column("B")), unknown=["Chaf: Eva Berg", "Ränta: 3"])])
def _():
    return book(ANNA.strip("\n") + "\nChaf | Eva Berg\nRänta | 3")


@case("labels_synonyms", "each label by another of its names", BY,
      [form(fields=anna(*column("B"), kind="Ny ST@B6", manager="Eva Berg@B7", trainees="4@B8", listed="8450@B9", supervisor="Hans Vis@B10", contact_date="2024-05-02@B11",
                        swedish_at="Ja@B12", regulation="ST2015@B13", transfer_reason="Flytt@B14"))])
def _():
    return book("""
Husläkarmottagning | Sala vårdcentral
ST-intressent | Anna Ek
Leg läk sedan | #2016-05-04
Tillträde | #2025-01-13
Nuvarande anställning | Nej
Typ av ansökan | Ny ST
Vårdcentralschef | Eva Berg
Befintliga ST | 4
Listade invånare | 8450
Tänkt handledare | Hans Vis
Första kontakt | #2024-05-02
Allmäntjänstgöring | Ja
Målbeskrivning | ST2015
Skäl till bytet | Flytt
""")


@case("labels_inline", "value after the label's colon, dotted lines and all", BY,
      [form(fields={"centre": "Sala vårdcentral@A1", "doctor": "Anna Ek@A2", "licence_date": "2016-05-04@A3", "possible_start": "13/1 2025@A4", "employed": "Nej@A5"},
            understood={"possible_start": "2025-01-13", "employed": "Nej"}, empty={})])
def _():
    return book("""
Vårdcentral: Sala vårdcentral
Läkarens namn: .....Anna Ek..........
Legitimationsdatum: 2016-05-04
Möjlig start ST: 13/1 2025
Redan anställd som ST?: Nej
""")


@case("labels_inline_beside", "some values in the label's cell, others beside it; a help text is no value", BY,
      [form(fields={"centre": "Sala vårdcentral@A1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@B4", "employed": "Nej@A5"})])
def _():
    return book("""
Vårdcentral: Sala vårdcentral
Läkarens namn: | Anna Ek
Legitimationsdatum (anges alltid): | #2016-05-04
Möjlig start ST: | #2025-01-13
Redan anställd som ST? Nej
""")


@case("labels_unknown", "labels nobody knows are kept with their values", BY,
      [form(fields=anna("B1", "B2", "B4", "B5", "B7"), unknown=["Skostorlek: 43", "Önskat schema: Måndagar lediga", "Körkort: Ja"])])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Skostorlek | 43
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Önskat schema: | Måndagar lediga
Redan anställd som ST? | Nej
Körkort | Ja
""")


@case("labels_unknown_above", "labels nobody knows above their values", BY,
      [form(fields=anna("A2", "B2", "C2", "A5", "B5"), unknown=["Önskat schema: Måndagar lediga"])])
def _():
    return book("""
Vårdcentral | Läkarens namn | Legitimationsdatum
Sala vårdcentral | Anna Ek | #2016-05-04

Möjlig start ST | Redan anställd som ST? | Önskat schema
#2025-01-13 | Nej | Måndagar lediga
""")


@case("vague_by_group", "Namn, E-post, Telefon and Datum mean what their group is about", BY,
      [form(fields={"centre": "Sala vårdcentral@B2", "manager": "Eva Berg@B4", "manager_email": "eva@sala.example@B5", "manager_phone": "0224-100@B6",
                    "doctor": "Anna Ek@B8", "doctor_email": "anna@sala.example@B9", "licence_date": "2016-05-04@B10", "supervisor": "Hans Vis@B12",
                    "employed": "Ja@B14", "employment_date": "2024-09-02@D14", "possible_start": "2025-01-13@B15", "signature": "Eva Berg@B17"})])
def _():
    return book("""
ENHETEN
Vårdcentral | Sala vårdcentral
VERKSAMHETSCHEF
Namn | Eva Berg
E-post | eva@sala.example
Telefon | 0224-100
LÄKAREN
Namn | Anna Ek
E-post | anna@sala.example
Legitimationsdatum | #2016-05-04
HANDLEDARE
Namn | Hans Vis
ANSTÄLLNING
Redan anställd som ST? | Ja | Datum | #2024-09-02
Möjlig start ST | #2025-01-13
UNDERSKRIFT
Namn | Eva Berg
""")


@case("vague_unsettled", "an e-mail address under the supervisor belongs to no field and is kept", BY,
      [form(fields=anna("B2", "B3", "B4", "B5", "B6", supervisor="Hans Vis@B8"), unknown=["E-post: hans@sala.example"])])
def _():
    return book("Läkaren\n" + ANNA.strip("\n") + "\nHandledare\nNamn | Hans Vis\nE-post | hans@sala.example")


@case("names_in_two_cells", "first and last name each with a label", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "first_name": "Anna@B2", "last_name": "Ek@B3", "licence_date": "2016-05-04@B4", "possible_start": "2025-01-13@B5"},
            understood={"doctor": "Anna Ek"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Förnamn | Anna
Efternamn | Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
""")


@case("name_beside_name", "first and last name in a cell each beside one label", BY,
      [form(fields=anna(*column("B")), understood={"doctor": "Anna Ek"})])
def _():
    return book(ANNA.replace("Anna Ek", "Anna | Ek"))


@case("value_is_a_label_elsewhere", "values in words that are labels elsewhere", BY,
      [form(fields=anna(*column("B"), employment_form="Leg läkare@B6", regulation="ST2015@B7", kind="Byte av vårdcentral@B8"),
            understood={"employment_form": "Leg läkare", "regulation": "SOSFS 2015:8", "kind": "Byte av vårdcentral"})])
def _():
    return book(ANNA.strip("\n") + "\nAnställningsform | Leg läkare\nFöreskrift | ST2015\nÄrendetyp | Byte av vårdcentral")
