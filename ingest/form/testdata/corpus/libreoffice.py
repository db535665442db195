"""Saved by LibreOffice: workbooks of openpyxl's (which then have computed values,
styles and strings of LibreOffice's), old formats, text and web pages; and our
blank form, opened and filled in there."""
import os
import signal
import subprocess
import tempfile
import textwrap

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation

from kit import ANNA, anna, book, case, column, converted, draw, form, saved
from others import FILLED, cell, ours

BY = "LibreOffice"


@case("lo_left_right", "label left, value right", BY, [form(fields=anna(*column("B")))])
def _():
    return saved(book(ANNA)), "xlsx"


@case("lo_from_ods", "written as .ods and saved as .xlsx", BY, [form(fields=anna(*column("C", 3), supervisor="Hans Vis@C8"))])
def _():
    wb = book("Intresseanmälan ST\n")
    draw(wb["Blad1"], ANNA.strip("\n") + "\nHandledare | Hans Vis", 3, 2)
    return converted(saved(wb), "xlsx", "ods"), "ods"


@case("lo_from_xls", "an old .xls saved as .xlsx, with merged cells", BY, [form(fields=anna(*column("C", 2)))])
def _():
    wb = book("Intresseanmälan ST")
    draw(wb["Blad1"], ANNA.replace("|", "||"), 2)
    for r in range(2, 7):
        wb["Blad1"].merge_cells(start_row=r, end_row=r, start_column=1, end_column=2)
    return converted(saved(wb), "xlsx", "xls:MS Excel 97"), "xls"


@case("lo_from_csv", "text with semicolons opened and saved; the sheet has the file's name", BY,
      [form("lo_from_csv", fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@B4", "employed": "Nej@B5"})])
def _():
    return ANNA.strip("\n").replace(" | ", ";").replace("#", "").encode(), "csv"


@case("lo_from_html", "a table of a web page", BY, [form("Sheet1", fields=anna(*column("B", 3)))])
def _():
    rows = "".join("<tr><td>%s</td><td>%s</td></tr>" % tuple(x.replace("#", "").split(" | ")) for x in ANNA.strip("\n").split("\n"))
    return ("<html><head><meta charset=utf-8></head><body><h1>Intresseanm&auml;lan ST</h1><table>" + rows + "</table></body></html>").encode(), "html"


@case("lo_table", "three doctors a row each, dates and answers written in all ways", BY, [
    form(row=2, fields={"doctor": "Anna Ek@A2", "centre": "Sala@B2", "licence_date": "2016-05-04@C2", "possible_start": "2025-01-13@D2", "employed": "Nej@E2"}),
    form(row=3, fields={"doctor": "Bo Al@A3", "centre": "Sala@B3", "licence_date": "4.5.2017@C3", "possible_start": "v 36 2025@D3", "employed": "ja@E3"},
         understood={"licence_date": "2017-05-04", "possible_start": "2025-09-01", "employed": "Ja"}, findings=["TOLKAT_VÄRDE@D3"]),
    form(row=4, fields={"doctor": "Lind, Cia@A4", "centre": "Sala@B4", "licence_date": "20180504@C4", "possible_start": "2025-03-01@D4", "employed": "SANT@E4"},
         understood={"doctor": "Cia Lind", "licence_date": "2018-05-04", "employed": "Ja"})])
def _():
    return saved(book("""
Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
Anna Ek | Sala | #2016-05-04 | #2025-01-13 | Nej
Bo Al | Sala | 4.5.2017 | v 36 2025 | ja
Lind, Cia | Sala | 20180504 | #2025-03-01 | !SANT
""")), "xlsx"


@case("lo_formulas", "formulas with their values: dates, text, from another sheet", BY,
      [form(fields=anna(*column("B"), degree="0,8@B6"), understood={"degree": "0.8"})])
def _():
    wb = book("""
Vårdcentral | =Register!A1
Läkarens namn | ="Anna"&" "&"Ek"
Legitimationsdatum | =DATE(2016,5,4)
Möjlig start ST | =B3+3176
Redan anställd som ST? | =IF(1=2,"Ja","Nej")
Tjänstgöringsgrad | =4/5
""", "Sala vårdcentral", names=["Blad1", "Register"])
    wb["Blad1"]["B3"].number_format = wb["Blad1"]["B4"].number_format = "yyyy-mm-dd"
    return saved(wb), "xlsx"


@case("lo_formula_errors", "formulas that give errors", BY,
      [form(fields=anna("B1", "B2", licence_date="#DIV/0!@B3", possible_start="2025-01-13@B4", employed="Nej@B5", degree="#N/A@B6"),
            findings=["!CELL_UTAN_VÄRDE@B3", "CELL_UTAN_VÄRDE@B6"], understood={"licence_date": ""})])
def _():
    return saved(book(ANNA.replace("#2016-05-04", "=1/0").strip("\n") + "\nTjänstgöringsgrad | =NA()")), "xlsx"


@case("lo_merged_groups", "merged group headings and merged labels", BY,
      [form("Ansökan", fields={"centre": "Sala vårdcentral@D2", "manager": "Eva Berg@D3", "doctor": "Anna Ek@D5", "licence_date": "2016-05-04@D6", "possible_start": "2025-01-13@D7"})])
def _():
    wb = book("""
Enheten
Vårdcentral ||| Sala vårdcentral
Chef ||| Eva Berg
Läkaren
Namn ||| Anna Ek
Leg.datum ||| #2016-05-04
Möjlig start ||| #2025-01-13
""", names=["Ansökan"])
    for r in (1, 4):
        wb["Ansökan"].merge_cells(start_row=r, end_row=r, start_column=1, end_column=6)
    for r in (2, 3, 5, 6, 7):
        wb["Ansökan"].merge_cells(start_row=r, end_row=r, start_column=1, end_column=3)
    return saved(wb), "xlsx"


@case("lo_1904", "days counted from 1904", BY, [form(fields=anna("B2", "C2", "D2", "B5", "C5"))])
def _():
    wb = openpyxl.Workbook()
    wb.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    wb.active.title = "Blad1"
    draw(wb.active, """
Vårdcentral | Läkarens namn | Legitimationsdatum
Sala vårdcentral | Anna Ek | #2016-05-04

Möjlig start ST | Redan anställd som ST?
#2025-01-13 | Nej
""", 1, 2)
    return saved(wb), "xlsx"


@case("lo_protected_lists", "protection, drop-down lists and a hidden sheet of lists", BY, [form("Anmälan", fields=anna(*column("B"), kind="Ny ST@B6"))])
def _():
    wb = book(ANNA.strip("\n") + "\nÄrendetyp | Ny ST", "Ärendetyp\nNy ST\nByte av vårdcentral", names=["Anmälan", "Val"])
    lists = DataValidation(type="list", formula1="Val!$A$2:$A$3")
    lists.add("B6")
    wb["Anmälan"].add_data_validation(lists)
    wb["Anmälan"].protection.sheet = True
    wb["Val"].sheet_state = "hidden"
    return saved(wb), "xlsx"


@case("lo_three_sheets", "a cover sheet and two doctors' sheets", BY, [
    form("Anna", fields=anna(*column("B"))),
    form("Bo", fields={"centre": "Sala vårdcentral@B1", "doctor": "Bo Al@B2", "licence_date": "2017-05-04@B3", "possible_start": "2025-01-13@B4", "employed": "Nej@B5"})])
def _():
    return saved(book("Här kommer två anmälningar.", ANNA, ANNA.replace("Anna Ek", "Bo Al").replace("2016", "2017"), names=["Läs mig", "Anna", "Bo"])), "xlsx"


@case("lo_wrong_at", "an application for AT (R-216)", BY, wrong_form="AT")
def _():
    return saved(book("AT-ansökan 2025\nFör- och efternamn | Anna Ek\nE-post | anna@sala.example\nExamen från | Uppsala")), "xlsx"


FILL = """
import os, sys, time, uno
from com.sun.star.beans import PropertyValue
def prop(n, v):
    p = PropertyValue(); p.Name, p.Value = n, v; return p
ctx = uno.getComponentContext()
resolver = ctx.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", ctx)
for _ in range(100):
    try:
        c = resolver.resolve("uno:pipe,name=%(pipe)s;urp;StarOffice.ComponentContext"); break
    except Exception:
        time.sleep(0.2)
desk = c.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", c)
doc = desk.loadComponentFromURL("file://" + sys.argv[1], "_blank", 0, (prop("Hidden", True),))
sheet = doc.Sheets.getByIndex(0)
for line in open(sys.argv[3], encoding="utf-8"):
    at, text = line.rstrip("\\n").split("\\t")
    sheet.getCellRangeByName(at).setFormula(text)
doc.storeToURL("file://" + sys.argv[2], (prop("FilterName", "Calc MS Excel 2007 XML"),))
doc.close(True)
os._exit(0)
"""


def filled_in(data, values):
    """The workbook opened in LibreOffice, values typed into cells of its first sheet, saved."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as tmp:
        src, dst, typed, script = (os.path.join(tmp, x) for x in ("in.xlsx", "out.xlsx", "typed", "fill.py"))
        with open(src, "wb") as f:
            f.write(data)
        with open(typed, "w", encoding="utf-8") as f:
            f.writelines("%s\t%s\n" % x for x in values.items())
        with open(script, "w") as f:
            f.write(textwrap.dedent(FILL % {"pipe": os.path.basename(tmp)}))
        office = subprocess.Popen(["soffice", "--headless", "--norestore", "-env:UserInstallation=file://" + tmp + "/profile",
                                   "--accept=pipe,name=" + os.path.basename(tmp) + ";urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            subprocess.run(["/usr/bin/python3", script, src, dst, typed], check=True)
        finally:
            os.killpg(office.pid, signal.SIGTERM)
            office.wait(60)
        with open(dst, "rb") as f:
            return f.read()


@case("lo_ours_filled_in", "our blank form filled in by hand in LibreOffice", BY,
      [form("Intresseanmälan", version="1",
            fields={"kind": "Byte av vårdcentral@B7", "centre": "Kolbäcks vårdcentral@E7", "doctor": "Bo Al@B14", "licence_date": "2017-05-04@B16", "swedish_at": "Nej@B17",
                    "bt": "Integrerad@B18", "employed": "Ja@B23", "employment_date": "10/9@B24", "possible_start": "våren 2025@B28", "degree": "0,75@B29",
                    "transfer_from": "Sala vårdcentral@B37", "personal_number": "19811218-9876@E14"},
            findings=["DATUM_UTAN_ÅR@B24", "TOLKAT_VÄRDE@B28"], understood={"possible_start": "2025-03-01", "degree": "0.75", "bt": "Integrerad"})])
def _():
    wb = ours()
    for field in FILLED:
        cell(wb, field).value = None
    return filled_in(saved(wb), {"B7": "Byte av vårdcentral", "E7": "Kolbäcks vårdcentral", "B14": "Bo Al", "B16": "2017-05-04", "B17": "Nej", "B18": "Integrerad",
                                 "B23": "Ja", "B24": "'10/9", "B28": "våren 2025", "B29": "0.75", "B37": "Sala vårdcentral", "E14": "19811218-9876"})


@case("lo_clinic_filled_in", "a clinic's own form filled in by hand in LibreOffice", BY,
      [form(fields={"centre": "Kolbäcks vårdcentral@B1", "doctor": "Bo Al@B2", "licence_date": "2017-05-04@B3", "possible_start": "snarast@B4", "employed": "Nej@B5"},
            understood={"possible_start": "2024-09-10"}, findings=["TOLKAT_VÄRDE@B4"])])
def _():
    wb = book("\n".join(x.split("|")[0] for x in ANNA.strip("\n").split("\n")))
    wb["Blad1"]["B3"].number_format = "yyyy-mm-dd"
    return filled_in(saved(wb), {"B1": "Kolbäcks vårdcentral", "B2": "Bo Al", "B3": "2017-05-04", "B4": "snarast", "B5": "Nej"})
