"""Other kinds of case, other forms, blank forms and what is no form, by openpyxl."""
import os

import openpyxl

from kit import ANNA, HERE, anna, book, case, column, form

BY = "openpyxl"


@case("kind_leave", "a leave of absence", BY,
      [form(fields={"kind": "Uppehåll eller föräldraledighet@B1", "centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B3", "change_from": "2025-03-01@B4", "change_to": "2025-11-30@B5"},
            understood={"kind": "Uppehåll eller föräldraledighet"})])
def _():
    return book("""
Ärendetyp | Uppehåll eller föräldraledighet
Vårdcentral | Sala vårdcentral
ST-läkare | Anna Ek
Ändringen gäller från | #2025-03-01
Ändringen gäller till | #2025-11-30
""")


@case("kind_degree", "a changed degree of service", BY,
      [form(fields={"kind": "Ändrad tjänstgöringsgrad@B1", "centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B3", "degree": "75 %@B4", "change_from": "2025-03-01@B5"},
            understood={"kind": "Ändrad tjänstgöringsgrad", "degree": "0.75"})])
def _():
    return book("""
Ärendetyp | Ändrad tjänstgöringsgrad
Vårdcentral | Sala vårdcentral
ST-läkare | Anna Ek
Tjänstgöringsgrad | 75 %
Ändringen gäller från | #2025-03-01
""")


@case("kind_start", "a changed start", BY,
      [form(fields={"kind": "Ändrat startdatum@B1", "centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B3", "possible_start": "2025-03-01@B4", "comment": "Föräldraledig till dess@B5"},
            understood={"kind": "Ändrat startdatum", "possible_start": "2025-03-01"})])
def _():
    return book("""
Avser | Ändrat startdatum
Vårdcentral | Sala vårdcentral
ST-läkare | Anna Ek
Önskad start | #2025-03-01
Kommentar | Föräldraledig till dess
""")


@case("kind_end", "an early end", BY,
      [form(fields={"kind": "Avslut i förtid@B1", "centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B3", "change_from": "2024-12-31@B4"},
            understood={"kind": "Avslut i förtid"})])
def _():
    return book("""
Ärendetyp | Avslut i förtid
Vårdcentral | Sala vårdcentral
ST-läkare | Anna Ek
Ändringen gäller från | #2024-12-31
""")


@case("kind_withdrawal", "a withdrawal", BY,
      [form(fields={"kind": "Återkallelse@B1", "centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B3"}, understood={"kind": "Återkallelse"})])
def _():
    return book("Ärendetyp | Återkallelse\nVårdcentral | Sala vårdcentral\nLäkarens namn | Anna Ek")


@case("kind_transfer", "a transfer from another health centre", BY,
      [form(fields=anna("B3", "B4", "B5", "B6", "B7", kind="Byte av vårdcentral@B2", transfer_from="Kolbäcks vårdcentral@B9", transfer_reason="Flyttar till Sala@B10",
                        transfer_competence="Psykiatri och barn@B11"), empty={"transfer_effect": "B12"}, understood={"kind": "Byte av vårdcentral"})])
def _():
    return book("Enheten\nÄrendetyp | Byte av vårdcentral\n" + ANNA.strip("\n") + """
Byte
Byte från vårdcentral | Kolbäcks vårdcentral
Skäl till bytet | Flyttar till Sala
Uppnådd kompetens | Psykiatri och barn
Påverkan på ST-utbildningen |
""")


@case("kind_own_to_funded", "from own-financed to funded", BY,
      [form(fields=anna("B2", "B3", "B4", "B5", "B6", kind="Egenfinansierad till vårdvalsfinansierad@B1"), understood={"kind": "Egenfinansierad till vårdvalsfinansierad"})])
def _():
    return book("Ärendetyp | Egenfinansierad till vårdvalsfinansierad" + ANNA.rstrip("\n"))


@case("kind_double", "a second speciality", BY,
      [form(fields=anna("B2", "B3", "B4", "B5", "B6", kind="Dubbelspecialisering@B1", earlier_specialty="Geriatrik@B7", credit="24@B8"),
            understood={"kind": "Dubbelspecialisering", "credit": "24"})])
def _():
    return book("Ärendetyp | Dubbelspecialisering\n" + ANNA.strip("\n") + "\nTidigare specialitet | Geriatrik\nTillgodoräknad tid (mån) | 24")


@case("wrong_at", "an application for AT (R-216)", BY, wrong_form="AT")
def _():
    return book("Ansökan om AT-tjänstgöring\nNamn | Anna Ek\nPersonnummer |\nTelefon | 021-100\nÖnskad start | #2025-01-13\nVårdcentral | Sala")


@case("wrong_ptp", "an application for PTP (R-216)", BY, wrong_form="PTP")
def _():
    return book("PTP-psykolog, anmälan av behov\nVårdcentral | Sala vårdcentral\nVerksamhetschef | Eva Berg\nSökande | Anna Ek\nStartdatum | #2025-01-13")


@case("wrong_apl", "an order of APL places (R-216)", BY, wrong_form="APL/LIA/VFU")
def _():
    return book("Beställning av APL-platser våren 2025\nVårdenhet | Sala vårdcentral\nAntal | 4\nHandledare | Hans Vis")


@case("wrong_lia", "an order of LIA places (R-216)", BY, wrong_form="APL/LIA/VFU")
def _():
    return book("LIA-praktik, medicinsk sekreterare\nMottagning | Sala vårdcentral\nNamn | Anna Ek\nStartdatum | #2025-01-13")


@case("wrong_vfu", "an order of VFU places, said by the sheet's name (R-216)", BY, wrong_form="APL/LIA/VFU")
def _():
    return book("Region Exempel\nVårdenhet | Sala vårdcentral\nAntal studenter | 4\nHandledare | Hans Vis", names=["VFU-platser"])


@case("wrong_bt", "an application for a post in BT (R-216)", BY, wrong_form="BT-ansökan")
def _():
    return book("Ansökan om bastjänstgöring\nNamn | Anna Ek\nLegitimationsdatum | #2024-05-04\nTelefon | 021-100")


@case("right_after_at", "a form for ST that mentions AT and BT in its title", BY, [form(fields=anna(*column("B", 3)))])
def _():
    return book("Intresseanmälan om ST efter AT eller BT\n\n" + ANNA.strip("\n"))


@case("blank_clinic_own", "a clinic's own form with nothing filled in", BY, blank=True)
def _():
    return book("Intresseanmälan ST\n\n" + "\n".join(x.split("|")[0] for x in ANNA.strip("\n").split("\n")) + "\nSvensk AT | ☐ Ja ☐ Nej\nHandledare |")


@case("blank_unit_only", "a form in which only the unit is filled in for its sender", BY, blank=True)
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Verksamhetschef | Eva Berg
E-post chef | eva@sala.example
Läkarens namn |
Legitimationsdatum | ÅÅÅÅ-MM-DD
Möjlig start ST |
Redan anställd som ST? | Ja/Nej
""")


@case("blank_table", "a table of headings with no applicant in it", BY, blank=True)
def _():
    return book("""
Intresseanmälningar
Nr | Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
1
2
3
""")


@case("no_form_prices", "a list of prices", BY)
def _():
    return book("Artikel | Antal | Pris\nPenna | 12 | 4.5\nPapper | 40 | 89\nSumma | | =B2*C2+B3*C3")


@case("no_form_empty", "a workbook in which nothing stands", BY)
def _():
    return book("")


@case("no_form_staff", "a list of who works where", BY)
def _():
    return book("Namn | Titel | Telefon | E-post\nAnna Ek | ST-läkare | 0224-100 | anna@sala.example\nEva Berg | Verksamhetschef | 0224-101 | eva@sala.example")


@case("no_form_minutes", "minutes of a meeting that speak of everything a form does", BY)
def _():
    return book("""
Minnesanteckningar, ledningsgrupp
Närvarande: Eva Berg, Hans Vis
ST-läkare: vi har två och vill ha en till
Legitimation: diskuterades
Studierektor ringer regionen.
""")


@case("no_form_roster", "a clinic's list of its ST doctors is no application", BY)
def _():
    return book("""
ST-läkare på Sala vårdcentral
ST-läkare | Startdatum | Planerat slut | Tjänstgöringsgrad | Handledare
Anna Ek | #2021-01-11 | #2026-01-10 | 100 % | Hans Vis
Bo Al | #2022-09-01 | #2028-08-31 | 80 % | Hans Vis
Cia Lind | #2023-02-01 | #2028-01-31 | 100 % | Vera Vis
""")


@case("roster_below_form", "the clinic's ST doctors listed below a form", BY,
      [form(fields=anna(*column("B")))])
def _():
    return book(ANNA.strip("\n") + """

Våra ST-läkare i dag
ST-läkare | Startdatum | Planerat slut
Bo Al | #2020-01-01 | #2025-01-01
Cia Lind | #2021-01-01 | #2026-01-01
""")


def ours():
    """Our blank form as it was first published."""
    return openpyxl.load_workbook(os.path.join(HERE, "..", "blank_openpyxl.xlsx"))


def cell(wb, field):
    sheet, at = next(iter(wb.defined_names["f_" + field].destinations))
    return wb[sheet][at.replace("$", "")]


FILLED = {"kind": "Ny ST", "centre": "Sala vårdcentral", "manager": "Eva Berg", "doctor": "Anna Ek", "licence_date": "2016-05-04", "swedish_at": "Ja",
          "employed": "Nej", "possible_start": "HT 2025", "degree": "0,8", "supervisor": "Hans Vis", "comment": "Gärna före jul."}
CELLS = {"kind": "B7", "centre": "E7", "manager": "B8", "doctor": "B14", "licence_date": "B16", "swedish_at": "B17", "employed": "B23",
         "possible_start": "B28", "degree": "B29", "supervisor": "B31", "comment": "B42"}
OURS = {f: v + "@" + CELLS[f] for f, v in FILLED.items()}


@case("names_ours", "our blank form, filled in by a program that knows its names", BY,
      [form("Intresseanmälan", version="1", fields=OURS, findings=["TOLKAT_VÄRDE@B28"], understood={"possible_start": "2025-09-01", "degree": "0.8"})])
def _():
    return ours()


@case("names_lost", "our blank form without its names is read by its labels", BY,
      [form("Intresseanmälan", version="1", fields=OURS, findings=["TOLKAT_VÄRDE@B28"])])
def _():
    wb = ours()
    for name in list(wb.defined_names) if isinstance(wb.defined_names, dict) else [n.name for n in wb.defined_names.definedName]:
        del wb.defined_names[name]
    return wb


@case("names_slipped", "names that stayed a row up when a row was put in are not believed", BY,
      [form("Intresseanmälan", version="1", fields=OURS, findings=["TOLKAT_VÄRDE@B28"])])
def _():
    wb = ours()
    for n in wb.defined_names.definedName:
        sheet, at = next(iter(n.destinations))
        column, row = at.replace("$", "")[0], int(at.split("$")[2])
        if sheet == "Intresseanmälan" and row >= 14:
            n.attr_text = "'Intresseanmälan'!$%s$%d" % (column, row - 1)
    return wb


@case("names_broken", "names that point nowhere, at another sheet, and two that are left", BY,
      [form("Intresseanmälan", version="1", fields=OURS, findings=["TOLKAT_VÄRDE@B28"])])
def _():
    wb = ours()
    for i, n in enumerate([n for n in wb.defined_names.definedName if n.name not in ("f_version", "f_doctor", "f_licence_date")]):
        n.attr_text = "#REF!" if i % 2 else "'stintag'!$A$1"
    return wb


@case("names_our_sheet_copied", "our sheet copied into a workbook of the clinic's, without names and lists", BY,
      [form("Kopia av Intresseanmälan", fields=OURS, findings=["TOLKAT_VÄRDE@B28"])])
def _():
    src = ours()["Intresseanmälan"]
    wb = openpyxl.Workbook()
    wb.active.title = "Kopia av Intresseanmälan"
    for row in src.iter_rows():
        for c in row:
            if c.value is not None:
                wb.active[c.coordinate].value = c.value
                wb.active[c.coordinate].number_format = c.number_format
    for m in src.merged_cells.ranges:
        wb.active.merge_cells(str(m))
    return wb


@case("blank_ours", "our blank form, nothing filled in", BY, blank=True)
def _():
    wb = ours()
    for field in FILLED:
        cell(wb, field).value = None
    return wb
