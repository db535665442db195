"""Makes samples/vastmanland: the registers, the sample mails and their lists.

Run at authoring time only; what it makes is checked in. People, numbers and
amounts are invented. It needs Python 3.9 or later with openpyxl and with
LibreOffice's uno module (on Debian: python3-openpyxl, python3-uno,
libreoffice-calc), because the attachments are to be made by other programs
than ours.

    stintag form blank.xlsx
    /usr/bin/python3 samples/author/build.py blank.xlsx

Run it again, with the new blank form, whenever the blank form changes. The same
blank form gives the same bytes, but for what LibreOffice saves (see office.py).

    centres.py     the health centres            -> centres.csv
    roster.py      the doctors, and the budget   -> roster.csv, budget.csv
    applicants.py  what the forms say
    mails.py       who writes what, and what must become of it -> mails.toml
    decisions.py   what is decided the day after -> decisions.toml
    workbooks.py   workbooks by openpyxl
    office.py      workbooks by LibreOffice
    envelope.py    raw mails as mail clients write them        -> mails/*.eml
    picture.py     logos
"""

import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import applicants
import centres
import envelope
import layouts
import office
import picture
import roster
import workbooks
from decisions import BY, DATE, DECISIONS
from mails import FIRST, MAILS, SECOND

OUT = Path(__file__).resolve().parent.parent / "vastmanland"
INVENTED = "Alla personer, adresser och belopp är påhittade; namnen på orter är lånade."


def sheet(name, about, headings, rows):
    with open(OUT / name, "w", encoding="utf-8", newline="") as f:
        f.write(f"# {about}\n# {INVENTED}\n")
        w = csv.writer(f, delimiter=";", lineterminator="\n")
        w.writerow(headings)
        w.writerows(rows)


def registers():
    sheet("centres.csv", "Vårdcentraler i exempelregionen Västmanland 2024-09-10.",
          centres.HEADINGS, centres.rows())
    made = roster.roster()
    sheet("roster.csv", "ST-läkare i exempelregionen Västmanland 2024-09-10.",
          roster.HEADINGS, roster.rows(made))
    frames, report = roster.budget(made, [p[1:3] for p in applicants.PLACES], applicants.GRANTED)
    sheet("budget.csv", "Budget för vårdvalsfinansierad ST, i kronor.",
          ["År", "Ram", "Schablon per månad"], frames)
    for year, (free, costs) in report.items():
        print(f"{year}: free {free}, posts in ranking order {costs}")


# Mails.

def attached(mail, blank, scratch):
    """The mail's attachment as its maker makes it."""
    if not mail.workbook:
        return []
    maker, name, *rest = mail.workbook
    data, kind = MAKERS[maker](rest, blank, scratch / ("made" + Path(name).suffix))
    return [envelope.Attached(name, data, kind, rest[0] if maker == "two_columns" else "",
                              mail.client == "phone")]


def named(values):
    return {"f_" + field: value for field, value in values.items()}


def by_openpyxl(rest, blank, _):
    return workbooks.fill(blank, named(rest[0])), envelope.XLSX_TYPE


def octets(rest, blank, path):
    return by_openpyxl(rest, blank, path)[0], "application/octet-stream"


def by_office(flt, kind, **kw):
    def make(rest, blank, path):
        return office.fill(blank, named(rest[0]), path, flt, **kw), kind
    return make


def label_above(_, __, ___):
    return layouts.fagersta(), envelope.XLSX_TYPE


def table(_, __, ___):
    return workbooks.table("ST-läkare till Hallstahammar och Kolbäck", applicants.TABLE_HEADINGS,
                           applicants.TABLE), envelope.XLSX_TYPE


def two_columns(_, __, path):
    return layouts.koping(path), envelope.XLSX_TYPE


MAKERS = {
    "openpyxl": by_openpyxl,
    "octets": octets,
    "libreoffice": by_office(office.XLSX, envelope.XLSX_TYPE),
    "password": by_office(office.XLSX, envelope.XLSX_TYPE, password="hemligt"),
    "xls": by_office(office.XLS, "application/vnd.ms-excel"),
    "pdf": by_office(office.PDF, "application/pdf"),
    "label_above": label_above,
    "table": table,
    "two_columns": two_columns,
}


def mails(blank):
    folder = OUT / "mails"
    for old in folder.glob("*.eml"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        blank = shutil.copy(blank, scratch)  # LibreOffice locks what it opens
        for n, m in enumerate(MAILS, 1):
            letter = envelope.Letter(n, *m.writer, m.received, m.subject, m.text,
                                     attached(m, blank, Path(scratch)),
                                     picture.logo(m.logo) if m.logo else b"")
            (folder / file_name(n, m)).write_bytes(getattr(envelope, m.client)(letter))


def file_name(n, m):
    return f"{n:02d}-{m.slug}.eml"


# Lists. JSON's strings are TOML's.

def quoted(value):
    return json.dumps(value, ensure_ascii=False)


def mail_list():
    lines = [f"# Exempelmejlen till {envelope.TO} och vad som ska bli av dem. {INVENTED}",
             "# Status, turordning och förslag gäller efter kvällen som mejlet kom.", "",
             'region = "Region Västmanland"', f"address = {quoted(envelope.TO)}",
             f"first_evening = {FIRST.isoformat()}", f"second_evening = {SECOND.isoformat()}", "",
             "# Efter första kvällen.", "[figures]", "in_training = 115", "granted_year = 28",
             "goal = 105", "waiting = 10", "leaving = 4", "waiting_starts = 8", "year_end = 119"]
    for n, m in enumerate(MAILS, 1):
        lines += ["", "[[mail]]", f"file = {quoted(file_name(n, m))}", f"evening = {m.evening}",
                  f"received = {m.received.isoformat()}", f"from = {quoted(m.writer[1])}",
                  f"what = {quoted(m.what)}", f"place = {quoted(m.place)}"]
        if m.notes:
            lines.append(f"notes = {quoted(m.notes)}")
        letters = ([(m.writer[1], m.kinds)] if m.kinds else []) + m.others
        if letters:
            lines.append("letters = [" + ", ".join(
                f"{{ to = {quoted(to)}, kinds = {quoted(kinds)} }}" for to, kinds in letters) + "]")
        for c in m.cases:
            lines += case_lines(c)
    (OUT / "mails.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def case_lines(c):
    lines = ["", "[[mail.case]]", f"doctor = {quoted(c.doctor)}", f"centre = {quoted(c.centre)}",
             f"kind = {quoted(c.kind)}", f"became = {quoted(c.became)}", f"status = {quoted(c.status)}"]
    if c.place:
        lines.append(f"place = {c.place}")
    if c.proposal:
        lines.append(f"proposal = {quoted(c.proposal)}")
    return lines


def decision_list():
    lines = [f"# Vad som beslutas dagen efter första kvällen. {INVENTED}"]
    for doctor, verdict, reason in DECISIONS:
        lines += ["", "[[decision]]", f"doctor = {quoted(doctor)}", f"verdict = {quoted(verdict)}",
                  f"by = {quoted(BY)}", f"date = {quoted(DATE)}"]
        if reason:
            lines.append(f"reason = {quoted(reason)}")
    (OUT / "decisions.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(blank):
    (OUT / "mails").mkdir(parents=True, exist_ok=True)
    registers()
    mails(blank)
    mail_list()
    decision_list()


if __name__ == "__main__":
    main(sys.argv[1])
