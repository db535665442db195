"""What openpyxl and LibreOffice find in workbooks: a JSON object by file and program of places and what is there.

    /usr/bin/python3 opened.py FILE...

A place is a cell with what of it is meant, or what else a workbook holds. Of a formula it is the formula that
counts, not what it comes to: that is another after a merge.
"""
import json
import os
import sys
import warnings

import openpyxl
from openpyxl.utils.cell import get_column_letter

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../../workbook/testdata/differential"))
import readings  # noqa: E402

warnings.simplefilter("ignore")


def by_openpyxl(path):
    try:
        book = openpyxl.load_workbook(path, keep_vba=True)
    except Exception as e:  # whatever it raises is its answer
        return {"refused": type(e).__name__}
    found = {"names": sorted(f"{n.name} {n.attr_text}" for n in book.defined_names.definedName), "security": repr(book.security), "epoch": str(book.epoch)}
    for sheet in book.worksheets:
        found |= of_sheet(sheet)
    return found


def of_sheet(sheet):
    title = sheet.title
    found = {
        f"{title} validations": [f"{v.type} {v.sqref} {v.formula1} {v.prompt} {v.showErrorMessage}" for v in sheet.data_validations.dataValidation],
        f"{title} formats": [f"{r.sqref} {[rule.type + str(rule.formula) for rule in r.rules]}" for r in sheet.conditional_formatting],
        f"{title} tables": [f"{t.displayName} {t.ref} {[c.name for c in t.tableColumns]} {[c.calculatedColumnFormula and c.calculatedColumnFormula.attr_text for c in t.tableColumns]}" for t in sheet.tables.values()],
        f"{title} page": f"{sheet.print_area} {sheet.print_title_rows} {sheet.page_setup.orientation} {sheet.page_margins.left} {sheet.oddHeader.center.text} {sheet.oddFooter.center.text} {sheet.freeze_panes} {sheet.sheet_state} {sheet.sheet_properties.tabColor}",
        f"{title} protection": repr(sheet.protection), f"{title} merged": sorted(map(str, sheet.merged_cells.ranges)),
        f"{title} filter": sheet.auto_filter.ref, f"{title} charts": len(sheet._charts), f"{title} pictures": len(sheet._images),
        f"{title} columns": sorted(f"{k} {d.width} {d.hidden}" for k, d in sheet.column_dimensions.items()),
        f"{title} hidden rows": sorted(k for k, d in sheet.row_dimensions.items() if d.hidden),
    }
    for cell in sheet._cells.values():
        place = f"{title}!{cell.coordinate}"
        if cell.value is not None:
            found[place] = f"{cell.data_type} {cell.value}"
        if cell.comment:
            found[place + " comment"] = f"{cell.comment.author}: {cell.comment.text}"
        if cell.hyperlink:
            found[place + " link"] = f"{cell.hyperlink.target} {cell.hyperlink.location}"
        if cell.has_style:
            found[place + " look"] = f"{cell.number_format} {cell.font.b} {cell.font.color and cell.font.color.value} {cell.fill.fgColor.value} {cell.protection.locked} {cell.alignment.wrapText}"
    return found


def by_libreoffice(office, path):
    doc = office.open(path)
    if doc is None:
        return {"refused": "no document"}
    try:
        found = {"names": sorted(f"{n.Name} {n.Content}" for n in doc.NamedRanges), "tables": sorted(f"{n} {address(doc, doc.DatabaseRanges.getByName(n).DataArea)}" for n in doc.DatabaseRanges.ElementNames)}
        for sheet in doc.Sheets:
            found |= of_calc(doc, sheet)
        return found
    finally:
        doc.close(True)


def address(doc, a):
    return f"{doc.Sheets.getByIndex(a.Sheet).Name}.{get_column_letter(a.StartColumn + 1)}{a.StartRow + 1}:{get_column_letter(a.EndColumn + 1)}{a.EndRow + 1}"


def of_calc(doc, sheet):
    name = sheet.Name
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, last.EndColumn, min(last.EndRow, 60))
    found = {
        f"{name} charts": sheet.Charts.Count, f"{name} pivots": sheet.DataPilotTables.Count, f"{name} shapes": sorted(s.ShapeType for s in sheet.DrawPage if s.ShapeType != "com.sun.star.drawing.CaptionShape"),
        f"{name} protected": sheet.isProtected(), f"{name} visible": sheet.IsVisible, f"{name} formats": sheet.ConditionalFormats.getLength(),
        f"{name} visible cells": sorted(area.queryVisibleCells().RangeAddressesAsString.split(";")),
        f"{name} formulas with an error": sheet.queryFormulaCells(4).Count,
    }
    for note in sheet.Annotations:
        found[f"{name}!{get_column_letter(note.Position.Column + 1)}{note.Position.Row + 1} comment"] = note.String
    for row, cells in enumerate(area.getFormulaArray(), 1):
        for col, content in enumerate(cells, 1):
            if content != "":
                found[f"{name}!{get_column_letter(col)}{row}"] = content
    return found


def main(paths):
    with readings.LibreOffice() as office:
        json.dump({path: {"openpyxl": by_openpyxl(path), "libreoffice": by_libreoffice(office, path)} for path in paths}, sys.stdout, ensure_ascii=False, default=str)


main(sys.argv[1:])
