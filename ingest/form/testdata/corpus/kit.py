"""What every case of the corpus is made with: drawings of sheets, outcomes, files.

An outcome is written by hand beside the workbook's making, from the rules for how
a form is read, and never by running the program that reads it.
"""
import datetime
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile

import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = []


def case(name, about, made, forms=(), wrong_form="", blank=False, fault="", ext="xlsx"):
    """Registers a case. What it decorates gives an openpyxl workbook or a file's
    bytes, or, where LibreOffice is to save it, (bytes, the extension it has now)."""
    want = {"about": about, "made": made}
    if forms:
        want["forms"] = list(forms)
    if wrong_form:
        want["wrong_form"] = wrong_form
    if blank:
        want["blank"] = True
    if fault:
        want["fault"] = fault

    def register(build):
        CASES.append((name, ext, want, build))
        return build
    return register


def form(sheet="Blad1", row=0, fields=None, findings=(), unknown=(), empty=None, understood=None, version=""):
    """One form of an outcome. A finding that sends the form back begins with "!"."""
    f = {"sheet": sheet}
    if row:
        f["row"] = row
    if version:
        f["version"] = version
    f["fields"] = fields or {}
    if empty is not None:
        f["empty"] = empty
    if understood:
        f["understood"] = understood
    if findings:
        f["findings"] = sorted(x.lstrip("!") for x in findings)
        back = sorted(x[1:] for x in findings if x.startswith("!"))
        if back:
            f["returned"] = back
    if unknown:
        f["unknown"] = list(unknown)
    return f


ANNA = """
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej
"""


def anna(*at, **more):
    """The fields of ANNA where they stand, and others."""
    keys = ("centre", "doctor", "licence_date", "possible_start", "employed")
    values = ("Sala vårdcentral", "Anna Ek", "2016-05-04", "2025-01-13", "Nej")
    f = {k: v + "@" + a for k, v, a in zip(keys, values, at)}
    f.update(more)
    return f


def column(letter, first=1, step=1, n=5):
    return [letter + str(first + i * step) for i in range(n)]


def value(text):
    """#2016-05-04 is a date, digits a number, !SANT a boolean, '1 the text 1."""
    if re.fullmatch(r"#\d{4}-\d\d-\d\d", text):
        return datetime.date.fromisoformat(text[1:])
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    if text in ("!SANT", "!FALSKT"):
        return text == "!SANT"
    if text.startswith("'"):
        return text[1:]
    return text.replace("\\n", "\n")


def draw(ws, drawing, row=1, col=1):
    """Writes a drawing: a line is a row, | parts its cells."""
    for r, line in enumerate(drawing.strip("\n").split("\n")):
        for c, text in enumerate(line.split("|")):
            text = text.strip(" ")
            if text == "":
                continue
            cell = ws.cell(row + r, col + c)
            cell.value = value(text)
            if isinstance(cell.value, datetime.date):
                cell.number_format = "yyyy-mm-dd"
    return ws


def book(*drawings, names=()):
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    for i, d in enumerate(drawings):
        draw(wb.create_sheet(names[i] if names else "Blad%d" % (i + 1)), d)
    return wb


def saved(wb):
    f = io.BytesIO()
    wb.save(f)
    return f.getvalue()


def squeezed(data):
    """The same zip, small and with one date in it, so that making it twice tells
    what changed."""
    if not data.startswith(b"PK"):
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as src, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as dst:
        for i in src.infolist():
            dst.writestr(zipfile.ZipInfo(i.filename, (2024, 9, 10, 8, 0, 0)), src.read(i), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def libreoffice(sources):
    """Saves each (name, bytes, extension) as .xlsx by LibreOffice, all in one run for each extension."""
    out = {}
    with tempfile.TemporaryDirectory() as tmp:
        for ext in sorted({e for _, _, e in sources}):
            files = []
            folder = os.path.join(tmp, ext)
            os.mkdir(folder)
            for name, data, e in sources:
                if e == ext:
                    files.append(os.path.join(folder, name + "." + ext))
                    with open(files[-1], "wb") as f:
                        f.write(data)
            soffice(tmp, "--convert-to", "xlsx", *filters(ext), "--outdir", os.path.join(tmp, "out"), *files)
        for name, _, _ in sources:
            with open(os.path.join(tmp, "out", name + ".xlsx"), "rb") as f:
                out[name] = f.read()
    return out


def filters(ext):
    return {"csv": ["--infilter=CSV:59,34,76,1,,1053,false,true"], "html": ["--infilter=calc_HTML_WebQuery"]}.get(ext, [])


def soffice(profile, *args):
    subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://" + os.path.join(profile, "profile"), *args],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def converted(data, ext, to):
    """One file turned into another format by LibreOffice."""
    with tempfile.TemporaryDirectory() as tmp:
        src = os.path.join(tmp, "x." + ext)
        with open(src, "wb") as f:
            f.write(data)
        soffice(tmp, "--convert-to", to, "--outdir", os.path.join(tmp, "out"), src)
        with open(os.path.join(tmp, "out", "x." + to.split(":")[0]), "rb") as f:
            return f.read()


def write(only=()):
    """Writes every case, or those named."""
    made, later = {}, []
    chosen = [c for c in CASES if not only or c[0] in only]
    for name, ext, want, build in chosen:
        got = build()
        if isinstance(got, tuple):
            later.append((name, *got))
        else:
            made[name] = got if isinstance(got, bytes) else saved(got)
    if later:
        made.update(libreoffice(later))
    for name, ext, want, build in chosen:
        data = made[name] if "fault" in want else squeezed(made[name])
        with open(os.path.join(HERE, name + "." + ext), "wb") as f:
            f.write(data)
        with open(os.path.join(HERE, name + ".json"), "w") as f:
            json.dump(want, f, ensure_ascii=False, indent=1)
            f.write("\n")
    shutil.rmtree(os.path.join(HERE, "__pycache__"), ignore_errors=True)
