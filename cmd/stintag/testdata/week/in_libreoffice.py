"""What a person does to a workbook in LibreOffice: in_libreoffice.py PROFILE FILE <steps.json

Each step is an object with "do" and what it needs; rows are named by what stands under the heading "by",
columns by their headings. PROFILE is a folder for LibreOffice's own files, used again by the next call.
"""
import datetime
import json
import os
import re
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import EQUAL
from com.sun.star.table import CellAddress, TableSortField

EPOCH = datetime.date(1899, 12, 30)


def prop(name, value):
    return PropertyValue(Name=name, Value=value)


class Sheet:
    def __init__(self, doc, name):
        self.doc, self.name = doc, name
        self.sheet = doc.Sheets.getByName(name)

    def used(self):
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow

    def column(self, heading):
        for col in range(self.used()[0] + 1):
            if self.cell(0, col).String == heading:
                return col
        raise SystemExit(f"{self.name} has no heading {heading}")

    def row(self, by, key):
        col = self.column(by)
        for row in range(1, self.used()[1] + 1):
            if self.cell(row, col).String == key:
                return row
        raise SystemExit(f"{self.name} has no row with {by} {key}")

    def cell(self, row, col):
        return self.sheet.getCellByPosition(col, row)

    def named(self, step):
        return self.cell(self.row(step["by"], step["key"]), self.column(step["heading"]))

    def type(self, cell, value):
        """As the keyboard would: a date becomes a date, digits a number."""
        if value == "":
            cell.clearContents(1 | 2 | 4 | 16)  # values, dates, text, formulas; comments and colours stay
        elif value.startswith("="):
            cell.setFormula(value)
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            cell.Value = (datetime.date.fromisoformat(value) - EPOCH).days
            formats, locale = self.doc.NumberFormats, uno.createUnoStruct("com.sun.star.lang.Locale")
            key = formats.queryKey("YYYY-MM-DD", locale, False)
            cell.NumberFormat = key if key >= 0 else formats.addNew("YYYY-MM-DD", locale)
        elif re.fullmatch(r"\d{1,9}", value):
            cell.Value = int(value)
        else:
            cell.String = value

    def write(self, step):
        self.type(self.named(step), step["value"])

    def append(self, step):
        row, columns = 1, range(self.used()[0] + 1)
        while any(self.cell(row, col).String for col in columns):
            row += 1
        for heading, value in step["values"].items():
            self.type(self.cell(row, self.column(heading)), value)

    def delete(self, step):
        self.sheet.Rows.removeByIndex(self.row(step["by"], step["key"]), 1)

    def rename(self, step):
        self.cell(0, self.column(step["heading"])).String = step["value"]

    def move(self, step):
        target = self.column(step["before"])
        self.sheet.Columns.insertByIndex(target, 1)
        source = self.column(step["heading"])
        area = self.sheet.Columns.getByIndex(source).RangeAddress
        self.sheet.moveRange(CellAddress(area.Sheet, target, 0), area)
        self.sheet.Columns.removeByIndex(source, 1)

    def column_of_theirs(self, step):
        """values by key, or one formula for all rows, where {row} is its number and {Heading} a column's letter"""
        target = self.column(step["before"]) if step.get("before") else self.used()[0] + 1
        if step.get("before"):
            self.sheet.Columns.insertByIndex(target, 1)
        self.cell(0, target).String = step["heading"]
        for key, value in step.get("values", {}).items():
            self.type(self.cell(self.row(step["by"], key), target), value)
        if step.get("formula"):
            by = self.column(step["by"])
            for row in range(1, self.used()[1] + 1):
                if self.cell(row, by).String:
                    self.cell(row, target).setFormula(self.filled_in(step["formula"], row + 1))

    def filled_in(self, formula, row):
        letter = lambda m: str(row) if m[1] == "row" else self.sheet.Columns.getByIndex(self.column(m[1])).Name
        return re.sub(r"\{([^}]+)\}", letter, formula)

    def table(self):
        col, row = self.used()
        return self.sheet.getCellRangeByPosition(0, 0, col, row)

    def sort(self, step):
        field = TableSortField()
        field.Field, field.IsAscending = self.column(step["heading"]), False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        uno.invoke(self.table(), "sort", ((prop("ContainsHeader", True), prop("SortFields", fields)),))

    def filter(self, step):
        area = self.table()
        descriptor = area.createFilterDescriptor(True)
        field = TableFilterField()
        field.Field, field.Operator, field.IsNumeric, field.StringValue = self.column(step["heading"]), EQUAL, False, step["value"]
        descriptor.ContainsHeader = True
        descriptor.setFilterFields((field,))
        area.filter(descriptor)

    def hide(self, step):
        for heading in step.get("columns", []):
            self.sheet.Columns.getByIndex(self.column(heading)).IsVisible = False
        for key in step.get("rows", []):
            self.sheet.Rows.getByIndex(self.row(step["by"], key)).IsVisible = False

    def colour(self, step):
        self.named(step).CellBackColor = int(step["value"], 16)

    def comment(self, step):
        self.sheet.Annotations.insertNew(self.named(step).CellAddress, step["value"])


def sheet_of_theirs(doc, step):
    doc.Sheets.insertNewByName(step["sheet"], doc.Sheets.Count)
    for name, where in step["names"].items():
        doc.NamedRanges.addNewByName(name, where, CellAddress(0, 0, 0), 0)
    for at, formula in step["values"].items():
        doc.Sheets.getByName(step["sheet"]).getCellRangeByName(at).setFormula(formula)


def start(profile):
    pipe = f"week{os.getpid()}"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(6000):  # ten minutes: a busy machine starts it slowly
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.1)
    office.kill()
    raise SystemExit("LibreOffice does not answer")


def main(profile, path):
    office, desktop = start(profile)
    try:
        doc = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (prop("Hidden", True),))
        for step in json.load(sys.stdin):
            if step["do"] == "sheet_of_theirs":
                sheet_of_theirs(doc, step)
            else:
                getattr(Sheet(doc, step["sheet"]), step["do"])(step)
        doc.storeToURL(uno.systemPathToFileUrl(path + ".saved"), (prop("FilterName", "Calc MS Excel 2007 XML"),))
        doc.close(True)
        os.replace(path + ".saved", path)
    finally:
        try:
            desktop.terminate()
        except Exception:  # it hangs up while it answers
            pass
        office.wait(600)


main(*sys.argv[1:])
