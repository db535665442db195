"""Where labels and values stand, by openpyxl."""
import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from kit import ANNA, anna, book, case, column, draw, form

BY = "openpyxl"


@case("left_right", "label left, value right", BY, [form(fields=anna(*column("B")))])
def _():
    return book(ANNA)


@case("offset_title", "a title and a line of help above, the form from column C", BY,
      [form("Anmälan", fields=anna(*column("D", 6)))])
def _():
    wb = book("Region Exempel || || Diarienummer\nIntresseanmälan ST i allmänmedicin\nSkickas till regionens funktionsbrevlåda", names=["Anmälan"])
    wb["Anmälan"]["A2"].font = Font(size=18, bold=True)
    wb["Anmälan"].merge_cells("A2:F2")
    draw(wb["Anmälan"], ANNA, 6, 3)
    return wb


@case("above_below", "label above value, one column", BY, [form(fields=anna(*column("A", 2, 3)))])
def _():
    return book("""
Vårdcentral
Sala vårdcentral

Läkarens namn
Anna Ek

Legitimationsdatum
#2016-05-04

Möjlig start ST
#2025-01-13

Redan anställd som ST?
Nej
""")


@case("above_two_bands", "labels above values, two bands", BY,
      [form(fields=anna("A2", "B2", "C2", "A5", "B5"), empty={"supervisor": "C5"})])
def _():
    return book("""
Vårdcentral | Läkarens namn | Legitimationsdatum
Sala vårdcentral | Anna Ek | #2016-05-04

Möjlig start ST | Redan anställd som ST? | Handledare
#2025-01-13 | Nej |
""")


@case("above_merged_boxes", "labels in small print above merged boxes", BY,
      [form(fields=anna("A2", "D2", "A6", "D6", "A9"))])
def _():
    wb = book("""
Vårdcentral ||| Läkarens namn
Sala vårdcentral ||| Anna Ek


Legitimationsdatum ||| Möjlig start ST
#2016-05-04 ||| #2025-01-13

Redan anställd som ST?
Nej
""")
    for box in ("A2:C3", "D2:F3", "A6:C7", "D6:F7", "A9:C9"):
        wb["Blad1"].merge_cells(box)
    return wb


@case("two_columns", "two columns of pairs side by side", BY,
      [form(fields=anna("B1", "E1", "B2", "E2", "B3"), empty={"supervisor": "E3", "manager_phone": "B4", "iup": "E4"})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral || Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04 || Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej || Handledare |
Telefon chef | || IUP finns |
""")


@case("three_columns", "three columns of pairs, next to each other", BY,
      [form(fields=anna("B1", "D1", "F1", "B2", "D2", swedish_at="Ja@F2", degree="80 %@B3", supervisor="Hans Vis@D3", comment="Inget@F3"))])
def _():
    return book("""
Vårdcentral | Sala vårdcentral | Läkarens namn | Anna Ek | Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13 | Redan anställd som ST? | Nej | Svensk AT | Ja
Tjänstgöringsgrad | 80 % | Handledare | Hans Vis | Övrigt | Inget
""")


@case("groups_two_columns", "the clinic's group left, the doctor's right, the same words in both", BY,
      [form(fields={"centre": "Sala vårdcentral@B2", "manager": "Eva Berg@B3", "manager_email": "eva@sala.example@B4", "manager_phone": "0224-100@B5",
                    "doctor": "Anna Ek@E2", "doctor_email": "anna@sala.example@E3", "licence_date": "2016-05-04@E4", "possible_start": "2025-01-13@E5"})])
def _():
    wb = book("""
Enheten ||| Läkaren |
Vårdcentral | Sala vårdcentral || Namn | Anna Ek
Verksamhetschef | Eva Berg || E-post | anna@sala.example
E-post | eva@sala.example || Legitimationsdatum | #2016-05-04
Telefon | 0224-100 || Möjlig start ST | #2025-01-13
""")
    wb["Blad1"].merge_cells("A1:B1")
    wb["Blad1"].merge_cells("D1:E1")
    return wb


@case("merged_across", "labels over three columns, values over five", BY, [form(fields=anna(*column("D", 2)))])
def _():
    wb = book()
    ws = draw(wb.create_sheet("Blad1"), ANNA.replace("|", "|||"), 2)
    for r in range(2, 7):
        ws.merge_cells(start_row=r, end_row=r, start_column=1, end_column=3)
        ws.merge_cells(start_row=r, end_row=r, start_column=4, end_column=8)
    return wb


@case("merged_down", "labels and values two rows high", BY, [form(fields=anna(*column("B", 1, 2)))])
def _():
    wb = book(ANNA.replace("\n", "\n\n").strip("\n"))
    for r in range(1, 10, 2):
        for c in (1, 2):
            wb["Blad1"].merge_cells(start_row=r, end_row=r + 1, start_column=c, end_column=c)
    return wb


@case("merged_group_left", "a group's name merged down the side of its labels", BY,
      [form(fields=anna("C1", "C2", "C3", "C4", "C5", supervisor="Hans Vis@C6"))])
def _():
    wb = book("""
Enheten | Vårdcentral | Sala vårdcentral
Läkaren | Namn | Anna Ek
| Legitimationsdatum | #2016-05-04
| Möjlig start ST | #2025-01-13
| Redan anställd som ST? | Nej
Handledning | Handledare | Hans Vis
""")
    wb["Blad1"].merge_cells("A2:A5")
    return wb


@case("label_and_value_merged", "label and value in one cell, merged over the page", BY, [form(fields=anna(*column("A", 3)))])
def _():
    wb = book("Intresseanmälan ST\n\n" + ANNA.strip("\n").replace(" | ", ": ").replace("#", ""))
    for r in range(1, 8):
        wb["Blad1"].merge_cells(start_row=r, end_row=r, start_column=1, end_column=6)
    return wb


@case("value_far_right", "up to six empty cells between label and value", BY, [form(fields=anna("D1", "H2", "B3", "C4", "G5"))])
def _():
    return book("""
Vårdcentral ||| Sala vårdcentral
Läkarens namn ||||||| Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST || #2025-01-13
Redan anställd som ST? |||||| Nej
""")


@case("value_below_among_pairs", "one value stands below its label in a form of labels to the left", BY,
      [form(fields=anna(*column("B"), comment="Anna har arbetat hos oss som underläkare sedan i våras.@A7"))])
def _():
    wb = book(ANNA.strip("\n") + "\nÖvrigt\nAnna har arbetat hos oss som underläkare sedan i våras.")
    wb["Blad1"].merge_cells("A7:D9")
    return wb


@case("hidden_rows_columns", "hidden rows and columns are read like others", BY,
      [form(fields=anna("C1", "C2", "C3", "C4", "C5", supervisor="Hans Vis@C6"))])
def _():
    wb = book("""
Vårdcentral || Sala vårdcentral
Läkarens namn || Anna Ek
Legitimationsdatum || #2016-05-04
Möjlig start ST || #2025-01-13
Redan anställd som ST? || Nej
Handledare || Hans Vis
""")
    wb["Blad1"].row_dimensions[6].hidden = True
    wb["Blad1"].column_dimensions["B"].hidden = True
    return wb


@case("rotated_two_pages", "the second page stands to the right of the first", BY,
      [form(fields=anna("B3", "B4", "B5", "H3", "H4", supervisor="Hans Vis@H5", comment="Gärna före jul@H6"))])
def _():
    wb = book("Intresseanmälan ST, sida 1 |||||| Intresseanmälan ST, sida 2")
    draw(wb["Blad1"], "\n".join(ANNA.strip("\n").split("\n")[:3]), 3)
    draw(wb["Blad1"], "\n".join(ANNA.strip("\n").split("\n")[3:] + ["Handledare | Hans Vis", "Övrigt | Gärna före jul"]), 3, 7)
    return wb


@case("drawings_lists_comments", "comments, drop-down lists, a frozen pane, colours and a print area", BY,
      [form(fields=anna(*column("B"), kind="Ny ST@B6"))])
def _():
    wb = book(ANNA.strip("\n") + "\nÄrendetyp | Ny ST")
    ws = wb["Blad1"]
    ws["B4"].comment = Comment("Frågar Anna.", "Eva Berg")
    ws["A3"].comment = Comment("Legitimationsdatum: 2019-01-01", "Region")
    lists = DataValidation(type="list", formula1='"Ny ST,Byte av vårdcentral"')
    lists.add("B6")
    ws.add_data_validation(lists)
    ws.freeze_panes = "B2"
    ws.print_area = "A1:B6"
    ws["B4"].fill = PatternFill("solid", fgColor="FFEE99")
    return wb


@case("protected", "a protected sheet, only the answers unlocked", BY, [form(fields=anna(*column("B")))])
def _():
    wb = book(ANNA)
    wb["Blad1"].protection.sheet = True
    wb["Blad1"].protection.password = "hemlig"
    return wb


@case("table_object", "the applicants in an Excel table", BY, [
    form("ST", 3, anna("C3", "B3", "D3", "E3", "F3")),
    form("ST", 4, {"centre": "Sala vårdcentral@C4", "doctor": "Bo Al@B4", "licence_date": "2017-05-04@D4", "possible_start": "2025-02-01@E4", "employed": "Ja@F4"})])
def _():
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = "ST"
    draw(ws, """
Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej
Bo Al | Sala vårdcentral | #2017-05-04 | #2025-02-01 | Ja
""", 2, 2)
    ws.add_table(Table(displayName="Anmalda", ref="B2:F4"))
    return wb


@case("signature_below", "a signature line at the foot, its words below the line", BY,
      [form(fields=anna(*column("B"), signature="Eva Berg@B7"))])
def _():
    return book(ANNA.strip("\n") + "\n\nUnderskrift | Eva Berg\n\nBlanketten skickas in senast den 1 i månaden.")
