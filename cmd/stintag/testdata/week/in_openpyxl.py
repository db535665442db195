"""What a person's own script does to a workbook with openpyxl: in_openpyxl.py FILE <steps.json

Each step is an object with "do" and what it needs; rows are named by what stands under the heading "by",
columns by their headings.
"""
import datetime
import json
import re
import sys

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill


class Sheet:
    def __init__(self, ws):
        self.ws = ws

    def column(self, heading):
        for cell in self.ws[1]:
            if cell.value == heading:
                return cell.column
        raise SystemExit(f"{self.ws.title} has no heading {heading}")

    def row(self, by, key):
        col = self.column(by)
        for row in range(2, self.ws.max_row + 1):
            if str(self.ws.cell(row, col).value) == key:
                return row
        raise SystemExit(f"{self.ws.title} has no row with {by} {key}")

    def named(self, step):
        return self.ws.cell(self.row(step["by"], step["key"]), self.column(step["heading"]))

    @staticmethod
    def type(cell, value):
        if value == "":
            cell.value = None
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            cell.value, cell.number_format = datetime.date.fromisoformat(value), "yyyy-mm-dd"
        elif re.fullmatch(r"\d{1,9}", value):
            cell.value = int(value)
        else:
            cell.value = value

    def write(self, step):
        self.type(self.named(step), step["value"])

    def append(self, step):
        row = 2
        while any(cell.value is not None for cell in self.ws[row]):
            row += 1
        for heading, value in step["values"].items():
            self.type(self.ws.cell(row, self.column(heading)), value)

    def rename(self, step):
        self.ws.cell(1, self.column(step["heading"])).value = step["value"]

    def delete(self, step):
        self.ws.delete_rows(self.row(step["by"], step["key"]))

    def column_of_theirs(self, step):
        col = max(c.column for c in self.ws[1] if c.value is not None) + 1
        self.ws.cell(1, col).value = step["heading"]
        for key, value in step["values"].items():
            self.type(self.ws.cell(self.row(step["by"], key), col), value)

    def colour(self, step):
        self.named(step).fill = PatternFill("solid", fgColor=step["value"])

    def comment(self, step):
        self.named(step).comment = Comment(step["value"], "B")


def main(path):
    wb = openpyxl.load_workbook(path)
    for step in json.load(sys.stdin):
        getattr(Sheet(wb[step["sheet"]]), step["do"])(step)
    wb.save(path)


main(*sys.argv[1:])
