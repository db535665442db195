"""Two centres' own forms, in their own words."""

import tempfile
from datetime import date
from pathlib import Path

import applicants as a
import office
import picture
import workbooks
from centres import BY_NAME


def fagersta():
    """Labels above their values, dates in words."""
    f, c = a.RAHIMI, BY_NAME["Fagersta vårdcentral"]
    return (
        "FAGERSTA VÅRDCENTRAL", "Ansökan om vårdvalsfinansierad ST-läkare", [
            [("Avser", "Ny ST"), ("Vårdenhet", "Fagersta VC"), ("Enhetschef", c.manager), ("E-post chef", c.address)],
            [("Läkarens för- och efternamn", "Rahimi, Fatima"), ("Leg läk sedan", "30 augusti 2018"),
             ("AT gjord", "ja"), ("ST-version", "SOSFS 2015:8")],
            [("Önskad start", "14/10 2024"), ("Sysselsättningsgrad", "80 %"),
             ("Redan anställd som ST", "nej"), ("Anställningsform", "Inte erbjuden")],
            [("Huvudhandledare", f["supervisor"]), ("Handledare specialist i allmänmedicin", "ja"),
             ("Handledarutbildad", "ja"), ("Befintliga ST", c.trainees)],
            [("Studierektor kontaktad", "Ja"), ("Antal listade", f"{c.listed:,}".replace(",", "\u00a0")),
             ("GDPR", "ja"), ("Namnförtydligande", c.manager)],
        ])


def koping(path):
    """Pairs in two columns under group headings, a logo on top."""
    f, c = a.AKERLIND, BY_NAME["Köpings vårdcentral"]
    groups = [
        (("Enheten", [("Enhet:", "Köping"), ("Verksamhetschef:", c.manager), ("E-post:", c.address),
                      ("Telefon:", a.phone(c)), ("Antal ST-läkare idag:", c.trainees)]),
         ("Läkaren", [("Namn:", f["doctor"]), ("Datum för legitimation:", f["licence_date"]),
                      ("Svensk AT:", "Ja"), ("AT avslutad:", date(2018, 2, 28)), ("BT:", "Ej aktuell (AT)")])),
        (("Anställning", [("Redan anställd som ST?", "Nej"), ("Anställningsform:", "Utlovad eller utlyst")]),
         ("ST", [("Typ av ansökan:", "Forskar-ST"), ("Planerad start:", f["possible_start"])])),
        (("Handledning", [("Handledare:", f["supervisor"]), ("Handledare specialist i allmänmedicin:", "Ja"),
                          ("Handledarutbildad:", "Ja")]),
         ("Övrigt", [("Föreskrift:", "SOSFS 2015:8"), ("Samråd studierektor:", "Ja"),
                     ("Kommentar:", "Doktorand vid universitetet på halvtid.")])),
    ]
    with tempfile.NamedTemporaryFile(suffix=".png") as png:
        Path(png.name).write_bytes(picture.logo((31, 78, 121)))
        return office.own_layout("Anmälan av ST-läkare, Köpings vårdcentral", groups, path, png.name)
