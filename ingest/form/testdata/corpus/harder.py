"""Forms that tempt a reader to take the wrong cell, by openpyxl."""
from kit import ANNA, anna, book, case, column, draw, form

BY = "openpyxl"


@case("help_between", "help, examples and prompts between label and value", BY, [form(fields=anna("C1", "C2", "C3", "C4", "C5"))])
def _():
    return book("""
Vårdcentral | Välj i listan: | Sala vårdcentral
Läkarens namn | (för- och efternamn) | Anna Ek
Legitimationsdatum | t.ex. 2016-01-01 | #2016-05-04
Möjlig start ST | ÅÅÅÅ-MM-DD | #2025-01-13
Redan anställd som ST? | Ja/Nej | Nej
""")


@case("help_only", "examples and prompts in cells that nobody filled in", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2"}, empty={"licence_date": "B3", "possible_start": "B4", "employed": "B5", "degree": "B6", "kind": "B7"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | T.ex. 2016-01-01
Möjlig start ST | Ange datum (ÅÅÅÅ-MM-DD)
Redan anställd som ST? | Välj ja eller nej
Tjänstgöringsgrad | Ex: 80 %
Ärendetyp | - Välj -
""")


@case("date_beside_answers", "Datum beside an answer belongs to the answer", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@D3", "swedish_at": "Ja@B4", "at_end": "2016-01-31@D4",
                    "employed": "Ja@B5", "employment_date": "2024-09-02@D5", "possible_start": "2025-01-13@B6", "signature": "Eva Berg@B7 | 2024-09-01@D7"},
            understood={"licence_date": "2016-05-04", "employment_date": "2024-09-02"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimation | Ja | Datum | #2016-05-04
Svensk AT | Ja | Slutdatum | #2016-01-31
Anställd | Ja | fr.o.m. | #2024-09-02
Möjlig start ST | #2025-01-13
Underskrift | Eva Berg | Datum | #2024-09-01
""")


@case("date_unsettled", "a date that belongs to no field is kept", BY,
      [form(fields=anna(*column("B"), study_director="Ja@B6"), unknown=["Datum: 2024-08-20"])])
def _():
    return book(ANNA.strip("\n") + "\nSamråd med studierektor | Ja | Datum | #2024-08-20")


@case("table_names_twice", "Namn of the doctor and Namn of the supervisor in one table", BY, [
    form(row=3, fields={"doctor": "Anna Ek@A3", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@C3", "supervisor": "Hans Vis@D3", "supervisor_trained": "Ja@E3"}),
    form(row=4, fields={"doctor": "Bo Al@A4", "licence_date": "2017-05-04@B4", "possible_start": "2025-02-01@C4", "supervisor": "Vera Vis@D4", "supervisor_trained": "Nej@E4"})])
def _():
    wb = book("""
Läkare ||| Handledare |
Namn | Leg.datum | Möjlig start | Namn | Handledarutbildad
Anna Ek | #2016-05-04 | #2025-01-13 | Hans Vis | Ja
Bo Al | #2017-05-04 | #2025-02-01 | Vera Vis | Nej
""")
    wb["Blad1"].merge_cells("A1:C1")
    wb["Blad1"].merge_cells("D1:E1")
    return wb


@case("table_merged_clinic", "the clinic merged down the side of its doctors", BY, [
    form(row=2, fields=anna("A2", "B2", "C2", "D2", "E2")),
    form(row=3, fields={"centre": "Sala vårdcentral@A2", "doctor": "Bo Al@B3", "licence_date": "2017-05-04@C3", "possible_start": "2025-02-01@D3", "employed": "Ja@E3"}),
    form(row=4, fields={"centre": "Kolbäck@A4", "doctor": "Cia Lind@B4", "licence_date": "2018-05-04@C4", "possible_start": "2025-03-01@D4", "employed": "Nej@E4"})])
def _():
    wb = book("""
Vårdcentral | Läkare | Leg.datum | Möjlig start | Redan anställd
Sala vårdcentral | Anna Ek | #2016-05-04 | #2025-01-13 | Nej
| Bo Al | #2017-05-04 | #2025-02-01 | Ja
Kolbäck | Cia Lind | #2018-05-04 | #2025-03-01 | Nej
""")
    wb["Blad1"].merge_cells("A2:A3")
    return wb


@case("table_hint_row", "a row of hints under the headings, a sum and a greeting below", BY, [
    form(row=4, fields=anna("B4", "A4", "C4", "D4", "E4")),
    form(row=5, fields={"centre": "Sala vårdcentral@B5", "doctor": "Bo Al@A5", "licence_date": "2017-05-04@C5", "possible_start": "2025-02-01@D5", "employed": "Ja@E5"})])
def _():
    return book("""
Anmälda till ST
Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
(namn) | Välj i listan | ÅÅÅÅ-MM-DD | ÅÅÅÅ-MM-DD | Ja/Nej
Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej
Bo Al | Sala vårdcentral | #2017-05-04 | #2025-02-01 | Ja

Antal anmälda: | 2
Vänliga hälsningar, Eva Berg
""")


@case("table_two_names", "first and last names in a column each", BY, [
    form(row=2, fields={"first_name": "Anna@A2", "last_name": "Ek@B2", "centre": "Sala@C2", "licence_date": "2016-05-04@D2", "possible_start": "2025-01-13@E2"}, understood={"doctor": "Anna Ek"}),
    form(row=3, fields={"first_name": "Bo@A3", "last_name": "Al@B3", "centre": "Sala@C3", "licence_date": "2017-05-04@D3", "possible_start": "2025-02-01@E3"}, understood={"doctor": "Bo Al"})])
def _():
    return book("""
Förnamn | Efternamn | Vårdcentral | Leg.datum | Önskad start
Anna | Ek | Sala | #2016-05-04 | #2025-01-13
Bo | Al | Sala | #2017-05-04 | #2025-02-01
""")


@case("two_forms_beside", "two doctors' forms beside each other", BY, [
    form(fields=anna(*column("B", 2))),
    form(fields={"centre": "Sala vårdcentral@E2", "doctor": "Bo Al@E3", "licence_date": "2017-05-04@E4", "possible_start": "2025-02-01@E5", "employed": "Ja@E6"})])
def _():
    wb = book("Person ett ||| Person två")
    draw(wb["Blad1"], ANNA, 2)
    draw(wb["Blad1"], ANNA.replace("Anna Ek", "Bo Al").replace("2016", "2017").replace("#2025-01-13", "#2025-02-01").replace("Nej", "Ja"), 2, 4)
    return wb


@case("two_pages_one_doctor", "page one and page two on a sheet each, both with the doctor's name", BY,
      [form("Sida 1", fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2 | Anna Ek@Sida 2!B1", "licence_date": "2016-05-04@B3", "swedish_at": "Ja@B4",
                              "possible_start": "2025-01-13@Sida 2!B2", "employed": "Nej@Sida 2!B3"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Svensk AT | Ja
""", """
Läkarens namn | Anna Ek
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej
""", names=["Sida 1", "Sida 2"])


@case("example_sheet", "a filled-in example on a sheet of its own is nobody's application", BY, [form("Blankett", fields=anna(*column("B")))])
def _():
    return book(ANNA, ANNA.replace("Anna Ek", "Test Testsson").replace("2016", "2011"), names=["Blankett", "Exempel ifylld"])


@case("boxes_linked", "boxes linked to cells: true and false beside the words", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@B4", "swedish_at": "Ja@B5", "employed": "Nej@D6"},
            understood={"swedish_at": "Ja", "employed": "Nej"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Svensk AT | Ja | !SANT | Nej | !FALSKT
Redan anställd som ST? | Ja | !FALSKT | Nej | !SANT
""")


@case("boxes_headed_third", "a third column beside Ja and Nej, and one question left without an X", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@B4", "swedish_at": "Ja@B6", "iup": "Vet ej@D8"},
            empty={"employed": "B7"}, understood={"swedish_at": "Ja", "employed": ""})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Frågor | Ja | Nej | Vet ej
Svensk AT | X ||
Redan anställd som ST? |||
IUP finns ||| X
""")


@case("boxes_headed_two", "an X under both Ja and Nej is no answer", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@B4", "employed": "Ja Nej@B6"},
            findings=["!OTYDLIGT_SVAR@B6"], understood={"employed": ""})])
def _():
    return book(ANNA.strip("\n").rsplit("\n", 1)[0] + "\n| Ja | Nej\nRedan anställd som ST? | x | x")


@case("unit_after_value", "a unit in the cell after the value", BY,
      [form(fields=anna(*column("B"), degree="80@B6", credit="6@B7", listed="8450@B8", trainees="4 ST-läkare@B9"),
            understood={"degree": "0.8", "credit": "6"})])
def _():
    return book(ANNA.strip("\n") + "\nTjänstgöringsgrad | 80 | %\nTillgodoräknad tid (mån) | 6 | månader\nAntal listade | 8450 | personer\nAntal ST-läkare idag | 4 ST-läkare")


@case("doctor_columns_merged_clinic", "a doctor a column, the clinic merged over all of them", BY, [
    form(fields=anna(*column("B"))),
    form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Bo Al@C2", "licence_date": "2017-05-04@C3", "possible_start": "2025-02-01@C4", "employed": "Ja@C5"}),
    form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Cia Lind@D2", "licence_date": "2018-05-04@D3", "possible_start": "2025-03-01@D4", "employed": "Nej@D5"})])
def _():
    wb = book("""
Vårdcentral | Sala vårdcentral ||
Läkarens namn | Anna Ek | Bo Al | Cia Lind
Legitimationsdatum | #2016-05-04 | #2017-05-04 | #2018-05-04
Möjlig start ST | #2025-01-13 | #2025-02-01 | #2025-03-01
Redan anställd som ST? | Nej | Ja | Nej
""")
    wb["Blad1"].merge_cells("B1:D1")
    return wb


@case("office_use", "a part for the region's own use at the foot", BY,
      [form(fields=anna(*column("B")), unknown=["Diarienummer: VV 2024/17"])])
def _():
    return book(ANNA.strip("\n") + "\n\nIfylls av regionen\nDiarienummer | VV 2024/17\nBeslut |\nHandläggare |")


@case("clinic_beside_title", "the clinic's name in the title row with a date, its e-mail and phone without a group", BY,
      [form(fields=anna("B3", "B7", "B8", "B9", "B10", manager="Eva Berg@B4", manager_email="eva@sala.example@B5", manager_phone="0224-100@B6"),
            unknown=["Sala vårdcentral: 2024-09-10"])])
def _():
    first, rest = ANNA.strip("\n").split("\n", 1)
    return book("Sala vårdcentral ||| #2024-09-10\nIntresseanmälan ST\n" + first + "\nVerksamhetschef | Eva Berg\nE-post | eva@sala.example\nTelefon | 0224-100\n" + rest)


@case("labels_above_with_gap_columns", "labels above, empty columns between, one value missing", BY,
      [form(fields={"centre": "Sala vårdcentral@A2", "licence_date": "2016-05-04@E2", "possible_start": "2025-01-13@A5", "employed": "Nej@C5", "supervisor": "Hans Vis@E5"},
            empty={"doctor": "C2"})])
def _():
    return book("""
Vårdcentral || Läkarens namn || Legitimationsdatum
Sala vårdcentral |||| #2016-05-04

Möjlig start ST || Redan anställd som ST? || Handledare
#2025-01-13 || Nej || Hans Vis
""")


@case("long_text_is_no_label", "a paragraph that begins with a label's words", BY, [form(fields=anna(*column("B", 3)))])
def _():
    return book("Legitimationsdatum ska alltid anges. Har läkaren inte legitimation än, ange när den väntas. Vårdcentral och läkare anges med hela namnet.\n\n" + ANNA.strip("\n"))


@case("labels_apart", "labels in two columns, values in two others, headings over them", BY, [form(fields=anna("C2", "C3", "C4", "C5", "C6"))])
def _():
    return book("""
Nr | Uppgift | Svar | Kommentar
1 | Vårdcentral | Sala vårdcentral |
2 | Läkarens namn | Anna Ek |
3 | Legitimationsdatum | #2016-05-04 |
4 | Möjlig start ST | #2025-01-13 |
5 | Redan anställd som ST? | Nej |
""")


@case("doctor_columns_headed", "a doctor a column, the columns headed, the names beside Namn", BY, [
    form(fields={"centre": "Sala vårdcentral@B3", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B4", "possible_start": "2025-01-13@B5"}),
    form(fields={"centre": "Sala vårdcentral@B3", "doctor": "Bo Al@C2", "licence_date": "2017-05-04@C4", "possible_start": "2025-02-01@C5"})])
def _():
    wb = book("""
| Läkare 1 | Läkare 2
Namn | Anna Ek | Bo Al
Vårdcentral | Sala vårdcentral |
Legitimationsdatum | #2016-05-04 | #2017-05-04
Möjlig start ST | #2025-01-13 | #2025-02-01
""")
    wb["Blad1"].merge_cells("B3:C3")
    return wb


@case("table_name_spans", "a heading over two columns, first and last name below it", BY, [
    form(row=2, fields={"doctor": "Anna Ek@A2", "licence_date": "2016-05-04@C2", "possible_start": "2025-01-13@D2"}),
    form(row=3, fields={"doctor": "Bo Al@A3", "licence_date": "2017-05-04@C3", "possible_start": "2025-02-01@D3"})])
def _():
    wb = book("""
Läkarens namn || Leg.datum | Möjlig start
Anna | Ek | #2016-05-04 | #2025-01-13
Bo | Al | #2017-05-04 | #2025-02-01
""")
    wb["Blad1"].merge_cells("A1:B1")
    return wb


@case("unit_sheet_and_table", "the clinic on one sheet, its doctors in a table on the next", BY, [
    form("Läkare", 2, {"centre": "Sala vårdcentral@Enhet!B1", "manager": "Eva Berg@Enhet!B2", "doctor": "Anna Ek@A2", "licence_date": "2016-05-04@B2", "possible_start": "2025-01-13@C2"}),
    form("Läkare", 3, {"centre": "Sala vårdcentral@Enhet!B1", "manager": "Eva Berg@Enhet!B2", "doctor": "Bo Al@A3", "licence_date": "2017-05-04@B3", "possible_start": "2025-02-01@C3"})])
def _():
    return book("Vårdcentral | Sala vårdcentral\nVerksamhetschef | Eva Berg", """
Läkare | Leg.datum | Möjlig start
Anna Ek | #2016-05-04 | #2025-01-13
Bo Al | #2017-05-04 | #2025-02-01
""", names=["Enhet", "Läkare"])


@case("several_in_one_cell", "several labels in one cell are not taken for the first one's value", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "possible_start": "2025-01-13@B3", "employed": "Nej@B4"}, empty={"doctor": "B5"},
            unknown=["Läkarens namn: Anna Ek, Legitimationsdatum: 2016-05-04"])])
def _():
    return book(r"""
Vårdcentral | Sala vårdcentral
Läkarens namn: Anna Ek, Legitimationsdatum: 2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej
Läkarens namn |
""")


@case("label_dotted", "dotted lines after the labels, the values beside them", BY, [form(fields=anna(*column("B")))])
def _():
    return book("""
Vårdcentral: ........................ | Sala vårdcentral
Läkarens namn ………………………… | Anna Ek
Legitimationsdatum _ _ _ _ - _ _ - _ _ | #2016-05-04
Möjlig start ST - - - - - | #2025-01-13
Redan anställd som ST? Ja / Nej | Nej
""")


@case("table_slips", "a table whose headings have slips of the pen", BY, [
    form(row=2, fields=anna("B2", "A2", "C2", "D2", "E2"), findings=["STAVFEL_I_RUBRIK@B2", "STAVFEL_I_RUBRIK@C2"]),
    form(row=3, fields={"centre": "Sala@B3", "doctor": "Bo Al@A3", "licence_date": "2017-05-04@C3", "possible_start": "2025-02-01@D3", "employed": "Ja@E3"}, findings=["STAVFEL_I_RUBRIK@B3", "STAVFEL_I_RUBRIK@C3"])])
def _():
    return book("""
Läkare | Vårdcental | Legitmationsdatum | Möjlig start | Redan anställd
Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej
Bo Al | Sala | #2017-05-04 | #2025-02-01 | Ja
""")
