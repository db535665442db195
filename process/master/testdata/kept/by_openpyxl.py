"""What people do to a master, as openpyxl saves it."""
import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, DataBarRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo


def make(source, to):
    book = openpyxl.load_workbook(source)
    cases = book["Ärenden"]
    last = cases.max_row if cases.max_row < 100 else max(c.row for c in cases["A"] if c.value)
    columns(cases, last)
    rules(cases, last)
    cases["E3"].comment = Comment("Ringde i måndags.", "Kim Karlsson")
    cases["Y4"] = "Väntar på intyg, se pärmen"
    cases["Y4"].font = Font(bold=True, color="C00000")
    cases.row_dimensions[5].hidden = True
    cases.row_dimensions[6].height = 60
    cases.column_dimensions["I"].hidden = True
    cases.column_dimensions.group("P", "Q", hidden=True)
    cases.print_area = "A1:N40"
    cases.page_margins.left = 1.1
    cases.oddHeader.center.text = "Endast för handläggare"
    sheets(book)
    book.defined_names.append(DefinedName("MinaLäkare", attr_text=f"'Ärenden'!$E$2:$E${last}"))
    book["Budget"].protection.set_password("hemligt")
    book["Budget"].protection.sort = False
    book.security = WorkbookProtection(lockStructure=True, workbookPassword="hemligt")
    book.save(to)


def columns(cases, last):
    """Two calculated columns beside ours in our table; the second one's formula names its own row."""
    table = cases.tables["tblArenden"]
    table.ref = table.autoFilter.ref = f"A1:AA{last}"
    for number, letter, name, formula in (
        (26, "Z", "Min kö", "tblArenden[[#This Row],[Turordning]]*10"),
        (27, "AA", "Min rad", "A2&\" \"&E2"),
    ):
        cases[f"{letter}1"] = name
        for row in range(2, last + 1):
            cases[f"{letter}{row}"] = "=" + formula.replace("A2", f"A{row}").replace("E2", f"E{row}")
        column = TableColumn(id=number, name=name)
        column.calculatedColumnFormula = TableFormula(attr_text=formula)
        table.tableColumns.append(column)


def rules(cases, last):
    mine = DataValidation(type="whole", operator="between", formula1="0", formula2="99", showErrorMessage=True, error="Noll till 99")
    mine.add(f"Z2:Z{last}")
    mine.add("AC2:AC3")
    cases.add_data_validation(mine)
    cases.conditional_formatting.add(f"A2:AA{last}", FormulaRule(formula=['$L2="Beviljad"'], fill=PatternFill(bgColor="E2EFDA"), stopIfTrue=True))
    cases.conditional_formatting.add(f"M2:M{last}", DataBarRule("min", None, "max", None, "5B9BD5"))
    cases.conditional_formatting.add("AC2:AC3", CellIsRule("greaterThan", ["5"], font=Font(italic=True)))


def sheets(book):
    notes = book.create_sheet("Egna noter", 2)
    notes["A1"], notes["B1"] = "Vad", "Antal"
    for row, (what, formula) in enumerate((
        ("På intresselistan", '=COUNTIF(tblArenden[Status],"På intresselistan")'),
        ("Alla", "=COUNTA('Ärenden'!$E$2:$E$500)"),
        ("Första läkaren", "='Ärenden'!E2"),
        ("Ramen i år", "=SUMIF(tblBudget[År],2024,tblBudget[Ram])"),
    ), 2):
        notes[f"A{row}"], notes[f"B{row}"] = what, formula
    notes["A8"].hyperlink = "https://region.example/st"
    notes["A9"].hyperlink = "#'Ärenden'!A2"
    notes["A9"] = "Till ärendena"
    notes.merge_cells("D2:F4")
    notes["D2"] = "Ihop"
    notes.freeze_panes = "B2"
    notes.sheet_properties.tabColor = "FFC000"
    table = Table(displayName="tblEgen", ref="A1:B5")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium4", showRowStripes=True)
    notes.add_table(table)
    chart = BarChart()
    chart.title = "Platser i turordning"
    cases = book["Ärenden"]
    chart.add_data(Reference(cases, min_col=13, min_row=1, max_row=8), titles_from_data=True)
    chart.set_categories(Reference(cases, min_col=5, min_row=2, max_row=8))
    notes.add_chart(chart, "H2")
    hidden = book.create_sheet("Dold")
    hidden["A1"] = "Göm mig"
    hidden.sheet_state = "veryHidden"


def make_1904(source, to):
    """A workbook of a Mac: every date is counted from 1904."""
    book = openpyxl.load_workbook(source)
    book.epoch = CALENDAR_MAC_1904
    book.save(to)
