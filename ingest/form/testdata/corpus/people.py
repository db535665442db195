"""Several applicants and several sheets, by openpyxl."""
import openpyxl

from kit import ANNA, anna, book, case, column, draw, form

BY = "openpyxl"


def row(n, cells, *values, **more):
    """One row of a table: centre, doctor, licence_date, possible_start, employed in the columns of cells."""
    keys = ("centre", "doctor", "licence_date", "possible_start", "employed")
    f = {k: "%s@%s%d" % (v, c, n) for k, v, c in zip(keys, values, cells) if v}
    f.update(more)
    return f


FIVE = """
Nr | Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
1 | Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej
2 | Bo Al | Sala vårdcentral | #2017-05-04 | #2025-02-01 | Ja
3 | Cia Lind | Sala vårdcentral | #2018-05-04 | #2025-03-01 | Nej
4 | Dag Ö | Sala vårdcentral | #2019-05-04 | #2025-04-01 | Nej
5 | Eli Ros | Sala vårdcentral | #2020-05-04 | #2025-05-01 | Nej
"""
SALA = "Sala vårdcentral"


@case("table_five", "five doctors, a row each, numbered", BY, [
    form(row=4, fields=row(4, "CBDEF", SALA, "Anna Ek", "2016-05-04", "2025-01-13", "Nej")),
    form(row=5, fields=row(5, "CBDEF", SALA, "Bo Al", "2017-05-04", "2025-02-01", "Ja")),
    form(row=6, fields=row(6, "CBDEF", SALA, "Cia Lind", "2018-05-04", "2025-03-01", "Nej")),
    form(row=7, fields=row(7, "CBDEF", SALA, "Dag Ö", "2019-05-04", "2025-04-01", "Nej")),
    form(row=8, fields=row(8, "CBDEF", SALA, "Eli Ros", "2020-05-04", "2025-05-01", "Nej"))])
def _():
    return book("Intresseanmälningar hösten 2024\n\n" + FIVE.strip("\n") + "\n\nMed vänlig hälsning, Eva Berg")


@case("table_faulty_rows", "a table in which two rows are wrong", BY, [
    form(row=2, fields=row(2, "BACDE", SALA, "Anna Ek", "2016-05-04", "2025-01-13", "Nej")),
    form(row=3, fields=row(3, "BACDE", SALA, "Bo Al", "10/9", "2025-02-01", "Ja"), findings=["!DATUM_UTAN_ÅR@C3"]),
    form(row=4, fields=row(4, "BACDE", SALA, "Cia Lind", "2018-02-30", "2025-03-01", "kanske"),
         findings=["!DATUM_OLÄSLIGT@C4", "!OTYDLIGT_SVAR@E4"])])
def _():
    return book("""
Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej
Bo Al | Sala vårdcentral | 10/9 | #2025-02-01 | Ja
Cia Lind | Sala vårdcentral | 2018-02-30 | #2025-03-01 | kanske
""")


@case("table_two", "two tables on a sheet, a title over each", BY, [
    form(row=3, fields=row(3, "BACDE", SALA, "Anna Ek", "2016-05-04", "2025-01-13", "Nej")),
    form(row=4, fields=row(4, "BACDE", SALA, "Bo Al", "2017-05-04", "2025-02-01", "Ja")),
    form(row=8, fields=row(8, "BACDE", "Kolbäck", "Cia Lind", "2018-05-04", "2025-03-01", "Nej")),
    form(row=9, fields=row(9, "BACDE", "Kolbäck", "Dag Ö", "2019-05-04", "2025-04-01", "Nej"))])
def _():
    return book("""
Anmälda från Sala
Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej
Bo Al | Sala vårdcentral | #2017-05-04 | #2025-02-01 | Ja

Anmälda från Kolbäck
Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
Cia Lind | Kolbäck | #2018-05-04 | #2025-03-01 | Nej
Dag Ö | Kolbäck | #2019-05-04 | #2025-04-01 | Nej
""")


@case("table_group_headings", "group headings merged over the headings of a table", BY, [
    form(row=3, fields={"doctor": "Anna Ek@A3", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@C3", "employed": "Ja@D3", "employment_date": "2024-09-02@E3"}),
    form(row=4, fields={"doctor": "Bo Al@A4", "licence_date": "2017-05-04@B4", "possible_start": "2025-02-01@C4", "employed": "Nej@D4"})])
def _():
    wb = book("""
Läkaren ||| Anställning |
Namn | Leg.datum | Möjlig start | Anställd | Datum
Anna Ek | #2016-05-04 | #2025-01-13 | Ja | #2024-09-02
Bo Al | #2017-05-04 | #2025-02-01 | Nej |
""")
    wb["Blad1"].merge_cells("A1:C1")
    wb["Blad1"].merge_cells("D1:E1")
    return wb


@case("table_shared_unit", "the clinic once above, the doctors in a table with an empty row in it", BY, [
    form(row=6, fields={"centre": "Sala vårdcentral@B2", "manager": "Eva Berg@B3", "doctor": "Anna Ek@A6", "licence_date": "2016-05-04@B6", "possible_start": "2025-01-13@C6"}),
    form(row=8, fields={"centre": "Sala vårdcentral@B2", "manager": "Eva Berg@B3", "doctor": "Bo Al@A8", "licence_date": "2017-05-04@B8", "possible_start": "2025-02-01@C8"})])
def _():
    return book("""
Anmälan
Vårdcentral | Sala vårdcentral
Verksamhetschef | Eva Berg

Läkarens namn | Legitimationsdatum | Möjlig start ST
Anna Ek | #2016-05-04 | #2025-01-13

Bo Al | #2017-05-04 | #2025-02-01
""")


@case("table_one_row", "a table with one applicant", BY, [form(row=2, fields=row(2, "ABCDE", SALA, "Anna Ek", "2016-05-04", "2025-01-13", "Nej"))])
def _():
    return book("""
Vårdcentral | Läkare | Legitimationsdatum | Möjlig start | Redan anställd
Sala vårdcentral | Anna Ek | #2016-05-04 | #2025-01-13 | Nej
""")


@case("table_example_row", "a table with the form's own example row first", BY, [
    form(row=3, fields=row(3, "CBDEF", SALA, "Anna Ek", "2016-05-04", "2025-01-13", "Nej")),
    form(row=4, fields=row(4, "CBDEF", SALA, "Bo Al", "2017-05-04", "2025-02-01", "Ja"))])
def _():
    return book("""
Nr | Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
Exempel | Test Testsson | Storstadens vårdcentral | #2015-01-01 | #2024-01-01 | Ja
1 | Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej
2 | Bo Al | Sala vårdcentral | #2017-05-04 | #2025-02-01 | Ja
""")


@case("table_unknown_column", "a column nobody knows is kept, row by row", BY, [
    form(row=2, fields=row(2, "BACDE", SALA, "Anna Ek", "2016-05-04", "2025-01-13", "Nej"), unknown=["Språk: Finska"]),
    form(row=3, fields=row(3, "BACDE", SALA, "Bo Al", "2017-05-04", "2025-02-01", "Ja"))])
def _():
    return book("""
Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd | Språk
Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej | Finska
Bo Al | Sala vårdcentral | #2017-05-04 | #2025-02-01 | Ja |
""")


@case("doctor_a_column", "a doctor a column, the clinic in the first only", BY, [
    form(fields=anna(*column("B"))),
    form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Bo Al@C2", "licence_date": "2017-05-04@C3", "possible_start": "HT 2025@C4", "employed": "Ja@C5"},
         findings=["TOLKAT_VÄRDE@C4"])])
def _():
    return book("""
Vårdcentral | Sala vårdcentral |
Läkarens namn | Anna Ek | Bo Al
Legitimationsdatum | #2016-05-04 | #2017-05-04
Möjlig start ST | #2025-01-13 | HT 2025
Redan anställd som ST? | Nej | Ja
""")


@case("doctor_column_hidden", "last year's doctor, and the clinic she was at, in a column that is hidden", BY, [
    form(fields={"doctor": "Anna Ek@C2", "licence_date": "2016-05-04@C3", "possible_start": "2025-01-13@C4", "employed": "Nej@C5"},
         empty={"centre": "C1"})])
def _():
    wb = book("""
Vårdcentral | Köpings vårdcentral |
Läkarens namn | Bo Al | Anna Ek
Legitimationsdatum | #2012-01-02 | #2016-05-04
Möjlig start ST | #2023-09-01 | #2025-01-13
Redan anställd som ST? | Ja | Nej
""")
    wb["Blad1"].column_dimensions["B"].hidden = True
    return wb


@case("doctor_hidden_beside", "one name in a hidden column, another beside it: nobody knows which holds", BY, [
    form(fields={"centre": "Sala vårdcentral@C1", "doctor": "Bo Al@B2 | Anna Ek@C2", "licence_date": "2016-05-04@C3",
                 "possible_start": "2025-01-13@C4", "employed": "Nej@C5"}, findings=["!TVÅ_VÄRDEN@C2"])])
def _():
    wb = book("""
Vårdcentral || Sala vårdcentral
Läkarens namn | Bo Al | Anna Ek
Legitimationsdatum || #2016-05-04
Möjlig start ST || #2025-01-13
Redan anställd som ST? || Nej
""")
    wb["Blad1"].column_dimensions["B"].hidden = True
    return wb


@case("two_forms_stacked", "two doctors below each other, the clinic once", BY, [
    form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B3", "licence_date": "2016-05-04@B4", "possible_start": "2025-01-13@B5", "employed": "Nej@B6"}),
    form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Bo Al@B8", "licence_date": "2017-05-04@B9", "possible_start": "2025-02-01@B10", "employed": "Ja@B11"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral

Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej

Läkarens namn | Bo Al
Legitimationsdatum | #2017-05-04
Möjlig start ST | #2025-02-01
Redan anställd som ST? | Ja
""")


@case("split_two_sheets", "the clinic on one sheet, the doctor on the next", BY, [
    form("Läkaren", fields={"centre": "Sala vårdcentral@Enheten!B1", "manager": "Eva Berg@Enheten!B2", "doctor": "Anna Ek@B1", "licence_date": "2016-05-04@B2",
                            "possible_start": "2025-01-13@B3", "employed": "Nej@B4"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Verksamhetschef | Eva Berg
""", """
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej
""", names=["Enheten", "Läkaren"])


@case("cover_sheet", "a cover sheet before the form", BY, [form("Blankett", fields=anna(*column("B")))])
def _():
    return book("Till Vårduppdrag\n\nHär kommer vår anmälan för hösten.\nHör av er om något saknas.\n\nEva Berg, verksamhetschef", ANNA, names=["Försättsblad", "Blankett"])


@case("sheet_a_doctor", "a sheet for each of three doctors", BY, [
    form("Anna", fields=anna(*column("B"))),
    form("Bo", fields={"centre": "Sala vårdcentral@B1", "doctor": "Bo Al@B2", "licence_date": "2017-05-04@B3", "possible_start": "2025-02-01@B4", "employed": "Ja@B5"}),
    form("Cia", fields={"centre": "Sala vårdcentral@B1", "doctor": "Cia Lind@B2", "licence_date": "10/9@B3", "possible_start": "2025-03-01@B4", "employed": "Nej@B5"},
         findings=["!DATUM_UTAN_ÅR@B3"])])
def _():
    bo = ANNA.replace("Anna Ek", "Bo Al").replace("2016", "2017").replace("#2025-01-13", "#2025-02-01").replace("Nej", "Ja")
    cia = ANNA.replace("Anna Ek", "Cia Lind").replace("#2016-05-04", "10/9").replace("#2025-01-13", "#2025-03-01")
    return book(ANNA, bo, cia, names=["Anna", "Bo", "Cia"])


@case("hidden_helper_sheet", "a hidden sheet of lists, and a very hidden copy of another doctor's form", BY, [form("Anmälan", fields=anna(*column("B")))])
def _():
    wb = book(ANNA, "Vårdcentral\nSala vårdcentral\nKolbäcks vårdcentral", ANNA.replace("Anna Ek", "Bo Al").replace("2016", "2017"), names=["Anmälan", "Listor", "Gammal"])
    wb["Listor"].sheet_state = "hidden"
    wb["Gammal"].sheet_state = "veryHidden"
    return wb


@case("help_sheet", "a sheet that explains each label is no form", BY, [form("Anmälan", fields=anna(*column("B")))])
def _():
    return book(ANNA, """
Så fyller du i blanketten
Läkarens namn | Förnamn och efternamn på läkaren
Legitimationsdatum | Datum då legitimationen utfärdades
Möjlig start ST | När läkaren tidigast kan börja
Redan anställd som ST? | Om det finns ett avtal
Skostorlek | Behövs inte
""", names=["Anmälan", "Hjälp"])


@case("lists_on_visible_sheet", "the lists for the drop-downs stand on a sheet that is seen", BY, [form("Anmälan", fields=anna(*column("B"), kind="Ny ST@B6"))])
def _():
    return book(ANNA.strip("\n") + "\nÄrendetyp | Ny ST", """
Vårdcentral | Ärendetyp | Ja/Nej
Sala vårdcentral | Ny ST | Ja
Kolbäcks vårdcentral | Byte av vårdcentral | Nej
Köpings vårdcentral | Dubbelspecialisering |
""", names=["Anmälan", "Listor"])


@case("spare_copy", "an untouched copy of the form on the next sheet", BY, [form(fields=anna(*column("B")))])
def _():
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    draw(wb.create_sheet("Blad1"), ANNA)
    draw(wb.create_sheet("Blad2"), "\n".join(x.split("|")[0] for x in ANNA.strip("\n").split("\n")))
    return wb
