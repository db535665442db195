"""Makes the sample regions: the registers, the sample mails and their lists.

Run at authoring time only; what it makes is checked in. People, numbers and
amounts are invented. It needs Python 3.9 or later with openpyxl and with
LibreOffice's uno module (on Debian: python3-openpyxl, python3-uno,
libreoffice-calc), because the attachments are to be made by other programs
than ours.

    stintag init scratch --region stockholm
    /usr/bin/python3 samples/author/build.py stockholm scratch/form.xlsx

Run it again, with the new blank form, whenever the blank form changes. The same
blank form gives the same bytes, but for what LibreOffice saves (see office.py).

    world.py       what a region is, and what the three smaller ones have in common
    vastmanland.py, vastra_gotaland.py, stockholm.py, jamtland_harjedalen.py
    workbooks.py   workbooks by openpyxl
    office.py      workbooks by LibreOffice
    envelope.py    raw mails as mail clients write them        -> mails/*.eml
    picture.py     logos

Västmanland alone:

    centres.py     the health centres            -> centres.csv
    roster.py      the doctors, and the budget   -> roster.csv, budget.csv
    applicants.py  what the forms say
    layouts.py     two centres' own forms
    mails.py       who writes what, and what must become of it -> mails.toml
    decisions.py   what is decided the day after -> decisions.toml
"""

import csv
import importlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import envelope
import layouts
import office
import picture
import workbooks
from world import BUDGET_HEADINGS, PLACEMENT_HEADINGS, ROTATION_HEADINGS

SAMPLES = Path(__file__).resolve().parent.parent


def sheet(world, name, about, headings, rows):
    """Writes a register, without the columns that nobody fills in."""
    rows = [headings, *rows]
    filled = [i for i in range(len(headings)) if any(row[i] != "" for row in rows[1:])]
    with open(SAMPLES / world.folder / name, "w", encoding="utf-8", newline="") as f:
        f.write(f"# {about}\n# {world.invented}\n")
        w = csv.writer(f, delimiter=";", lineterminator="\n")
        w.writerows([row[i] for i in filled] for row in rows)


def registers(world):
    of = f"i exempelregionen {world.name.removeprefix('Region ')} {world.first.date()}."
    sheet(world, "centres.csv", f"Vårdcentraler {of}", world.headings, world.rows)
    sheet(world, "roster.csv", f"ST-läkare {of}", world.roster_headings, world.roster)
    sheet(world, "budget.csv", "Budget för vårdvalsfinansierad ST, i kronor.", BUDGET_HEADINGS, world.budget)
    if world.rotations:
        sheet(world, "rotations.csv", "Platser för sidotjänstgöring.", ROTATION_HEADINGS, world.rotations)
        sheet(world, "placements.csv", "Placeringar.", PLACEMENT_HEADINGS, world.placements)


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


def label_above(rest, _, __):
    return workbooks.label_above(*rest), envelope.XLSX_TYPE


def table(rest, _, __):
    return workbooks.table(*rest), envelope.XLSX_TYPE


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


def mails(world, blank):
    folder = SAMPLES / world.folder / "mails"
    for old in folder.glob("*.eml"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        blank = shutil.copy(blank, scratch)  # LibreOffice locks what it opens
        for n, m in enumerate(world.mails, 1):
            letter = envelope.Letter(world.intake, n, *world.writer(m), world.received(m), m.subject, m.text,
                                     attached(m, blank, Path(scratch)),
                                     picture.logo(m.logo) if m.logo else b"")
            (folder / file_name(n, m)).write_bytes(getattr(envelope, m.client)(letter))


def file_name(n, m):
    return f"{n:02d}-{m.slug}.eml"


# Lists. JSON's strings are TOML's.

def quoted(value):
    return json.dumps(value, ensure_ascii=False)


def write(world, name, lines):
    (SAMPLES / world.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def people_list(world):
    domain = world.intake.address.split("@")[1]
    administrators = f"handlaggare@{domain}"
    write(world, "people.toml", [
        f"# Vilka som sköter intaget i exempelregionen. {world.invented}",
        f"administrators = {quoted(administrators)}", f"study_directors = {quoted('studierektor@' + domain)}",
        f"contact = {quoted(world.office + ', ' + administrators)}"])


def mail_list(world):
    lines = [f"# Exempelmejlen till {world.intake.address} och vad som ska bli av dem. {world.invented}",
             "# Status, turordning och förslag gäller efter kvällen som mejlet kom.", "",
             f"region = {quoted(world.name)}", f"address = {quoted(world.intake.address)}",
             f"first_evening = {world.first.isoformat()}", f"second_evening = {world.second.isoformat()}", "",
             "# Efter första kvällen.", "[figures]"]
    lines += [f"{name} = {value}" for name, value in world.figures.items()]
    for n, m in enumerate(world.mails, 1):
        sender = world.writer(m)[1]
        lines += ["", "[[mail]]", f"file = {quoted(file_name(n, m))}", f"evening = {m.evening}",
                  f"received = {world.received(m).isoformat()}", f"from = {quoted(sender)}",
                  f"what = {quoted(m.what)}", f"place = {quoted(m.place)}"]
        if m.notes:
            lines.append(f"notes = {quoted(m.notes)}")
        letters = ([(sender, m.kinds)] if m.kinds else []) + m.others
        if letters:
            lines.append("letters = [" + ", ".join(
                f"{{ to = {quoted(to)}, kinds = {quoted(kinds)} }}" for to, kinds in letters) + "]")
        for c in m.cases:
            lines += case_lines(c)
    write(world, "mails.toml", lines)


def case_lines(c):
    lines = ["", "[[mail.case]]", f"doctor = {quoted(c.doctor)}", f"centre = {quoted(c.centre)}",
             f"kind = {quoted(c.kind)}", f"became = {quoted(c.became)}", f"status = {quoted(c.status)}"]
    if c.place:
        lines.append(f"place = {c.place}")
    if c.proposal:
        lines.append(f"proposal = {quoted(c.proposal)}")
    return lines


def decision_list(world):
    lines = [f"# Vad som beslutas dagen efter första kvällen. {world.invented}"]
    for doctor, verdict, reason in world.decisions:
        lines += ["", "[[decision]]", f"doctor = {quoted(doctor)}", f"verdict = {quoted(verdict)}",
                  f"by = {quoted(world.by)}", f"date = {quoted(str(world.second.date()))}"]
        if reason:
            lines.append(f"reason = {quoted(reason)}")
    write(world, "decisions.toml", lines)


def main(region, blank):
    world = importlib.import_module(region.replace("-", "_")).make()
    (SAMPLES / region / "mails").mkdir(parents=True, exist_ok=True)
    registers(world)
    mails(world, blank)
    people_list(world)
    mail_list(world)
    decision_list(world)


if __name__ == "__main__":
    main(*sys.argv[1:])
