"""Makes the workbooks of this folder from ours.xlsx, a master as the program leaves it.

    go test ./process/master -run TestKeptOurs -kept.make      ours.xlsx and base.json, what the program wrote
    /usr/bin/python3 make.py                                   the rest

openpyxl 3.0.9 saves openpyxl.xlsx and mac1904.xlsx (by_openpyxl.py); LibreOffice 7.4 saves libreoffice.xlsx and
password.xlsx (by_libreoffice.py). Neither can make what Excel writes into excel.xlsx, so those parts are written
by hand, as the format describes them and as files of Excel's have them (by_hand.py); macros.xlsm, paths.xlsx and
totals.xlsx are variants of it and of ours.xlsx. The people in them are invented.
"""
import os

import by_hand
import by_libreoffice
import by_openpyxl

os.chdir(os.path.dirname(os.path.abspath(__file__)))
by_hand.slim("ours.xlsx")
by_openpyxl.make("ours.xlsx", "openpyxl.xlsx")
by_openpyxl.make_1904("ours.xlsx", "mac1904.xlsx")
by_hand.make("ours.xlsx")
by_libreoffice.make("ours.xlsx", "libreoffice.xlsx", "password.xlsx")
