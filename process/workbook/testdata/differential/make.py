"""Makes every file in this folder but the scripts; README.md tells the rest.

    /usr/bin/python3 make.py            the workbooks here, and what openpyxl and LibreOffice read everywhere
    /usr/bin/python3 make.py readings   only what they read, of workbooks they have not been asked about
"""
import email
import email.policy
import hashlib
import io
import json
import os
import sys
import tempfile
import zipfile

import damage
import kinds
import readings
import shapes

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, "../../../.."))
ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")
LARGEST = 30 << 20  # unzipped: what is larger is hostile, and no question of reading


def workbooks():
    """Every workbook in the module, those in letters too, by path."""
    for folder, inner, files in os.walk(ROOT):
        inner[:] = sorted(d for d in inner if not d.startswith(".") and os.path.join(folder, d) != os.path.join(HERE, "damaged"))
        for name in sorted(files):
            path = os.path.join(folder, name)
            short = os.path.relpath(path, ROOT).replace(os.sep, "/")
            if name.lower().endswith(ENDINGS):
                yield short, open(path, "rb").read()
            elif name.endswith(".eml"):
                letter = email.message_from_bytes(open(path, "rb").read(), policy=email.policy.default)
                for i, part in enumerate(letter.walk()):
                    content = part.get_payload(decode=True) or b""
                    if content.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in content:
                        yield f"{short}.{i}", content


def askable(data):
    try:
        return sum(i.file_size for i in zipfile.ZipFile(io.BytesIO(data)).infolist()) <= LARGEST
    except zipfile.BadZipFile:
        return True


def ask(office, data):
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as f:
        f.write(data)
        f.flush()
        return readings.by_openpyxl(f.name), office.read(f.name)


def lines(short, digest, openpyxl, libreoffice):
    """The two readings side by side: a line a cell, one value where they agree."""
    head = {"file": short, "sha256": digest}
    for program, reading in (("openpyxl", openpyxl), ("libreoffice", libreoffice)):
        head[program] = {k: v for k, v in reading.items() if k != "cells"}
    yield head
    left, right = openpyxl.get("cells", {}), libreoffice.get("cells", {})
    for sheet in {**left, **right}:
        yield [sheet]
        a, b = left.get(sheet, {}), right.get(sheet, {})
        for address in sorted({**a, **b}, key=place):
            one, other = a.get(address, ""), b.get(address, "")
            yield [address, one] if one == other else [address, one, other]


def place(address):
    letters = address.rstrip("0123456789")
    return int(address[len(letters):]), len(letters), letters


def save(path, values):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.writelines(json.dumps(v, ensure_ascii=False, separators=(",", ":")) + "\n" for v in values)


def make(office):
    for folder in ("shapes", "openpyxl", "libreoffice", "damaged"):
        os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    for name, parts in shapes.shapes().items():
        shapes.write(f"{HERE}/shapes/{name}.xlsx", parts)
    kinds.make(f"{HERE}/openpyxl")
    for name in ("openpyxl/kinds", "openpyxl/kinds-1904", "shapes/cells", "shapes/sheets"):
        office.save(f"{HERE}/{name}.xlsx", f"{HERE}/libreoffice/{os.path.basename(name)}.xlsx")
    damage.make(f"{HERE}/damaged")
    cases = list(damage.damaged())
    asked = {name: ask(office, open(f"{HERE}/damaged/{name}.xlsx", "rb").read()) for name in cases}
    healthy = asked["healthy"]
    save(f"{HERE}/damaged/verdicts.jsonl", ([name, *(damage.verdict(r, h) for r, h in zip(asked[name], healthy))] for name in cases))


def read_all(office):
    folder = f"{HERE}/readings"
    os.makedirs(folder, exist_ok=True)
    known = {}
    for name in os.listdir(folder):
        known[json.loads(open(f"{folder}/{name}", encoding="utf-8").readline())["sha256"]] = name
    wanted = set()
    for short, data in workbooks():
        digest = hashlib.sha256(data).hexdigest()
        if digest in wanted or not askable(data):
            continue
        wanted.add(digest)
        if digest in known:
            continue
        known[digest] = short.replace("/", "-") + ".jsonl"
        save(f"{folder}/{known[digest]}", lines(short, digest, *ask(office, data)))
    for digest, name in known.items():
        if digest not in wanted and name not in {known[d] for d in wanted}:
            os.remove(f"{folder}/{name}")


with readings.LibreOffice() as program:
    if sys.argv[1:] != ["readings"]:
        make(program)
    read_all(program)
