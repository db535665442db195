"""Makes the corpus: /usr/bin/python3 make.py [name ...], with openpyxl and LibreOffice.

Each case is a workbook and what it must be read as, NAME.xlsx and NAME.json. How a
workbook is made, and the outcome, written by hand, stand side by side in

  layouts.py      openpyxl: where labels and values stand
  people.py       openpyxl: several applicants, several sheets
  labels.py       openpyxl: how labels are written, whom they speak of
  values.py       openpyxl: what stands in the cells
  harder.py       openpyxl: what tempts a reader to take the wrong cell
  doubtful.py     openpyxl: what nobody can know, and what must not be lost
  wordings.py     openpyxl: whole questions, English, answers that take themselves back
  offered.py      openpyxl: alternatives with a box each, other habits of printed forms
  others.py       openpyxl: other kinds of case, other forms, no forms, blank ones
  libreoffice.py  saved by LibreOffice, from .xlsx, .ods, .xls, .csv and .html,
                  and our blank form, filled in there
  byhand.py       parts written out: strict, inline and rich text, faults
"""
import sys

import kit
import layouts, people, labels, values, harder, doubtful, wordings, offered, others, libreoffice, byhand  # noqa: F401,E401

kit.write(sys.argv[1:])
