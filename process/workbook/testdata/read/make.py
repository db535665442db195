"""Makes the workbooks named openpyxl-*; README.md tells the rest."""
import datetime
import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table


def fill(wb):
    ws = wb.active
    ws.title = "Intresseanmälan"
    ws["A1"] = "Intresseanmälan för ST i allmänmedicin"
    ws["A1"].font = Font(bold=True, size=14)
    ws.merge_cells("A1:C1")
    rows = [
        ("Vårdcentral", "Åkerby vårdcentral", None),
        ("Läkarens namn", "Sanna Öberg", None),
        ("Legitimationsdatum", datetime.date(2024, 9, 10), "yyyy-mm-dd"),
        ("Möjlig start ST", datetime.datetime(2025, 3, 1, 8, 30), "d mmmm yyyy hh:mm"),
        ("Mottagningstid", datetime.time(13, 45), "hh:mm"),
        ("Tjänstgöringsgrad", 0.8, "0%"),
        ("Antal listade", 12500, "#,##0"),
        ("Medel", 12.5, "0.00"),
        ("Redan anställd", True, None),
        ("Summa", "=B8+1", None),
        ("Tom sträng", '=IF(B8>0,"","x")', None),
        ("Fel", "=1/0", None),
        ("Text som tal", "0123", "@"),
        ("Två rader", "första\nandra", None),
        ("Tecken", "<&>\"' 😀 _x0041_", None),
    ]
    for i, (label, value, form) in enumerate(rows, start=3):
        ws.cell(i, 1, label)
        c = ws.cell(i, 2, value)
        if form:
            c.number_format = form
    ws["B17"].alignment = Alignment(wrap_text=True)
    ws.row_dimensions[9].hidden = True
    ws.merge_cells("B3:C3")
    lists = wb.create_sheet("Listor")
    lists.sheet_state = "hidden"
    lists["A1"] = "Ja"
    lists["A2"] = "Nej"
    own = wb.create_sheet("stintag")
    own.sheet_state = "veryHidden"
    own["A1"] = 3
    for name, ref in [
        ("f_centre", "'Intresseanmälan'!$B$3:$C$3"),
        ("f_licence_date", "'Intresseanmälan'!$B$5"),
        ("answers", "Listor!$A$1:$A$2"),
        ("column", "Listor!$A:$A"),
        ("constant", "42"),
        ("broken", "#REF!"),
    ]:
        wb.defined_names.append(DefinedName(name, attr_text=ref))
    ws.print_area = "A1:C18"


def decorate(wb):
    ws = wb.active
    ws.append(["Vårdcentral", "Listade"])
    for i in range(12):
        ws.append([f"Vårdcentral {i}", 8000 + 137 * i])
    ws.add_table(Table(displayName="listade", ref="A1:B13"))
    chart = BarChart()
    chart.add_data(Reference(ws, min_col=2, min_row=1, max_row=13), titles_from_data=True)
    ws.add_chart(chart, "D2")
    ws["A3"].comment = Comment("Två rader\ni en kommentar", "Invånare")
    answers = DataValidation(type="list", formula1='"Ja,Nej"')
    answers.add("C2:C13")
    ws.add_data_validation(answers)


for epoch, name in [(None, "openpyxl.xlsx"), (CALENDAR_MAC_1904, "openpyxl-1904.xlsx")]:
    wb = openpyxl.Workbook()
    if epoch:
        wb.epoch = epoch
    fill(wb)
    wb.save(name)

wb = openpyxl.Workbook()
decorate(wb)
wb.save("openpyxl-rich.xlsx")
