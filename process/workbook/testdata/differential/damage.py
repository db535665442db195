"""Workbooks that something is wrong with: one fault each, the same forty rows under it."""
import struct
import zipfile

from shapes import HEAD, MAIN, SHEET, STRINGS, book, sheet, write

TYPES = "[Content_Types].xml"
PICTURE = "xl/media/image1.png"
ROWS = 40
FAULTY = 20  # the row that the fault stands in, where it stands in one


def text(i):
    return f"Vårdcentral {i}, {'ABCDEFGHIJ'[i % 10]}gatan {i * 7}"


def row(i, inside=None, number=None):
    cells = inside if inside is not None else f'<c r="A{i}" t="s"><v>{i - 1}</v></c><c r="B{i}"><v>{7000 + i}</v></c>'
    return f'<row r="{number or i}">{cells}</row>'


def parts(change=lambda i: row(i)):
    p = book("".join(change(i) for i in range(1, ROWS + 1)))
    p[STRINGS] = HEAD + f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>{text(i)}</t></si>" for i in range(1, ROWS + 1)) + "</sst>"
    p[PICTURE] = "".join(chr(33 + i * i % 90) for i in range(300))
    p["[Content_Types].xml"] = p["[Content_Types].xml"].replace("<Default ", '<Default Extension="png" ContentType="image/png"/><Default ', 1)
    return p


def inside(cells):
    """The faulty row with other cells."""
    return parts(lambda i: row(i, cells if i == FAULTY else None))


def over(name, content):
    p = parts()
    p[name] = content(p[name])
    return p


def header(data, name, central):
    """Where the part's entry begins: in the directory, or before its bytes."""
    magic, length, at = (b"PK\x01\x02", 28, 46) if central else (b"PK\x03\x04", 26, 30)
    i = data.find(magic)
    while data[i + at:i + at + struct.unpack_from("<H", data, i + length)[0]] != name.encode():
        i = data.find(magic, i + 4)
    return i


def body(data, name):
    i = header(data, name, False)
    size = struct.unpack_from("<I", data, header(data, name, True) + 20)[0]
    return i + 30 + sum(struct.unpack_from("<HH", data, i + 26)), size


def flip(path, name, find=None):
    """Flips one bit: of the byte after find, or in the middle of the part's bytes."""
    data = bytearray(open(path, "rb").read())
    at, size = body(data, name)
    i = data.index(find, at) + len(find) if find else at + size // 2
    data[i] ^= 1
    open(path, "wb").write(data)


def lie(path, name, size, local, central, field="size"):
    data = bytearray(open(path, "rb").read())
    shift = 0 if field == "size" else -4
    if local:
        struct.pack_into("<I", data, header(data, name, False) + 22 + shift, size)
    if central:
        struct.pack_into("<I", data, header(data, name, True) + 24 + shift, size)
    open(path, "wb").write(data)


def cut(path, keep):
    data = open(path, "rb").read()
    open(path, "wb").write(data[:keep(len(data))])


def twice(path):
    write(path, parts())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo(SHEET, (2026, 1, 1, 0, 0, 0)), sheet(row(1, '<c r="A1"><v>1</v></c>')))


def flipped(name, stored, find=None):
    def make(path):
        write(path, parts(), store=(name,) if stored else ())
        flip(path, name, find)
    return make


def lying(size, local=True, central=True, field="size", stored=False):
    def make(path):
        write(path, parts(), store=(SHEET,) if stored else ())
        lie(path, SHEET, size, local, central, field)
    return make


def cutting(keep):
    def make(path):
        write(path, parts())
        cut(path, keep)
    return make


def damaged():
    """Each case by name: its parts, or what writes it."""
    healthy, mark = parts(), row(FAULTY)
    a, b = f"A{FAULTY}", f"B{FAULTY}"
    string = f'<c r="{a}" t="s"><v>%s</v></c><c r="{b}"><v>{7000 + FAULTY}</v></c>'
    swapped = {FAULTY: FAULTY + 1, FAULTY + 1: FAULTY}
    return {
        "healthy": healthy,
        "flipped-in-sheet-stored": flipped(SHEET, True, f'<c r="{b}"><v>702'.encode()),
        "flipped-in-sheet-deflated": flipped(SHEET, False),
        "flipped-in-strings-stored": flipped(STRINGS, True, b"<t>V\xc3\xa5rdcentral 2"),
        "flipped-in-strings-deflated": flipped(STRINGS, False),
        "flipped-in-unneeded-stored": flipped(PICTURE, True),
        "flipped-in-unneeded-deflated": flipped(PICTURE, False),
        "flipped-in-types-stored": flipped(TYPES, True, b"<Override PartNam"),
        "flipped-in-types-deflated": flipped(TYPES, False),
        "sheet-cut-off-in-cell": over(SHEET, lambda s: s[:s.index(mark) + 30]),
        "sheet-cut-off-between-rows": over(SHEET, lambda s: s[:s.index(mark)]),
        "sheet-without-last-tag": over(SHEET, lambda s: s.removesuffix("</worksheet>")),
        "sheet-empty": over(SHEET, lambda s: ""),
        "strings-cut-off": over(STRINGS, lambda s: s[:len(s) // 2]),
        "zip-cut-off": cutting(lambda n: n * 3 // 4),
        "zip-without-end": cutting(lambda n: n - 22),
        "string-index-beyond-the-last": inside(string % 999),
        "string-index-negative": inside(string % -1),
        "string-index-no-number": inside(string % "abc"),
        "string-index-with-decimals": inside(string % "19.5"),
        "strings-missing": {n: s for n, s in healthy.items() if n != STRINGS},
        "sheet-missing": {n: s for n, s in healthy.items() if n != SHEET},
        "size-too-small": lying(100),
        "size-too-large": lying(100_000),
        "size-too-small-stored": lying(100, stored=True),
        "size-too-small-in-directory": lying(100, local=False),
        "size-too-small-in-local-header": lying(100, central=False),
        "size-too-large-in-local-header": lying(100_000, central=False),
        "size-packed-too-small": lying(200, field="packed"),
        "closing-tag-missing": over(SHEET, lambda s: s.replace(mark, mark.replace("</c>", "", 1))),
        "tags-crossing": over(SHEET, lambda s: s.replace(mark, mark.replace("</c></row>", "</row></c>"))),
        "cell-twice": inside(string % 19 + f'<c r="{b}"><v>1</v></c>'),
        "cell-in-another-row": inside(f'<c r="{a}" t="s"><v>19</v></c><c r="B7"><v>1</v></c>'),
        "cells-out-of-order": inside(f'<c r="{b}"><v>{7000 + FAULTY}</v></c><c r="{a}" t="s"><v>19</v></c>'),
        "rows-out-of-order": parts(lambda i: row(swapped.get(i, i))),
        "row-in-two-halves": parts(lambda i: mark.replace("</c><c", f'</c></row><row r="{FAULTY}"><c') if i == FAULTY else row(i)),
        "style-beyond-the-last": inside(string % 19 + f'<c r="C{FAULTY}" s="99"><v>1</v></c>'),
        "address-no-address": inside(f'<c r="A0" t="s"><v>19</v></c><c r="{b}"><v>{7000 + FAULTY}</v></c>'),
        "part-twice": twice,
        "entity-of-its-own": over(SHEET, lambda s: s.replace("<worksheet", '<!DOCTYPE worksheet [<!ENTITY x "1">]><worksheet', 1)
                                  .replace(f"<v>{7000 + FAULTY}</v>", "<v>&x;</v>")),
    }


def make(folder):
    for name, case in damaged().items():
        path = f"{folder}/{name}.xlsx"
        case(path) if callable(case) else write(path, case)


def verdict(reading, healthy):
    """What became of the forty rows, in a few words."""
    if "refused" in reading:
        return "refuses"
    if not reading["cells"]:
        return "reads no sheet"
    was, got = healthy["cells"]["Blad"], reading["cells"].get("Blad", {})
    lost = sum(1 for a in was if a not in got)
    changed = sorted(f"{a}={v}" for a, v in got.items() if was.get(a) != v)
    words = [f"loses {lost} of {len(was)} cells"] if lost else []
    if changed:
        words.append("changes " + (changed[0] if len(changed) == 1 else f"{len(changed)} cells"))
    return ", ".join(words) or "reads all"
