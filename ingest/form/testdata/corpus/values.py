"""What stands in the cells, by openpyxl."""
import openpyxl

from kit import ANNA, anna, book, case, column, draw, form

BY = "openpyxl"


@case("boxes_own_cells", "Ja and Nej with a cell to tick after each", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@B4", "swedish_at": "Ja@B5", "employed": "Nej@D6"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Svensk AT | Ja | X | Nej |
Redan anställd som ST? | Ja | | Nej | x
""")


@case("boxes_drawn", "drawn boxes before the words, and in one cell", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@B4", "swedish_at": "Ja@C5", "employed": "☐ Ja ☒ Nej@B6"},
            understood={"swedish_at": "Ja", "employed": "Nej"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Svensk AT | ☒ | Ja | ☐ | Nej
Redan anställd som ST? | ☐ Ja ☒ Nej
""")


@case("boxes_headed", "Ja and Nej once as headings, an X under one for each question", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@B4", "swedish_at": "Ja@B7", "employed": "Nej@C8", "iup": "Nej@C9"},
            understood={"swedish_at": "Ja", "employed": "Nej"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13

| Ja | Nej
Svensk AT | X |
Redan anställd som ST? | | X
IUP finns | | x
""")


@case("boxes_both", "both boxes ticked is no answer", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", employed="Ja x Nej x@B5"), findings=["!OTYDLIGT_SVAR@B5"])])
def _():
    return book(ANNA.replace("| Nej", "| Ja | x | Nej | x"))


@case("answers_boolean", "booleans where Ja or Nej is asked for", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", employed="FALSKT@B5", swedish_at="SANT@B6"), understood={"employed": "Nej", "swedish_at": "Ja"})])
def _():
    return book(ANNA.replace("| Nej", "| !FALSKT").strip("\n") + "\nSvensk AT | !SANT")


@case("answer_with_date", "Ja with the day of employment in the same cell", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", employed="Ja, 2024-09-02@B5"), understood={"employed": "Ja", "employment_date": "2024-09-02"})])
def _():
    return book(ANNA.replace("| Nej", "| Ja, 2024-09-02"))


@case("answer_with_form_and_date", "Ja with the day of employment, and with words that are two forms of it", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", employed="Ja, vikarierande underläkare sedan 2024-01-15@B5"), findings=["OKÄNT_VAL@B5"],
            understood={"employed": "Ja", "employment_date": "2024-01-15"})])
def _():
    return book(ANNA.replace("| Nej", "| Ja, vikarierande underläkare sedan 2024-01-15"))


@case("kind_taken_back", "an application taken back in words, with what it was about", BY,
      [form(fields={"kind": "Vi tar tillbaka vår ansökan om ny ST@B1", "centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B3", "licence_date": "2016-05-04@B4",
                    "possible_start": "2025-01-13@B5", "employed": "Nej@B6"}, findings=["TOLKAT_VÄRDE@B1"], understood={"kind": "Återkallelse"})])
def _():
    return book("Ärendetyp | Vi tar tillbaka vår ansökan om ny ST" + ANNA)


@case("centre_with_address", "a health centre with its address below it and who runs it, kept as it stands", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", "B5", centre="Sala vårdcentral (Praktikertjänst) Vretgatan 3@B1"))])
def _():
    return book(ANNA.replace("Sala vårdcentral", "Sala vårdcentral (Praktikertjänst)\\nVretgatan 3"))


@case("personal_number_plus", "a personnummer with a plus is of somebody a hundred years older", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", "B5", personal_number="811218+9876@B6"), understood={"personal_number": "188112189876"})])
def _():
    return book(ANNA.strip("\n") + "\nPersonnummer | 811218+9876")


@case("two_values_differ", "two different licence dates send the form back", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3 | 2016-05-14@B6", "possible_start": "2025-01-13@B4", "employed": "Nej@B5"},
            findings=["!TVÅ_VÄRDEN@B6"], understood={"licence_date": ""})])
def _():
    return book(ANNA.strip("\n") + "\nLeg.datum | #2016-05-14")


@case("two_values_differ_remark", "two different degrees are a remark", BY,
      [form(fields=anna(*column("B"), degree="80 %@B6 | 100 %@B7"), findings=["TVÅ_VÄRDEN@B7"])])
def _():
    return book(ANNA.strip("\n") + "\nTjänstgöringsgrad | 80 %\nSysselsättningsgrad | 100 %")


@case("two_values_same", "the same said twice, in two ways", BY,
      [form(fields=anna("B1", "B2", "B4", "B5", licence_date="2016-05-04@B3 | 4 maj 2016@B6", employed="Nej@B5 | nej@B7", possible_start="2025-01-13@B4"),
            understood={"licence_date": "2016-05-04", "employed": "Nej"})])
def _():
    return book(ANNA.strip("\n") + "\nLeg.datum | 4 maj 2016\nAnställd idag | nej")


@case("serial_without_format", "a serial number whose date format was lost", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", "B5", licence_date="42494@B3"), understood={"licence_date": "2016-05-04"})])
def _():
    wb = book(ANNA)
    wb["Blad1"]["B3"].number_format = "General"
    return wb


@case("dates_1904", "a workbook that counts its days from 1904", BY, [form(fields=anna(*column("B")))])
def _():
    wb = openpyxl.Workbook()
    wb.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    wb.active.title = "Blad1"
    draw(wb.active, ANNA)
    return wb


@case("dates_written", "dates as people write them", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "20160504@B3", "bt_certificate": "4 sept 2023@B4", "contact_date": "2/5-24@B5",
                    "possible_start": "ht25@B6", "employed": "Nej@B7"},
            understood={"licence_date": "2016-05-04", "contact_date": "2024-05-02", "possible_start": "2025-09-01"}, findings=["TOLKAT_VÄRDE@B6"])])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | 20160504
Datum för BT-intyg | 4 sept 2023
Kontaktdatum | 2/5-24
Möjlig start ST | ht25
Redan anställd som ST? | Nej
""")


@case("dates_without_year", "a date without year: an error for the licence, a note for the start", BY,
      [form(fields=anna("B1", "B2", licence_date="10/9@B3", possible_start="1/2@B4", employed="Nej@B5"),
            findings=["!DATUM_UTAN_ÅR@B3", "DATUM_UTAN_ÅR@B4"], understood={"licence_date": "", "possible_start": "2025-02-01"})])
def _():
    return book(ANNA.replace("#2016-05-04", "10/9").replace("#2025-01-13", "1/2"))


@case("personal_number_lost_zeros", "a numeric personnummer that lost its zero", BY,
      [form(fields=anna("B1", "B2", licence_date="2024-05-04@B3", possible_start="2025-01-13@B4", employed="Nej@B5", personal_number="101802395@B6"), understood={"personal_number": "200101802395"})])
def _():
    return book(ANNA.replace("2016", "2024").strip("\n") + "\nPersonnummer | 101802395")


@case("personal_number_coordination", "a samordningsnummer, and one with a wrong last figure", BY,
      [form(row=2, fields={"doctor": "Anna Ek@A2", "personal_number": "701063-2391@B2", "licence_date": "2016-05-04@C2", "possible_start": "2025-01-13@D2"},
            understood={"personal_number": "197010632391"}),
       form(row=3, fields={"doctor": "Bo Al@A3", "personal_number": "701063-2392@B3", "licence_date": "2017-05-04@C3", "possible_start": "2025-02-01@D3"},
            findings=["!FEL_PERSONNUMMER@B3"], understood={"personal_number": ""})])
def _():
    return book("""
Läkare | Personnummer / samordningsnummer | Leg.datum | Möjlig start
Anna Ek | 701063-2391 | #2016-05-04 | #2025-01-13
Bo Al | 701063-2392 | #2017-05-04 | #2025-02-01
""")


@case("formula_without_value", "formulas whose values were never computed", BY,
      [form(fields=anna("B1", "B2", licence_date="formel utan värde@B3", possible_start="2025-01-13@B4", employed="Nej@B5", degree="formel utan värde@B6"),
            findings=["!CELL_UTAN_VÄRDE@B3", "CELL_UTAN_VÄRDE@B6"])])
def _():
    return book(ANNA.replace("#2016-05-04", "=DATE(2016,5,4)").strip("\n") + "\nTjänstgöringsgrad | =4/5")


@case("placeholders_left", "the form's own words in cells nobody touched", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3"},
            empty={"possible_start": "B4", "employed": "B5", "supervisor": "B6"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | ÅÅÅÅ-MM-DD
Redan anställd som ST? | Välj...
Handledare | (fyll i)
""")


@case("words_for_nothing", "dashes and words for nothing are no values", BY,
      [form(fields=anna(*column("B"), supervisor="-@B6", credit="Ej aktuellt@B7", degree="?@B8"), understood={"supervisor": "", "credit": "0", "degree": "0"})])
def _():
    return book(ANNA.strip("\n") + "\nHandledare | -\nTillgodoräknad tid (mån) | Ej aktuellt\nTjänstgöringsgrad | ?")


@case("numbers_written", "decimal comma, thousands with a blank, per cent in a cell of per cent", BY,
      [form(fields=anna(*column("B"), degree="0,8@B6", credit="12 mån@B7", listed="8 450@B8", trainees="4@B9"),
            understood={"degree": "0.8", "credit": "12"})])
def _():
    wb = book(ANNA.strip("\n") + "\nTjänstgöringsgrad | 0.8\nTillgodoräknad tid (mån) | 12 mån\nAntal listade | 8\u00a0450\nAntal ST-läkare idag | 4")
    wb["Blad1"]["B6"].number_format = "0%"
    return wb


@case("half_filled", "half of the form is filled in, the rest waits", BY,
      [form(fields={"centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B5", "possible_start": "2025-01-13@B9"},
            empty={"kind": "B1", "manager": "B3", "licence_date": "B6", "swedish_at": "B7", "employed": "B8"})])
def _():
    return book("""
Ärendetyp |
Vårdcentral | Sala vårdcentral
Verksamhetschef |
|
Läkarens namn | Anna Ek
Legitimationsdatum |
Svensk AT |
Redan anställd som ST? |
Möjlig start ST | #2025-01-13
""")
