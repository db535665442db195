"""Alternatives with a box each, and other habits of printed forms, by openpyxl."""
from kit import ANNA, anna, book, case, column, form

BY = "openpyxl"


@case("offered_row", "the kinds of case in a row, a box in each cell", BY,
      [form(fields={"kind": "Ny ST@B1", **anna(*column("B", 3))}, understood={"kind": "Ny ST"})])
def _():
    return book("""
Avser: | ☒ Ny ST | ☐ Byte av vårdcentral | ☐ Dubbelspecialisering

""" + ANNA.strip())


@case("offered_row_cells", "the kinds of case in a row, each after a cell of its own with its box", BY,
      [form(fields={"kind": "Byte av vårdcentral@E1", **anna(*column("B", 3))}, understood={"kind": "Byte av vårdcentral"})])
def _():
    return book("""
Avser | ☐ | Ny ST | ☒ | Byte av vårdcentral | ☐ | Dubbelspecialisering

""" + ANNA.strip())


@case("offered_below", "the kinds of case below the question, a box before each", BY,
      [form(fields={"kind": "Ny ST@B2", **anna(*column("B", 6))}, understood={"kind": "Ny ST"})])
def _():
    return book("""
Anmälan avser (sätt kryss)
☒ | Ny ST
☐ | ST med integrerad BT
☐ | Byte av vårdcentral

""" + ANNA.strip())


@case("offered_below_crossed", "the kinds of case below the question, one with a cross after it", BY,
      [form(fields={"kind": "Dubbelspecialisering@A4", **anna(*column("B", 6))}, understood={"kind": "Dubbelspecialisering"})])
def _():
    return book("""
Anmälan avser (sätt kryss)
Ny ST
ST med integrerad BT
Dubbelspecialisering | X

""" + ANNA.strip())


@case("offered_two_ticked", "two kinds of case are ticked: nobody can know", BY,
      [form(fields={"kind": "Ny ST / Byte av vårdcentral@B1", **anna(*column("B", 3))}, findings=["!OKÄNT_VAL@B1"], understood={"kind": ""})])
def _():
    return book("""
Avser: | ☒ Ny ST | ☒ Byte av vårdcentral | ☐ Dubbelspecialisering

""" + ANNA.strip())


@case("offered_none_ticked", "no kind of case is ticked", BY,
      [form(fields=anna(*column("B", 3)), empty={"kind": "B1"}, understood={"kind": ""})])
def _():
    return book("""
Avser: | ☐ Ny ST | ☐ Byte av vårdcentral | ☐ Dubbelspecialisering

""" + ANNA.strip())


@case("offered_answers_stacked", "Ja and Nej below the question, a box in each cell, two questions side by side", BY,
      [form(fields={"swedish_at": "Ja@A2", "iup": "Nej@C3", **anna(*column("B", 5))}, understood={"swedish_at": "Ja"})])
def _():
    return book("""
Svensk AT | | IUP finns
☒ Ja | | ☐ Ja
☐ Nej | | ☒ Nej

""" + ANNA.strip())


@case("answers_other_boxes", "filled boxes and rings beside empty ones, and alternatives by number", BY,
      [form(fields={**anna(*column("B"))| {"employed": "□ Ja ■ Nej@B5"}, "swedish_at": "● Ja ○ Nej@B6", "iup": "🗹 Ja ☐ Nej@B7", "privacy": "1 = Ja@B8"},
            understood={"employed": "Nej", "swedish_at": "Ja"})])
def _():
    return book(ANNA.replace("Nej", "□ Ja ■ Nej").strip() + """
Svensk AT | ● Ja ○ Nej
IUP finns | 🗹 Ja ☐ Nej
GDPR | 1 = Ja
""")


@case("headings_numbered", "numbered headings of groups give Namn and E-post their meaning", BY,
      [form(fields={"centre": "Sala vårdcentral@B2", "manager": "Eva Berg@B3", "manager_email": "eva@vc.example@B4", "doctor": "Anna Ek@B6", "doctor_email": "anna@x.example@B7",
                    "licence_date": "2016-05-04@B8", "possible_start": "2025-01-13@B10", "employed": "Nej@B11"})])
def _():
    return book("""
1. UPPGIFTER OM ENHETEN
Vårdcentral | Sala vårdcentral
Namn på chefen | Eva Berg
E-post | eva@vc.example
2. UPPGIFTER OM LÄKAREN
Namn | Anna Ek
E-post | anna@x.example
Legitimationsdatum | #2016-05-04
3. OM TJÄNSTEN
Tidigaste start | #2025-01-13
Befintlig anställning | Nej
""")


@case("values_after_colons", "the colons of the labels stand in the cells of the values", BY,
      [form(fields={"centre": ": Sala vårdcentral@B1", "doctor": ": Anna Ek@B2", "licence_date": ": 2016-05-04@B3", "possible_start": ": 2025-01-13@B4", "employed": ": Nej@B5"},
            understood={"centre": "Sala vårdcentral", "doctor": "Anna Ek", "licence_date": "2016-05-04", "possible_start": "2025-01-13", "employed": "Nej"})])
def _():
    return book("""
Vårdcentral | : Sala vårdcentral
Läkarens namn | : Anna Ek
Legitimationsdatum | : 2016-05-04
Möjlig start ST | : 2025-01-13
Redan anställd som ST? | : Nej
""")


@case("week_without_a_space", "a week and a year in four figures: nobody can know which is which", BY,
      [form(fields={**anna(*column("B")), "possible_start": "v2536@B4"}, findings=["!DATUM_OLÄSLIGT@B4"], understood={"possible_start": ""})])
def _():
    return book(ANNA.replace("#2025-01-13", "v2536"))


@case("at_among_labels", "a form for ST that asks about AT in words that nobody knows is no form for AT", BY,
      [form(fields={"kind": "Ny ST@B1", "centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B3", "licence_date": "2016-05-04@B4"},
            understood={"kind": "Ny ST"}, unknown=["AT-läkare i Sverige: Ja"])])
def _():
    return book("""
Ansökan avser | Ny ST
Hälsocentral | Sala vårdcentral
Läkare | Anna Ek
Legitimerad fr.o.m. | #2016-05-04
AT-läkare i Sverige | Ja
""")


@case("table_example_row", "the first row of a table shows how to fill in the others", BY,
      [form(row=3, fields={"doctor": "Anna Ek@B3", "centre": "Sala vårdcentral@C3", "licence_date": "2016-05-04@D3", "possible_start": "2025-01-13@E3"}),
       form(row=4, fields={"doctor": "Bo Al@B4", "centre": "Sala vårdcentral@C4", "licence_date": "2017-05-04@D4", "possible_start": "2025-02-01@E4"})])
def _():
    return book("""
Nr | Läkarens namn | Vårdcentral | Leg.datum | Start
Ex. | Kim Kimsson | Exempelköpings vårdcentral | #2015-01-01 | #2025-01-01
1 | Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13
2 | Bo Al | Sala vårdcentral | #2017-05-04 | #2025-02-01
""")


@case("start_not_long_ago", "six figures that can be two days: a start is none of long ago", BY,
      [form(fields={**anna(*column("B")), "possible_start": "010925@B4"}, findings=["TOLKAT_VÄRDE@B4"], understood={"possible_start": "2025-09-01"})])
def _():
    return book(ANNA.replace("#2025-01-13", "'010925"))


@case("licence_expected_after", "the day of a licence, and after it that it is expected", BY,
      [form(fields={**anna(*column("B")), "licence_date": "2024-12-20 (väntas)@B3"}, findings=["TOLKAT_VÄRDE@B3"], understood={"licence_date": "", "expected_licence": "2024-12-20"})])
def _():
    return book(ANNA.replace("#2016-05-04", "2024-12-20 (väntas)"))


@case("table_answers_in_columns", "a table whose questions have a column for Nej and one for Ja", BY,
      [form(row=3, fields={"doctor": "Anna Ek@A3", "licence_date": "2016-05-04@B3", "swedish_at": "Ja@D3", "employed": "Nej@E3", "possible_start": "2025-01-13@G3", "centre": "Sala vårdcentral@H3"},
            understood={"swedish_at": "Ja", "employed": "Nej"}),
       form(row=4, fields={"doctor": "Bo Al@A4", "licence_date": "2017-05-04@B4", "swedish_at": "Nej@C4", "employed": "Nej Ja@E4", "possible_start": "2025-02-01@G4", "centre": "Sala vårdcentral@H4"},
            findings=["!OTYDLIGT_SVAR@E4"], understood={"swedish_at": "Nej", "employed": ""})])
def _():
    return book("""
Läkarens namn | Leg.datum | Svensk AT | | Redan anställd | | Start | Vårdcentral
 | | Nej | Ja | Nej | Ja
Anna Ek | #2016-05-04 | | X | X | | #2025-01-13 | Sala vårdcentral
Bo Al | #2017-05-04 | x | | x | x | #2025-02-01 | Sala vårdcentral
""")


@case("table_answers_headed_twice", "Ja and Nej stand among the headings, below the questions", BY,
      [form(row=3, fields={"doctor": "Anna Ek@A3", "licence_date": "2016-05-04@B3", "swedish_at": "Ja@C3", "employed": "Nej@F3", "possible_start": "2025-01-13@G3", "centre": "Sala vårdcentral@H3"}),
       form(row=4, fields={"doctor": "Bo Al@A4", "licence_date": "2017-05-04@B4", "swedish_at": "Nej@D4", "employed": "Ja@E4", "possible_start": "2025-02-01@G4", "centre": "Sala vårdcentral@H4"})])
def _():
    return book("""
 | | Svensk AT | | Redan anställd
Läkarens namn | Leg.datum | Ja | Nej | Ja | Nej | Start | Vårdcentral
Anna Ek | #2016-05-04 | x | | | x | #2025-01-13 | Sala vårdcentral
Bo Al | #2017-05-04 | | x | x | | #2025-02-01 | Sala vårdcentral
""")


@case("two_doctors_numbered", "numbered headings over two doctors' own groups, the health centre above both", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "manager": "Eva Berg@B2", "doctor": "Anna Ek@B4", "licence_date": "2016-05-04@B5", "possible_start": "2025-01-13@B6", "employed": "Nej@B7"}),
       form(fields={"centre": "Sala vårdcentral@B1", "manager": "Eva Berg@B2", "doctor": "Bo Al@B9", "licence_date": "2017-05-04@B10", "possible_start": "2025-02-01@B11", "employed": "Nej@B12"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Verksamhetschef | Eva Berg
Läkare 1
Namn | Anna Ek
Leg.datum | #2016-05-04
Start | #2025-01-13
Redan anställd | Nej
Läkare 2
Namn | Bo Al
Leg.datum | #2017-05-04
Start | #2025-02-01
Redan anställd | Nej
""")


@case("labels_in_two_lines", "each label in Swedish, and in English below it in the same cell", BY,
      [form(fields={**anna(*column("B")), "swedish_at": "Ja@B6"})])
def _():
    return book("""
Vårdcentral\\nHealth centre | Sala vårdcentral
Läkarens namn\\nDoctor's name | Anna Ek
Legitimationsdatum\\nDate of licence | #2016-05-04
Önskad start\\nPreferred start | #2025-01-13
Redan anställd\\nAlready employed | Nej
Svensk AT\\nSwedish AT | Ja
""")


@case("hidden_rows_old_values", "rows that nobody sees hold another doctor's name and date", BY,
      [form(fields=anna(*column("B")), unknown=["Läkarens namn: Per Fors", "Legitimationsdatum: 2010-01-01"])])
def _():
    wb = book(ANNA.strip() + """

Läkarens namn | Per Fors
Legitimationsdatum | #2010-01-01
""")
    for row in (7, 8):
        wb["Blad1"].row_dimensions[row].hidden = True
    return wb


@case("dates_as_numbers_in_text", "dates that became numbers, and the numbers texts", BY,
      [form(fields={**anna(*column("B")), "licence_date": "42494@B3", "possible_start": "45670@B4"}, findings=["!DATUM_OLÄSLIGT@B3", "!DATUM_OLÄSLIGT@B4"],
            understood={"licence_date": "", "possible_start": ""})])
def _():
    return book(ANNA.replace("#2016-05-04", "'42494").replace("#2025-01-13", "'45670"))


@case("values_above", "values above their labels, as on a line to sign: nobody reads them, and the form is not blank", BY)
def _():
    return book("""
Ny ST
Ärendetyp

Sala vårdcentral
Vårdcentral

Anna Ek
Läkarens namn

#2016-05-04
Legitimationsdatum

Ja
Svensk AT

#2025-01-13
Möjlig start ST
""".replace("\n\n", "\n|\n"))
