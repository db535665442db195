"""Makes form.xlsx, which LibreOffice then saves as libreoffice-form.xlsx.

The form that a reader's speed is measured with: 50 fields with a defined name
each, in three sheets, with styles, drop-downs and shared strings, of the size that
forms have. The people in it are invented.
"""
import datetime
import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

d = datetime.date
FIELDS = [
    ("kind", "Ärendetyp", "Ny ST"), ("centre", "Vårdcentral", "Åkerby vårdcentral"),
    ("centre_id", "Enhets-id", "SE2321000016-1A2B"), ("manager", "Verksamhetschef", "Eva Berg"),
    ("manager_email", "E-post chef", "eva.berg@akerby.example"), ("manager_phone", "Telefon chef", "0220-123 45"),
    ("trainees", "Antal ST-läkare idag", 4), ("trainees_own", "Varav egenfinansierade", 1),
    ("listed", "Antal listade", 12500), ("specialists", "Antal specialister i allmänmedicin", 6),
    ("specialists_percent", "Specialister, summa %", 525), ("outside_town", "Utanför tätort", "Nej"),
    ("doctor", "Läkarens namn", "Sanna Öberg"), ("personal_number", "Personnummer", "19811218-9876"),
    ("doctor_email", "Läkarens e-post", "sanna.oberg@mail.example"), ("protected", "Skyddade personuppgifter", "Nej"),
    ("licence_date", "Legitimationsdatum", d(2016, 5, 4)), ("licence_attached", "Legitimation bifogad", "Ja"),
    ("swedish_at", "Svensk AT", "Ja"), ("at_end", "AT avslutad", d(2016, 3, 31)),
    ("regulation", "Föreskrift", "HSLF-FS 2021:8"), ("country", "Utbildningsland", "Sverige"),
    ("language", "Språkkrav uppfyllt", "Ja"), ("cv", "CV bifogat", "Ja"),
    ("possible_start", "Möjlig start ST", d(2025, 1, 13)), ("planned_end", "Planerat slut", d(2031, 1, 12)),
    ("degree", "Tjänstgöringsgrad", 0.8), ("employed", "Redan anställd som ST?", "Ja"),
    ("employment_form", "Anställningsform", "Leg läkare"), ("employment_date", "Anställningsdatum", d(2024, 9, 2)),
    ("contract_signed", "Anställningsavtal påskrivet", "Nej"), ("contact_date", "Kontaktdatum", d(2024, 8, 20)),
    ("credit", "Tillgodoräknad tid (mån)", 6), ("credit_from", "Tillgodoräknad tid, från", d(2019, 1, 1)),
    ("credit_to", "Tillgodoräknad tid, till", d(2019, 6, 30)), ("earlier_specialty", "Tidigare specialitet", None),
    ("supervisor", "Handledare", "Hans Vis"), ("supervisor_specialist", "Handledare specialist i allmänmedicin", "Ja"),
    ("supervisor_trained", "Handledarutbildad", "Ja"), ("supervisor_unit", "Handledarens enhet", "Åkerby vårdcentral"),
    ("study_director", "Studierektor kontaktad", "Ja"), ("exemption", "Dispens", "Nej"),
    ("transfer_from", "Byte från vårdcentral", None), ("transfer_reason", "Skäl till bytet", None),
    ("iup", "IUP finns", "Ja"), ("rotation_wishes", "Önskemål sidotjänstgöring", "Barnmedicin, psykiatri och hud, helst med början hösten 2026"),
    ("spur", "Senaste SPUR-granskning", d(2022, 5, 10)), ("privacy", "Läkaren informerad om personuppgiftsbehandlingen", "Ja"),
    ("signature", "Underskrift", "Eva Berg 2024-09-10"), ("comment", "Övrigt", "Kan börja tidigare om vikarie finns; schemat delas med Östra vårdcentralen under våren."),
]
assert len(FIELDS) == 50
GROUPS = {0: "Enheten", 12: "Läkaren", 24: "Anställning och start", 32: "Utbildningen", 42: "Övrigt"}
thin = Side(style="thin", color="808080")


def answer_sheet(wb):
    ws = wb.active
    ws.title = "Intresseanmälan"
    ws.merge_cells("A1:E1")
    ws["A1"] = "Intresseanmälan för ST i allmänmedicin"
    ws["A1"].font = Font(bold=True, size=18, color="FFFFFF")
    ws["A1"].fill = PatternFill("solid", fgColor="1F4E5F")
    ws.merge_cells("A2:E2")
    ws["A2"] = "Fyll i rutorna, spara filen och bifoga den i ett mejl från vårdcentralens adress. Skriv datum som ÅÅÅÅ-MM-DD."
    answers = DataValidation(type="list", formula1='"Ja,Nej"', allow_blank=True)
    kinds = DataValidation(type="list", formula1="Listor!$A$2:$A$15", allow_blank=True)
    dates = DataValidation(type="date", operator="greaterThan", formula1="21916", allow_blank=True)
    row = 4
    for i, (field, label, value) in enumerate(FIELDS):
        if i in GROUPS:
            ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)
            ws.cell(row, 1, GROUPS[i]).font = Font(bold=True, size=11, color="1F4E5F")
            row += 1
        ws.cell(row, 1, label).alignment = Alignment(wrap_text=True, vertical="top")
        c = ws.cell(row, 2, value)
        c.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        c.protection = Protection(locked=False)
        c.alignment = Alignment(wrap_text=True, vertical="top", indent=1)
        for col in range(3, 6):
            ws.cell(row, col).fill = PatternFill("solid", fgColor="F4F7F8")
        if isinstance(value, d):
            c.number_format = "yyyy-mm-dd"
            dates.add(c)
        elif value in ("Ja", "Nej"):
            answers.add(c)
        elif field == "kind":
            kinds.add(c)
        elif field == "degree":
            c.number_format = "0%"
        elif not isinstance(value, (int, float)):
            c.number_format = "@"
        wb.defined_names.append(DefinedName("f_" + field, attr_text=f"'Intresseanmälan'!$B${row}"))
        row += 1
    for v in (answers, kinds, dates):
        ws.add_data_validation(v)
    ws.column_dimensions["A"].width, ws.column_dimensions["B"].width = 34, 40
    ws.protection.sheet = True


def help_sheet(wb):
    ws = wb.create_sheet("Hjälp")
    ws.append(["Fråga", "Så fyller ni i den", "Exempel", "Behövs för"])
    for i, (_, label, _) in enumerate(FIELDS):
        ws.append([f"Fråga {i + 1}: {label.lower()}", f"Skriv det som gäller den dag ni skickar in; {label.lower()} kan rättas senare genom att blanketten skickas igen.",
                   f"Se regionens webbplats, avsnitt {i // 5 + 1}.{i % 5 + 1}", "En plats på listan" if i % 3 == 0 else "Beslut"])
    for row in ws.iter_rows(min_row=1, max_row=51):
        for c in row:
            c.alignment = Alignment(wrap_text=True, vertical="top")
            c.border = Border(bottom=thin)


def lists_sheet(wb):
    ws = wb.create_sheet("Listor")
    ws.sheet_state = "hidden"
    kinds = ["Ny ST", "ST med integrerad BT", "Byte av vårdcentral", "Dubbelspecialisering", "Forskar-ST", "Pre BT-ST", "Pre-ST",
             "Praktisk tjänstgöring", "Uppehåll eller föräldraledighet", "Ändrad tjänstgöringsgrad", "Ändrat startdatum", "Avslut i förtid", "Återkallelse"]
    ws.append(["Ärendetyper", "Vårdcentraler", "Id", "Listade"])
    for i in range(210):
        ws.append([kinds[i] if i < len(kinds) else None, f"{['Norra', 'Södra', 'Östra', 'Västra', 'Nya', 'Gamla'][i % 6]} {['Åby', 'Ekeby', 'Lunda', 'Sundby', 'Näs'][i // 6 % 5]} vårdcentral {i // 30 + 1}",
                   f"SE2321000016-{4096 + 37 * i:X}", 5000 + 71 * i % 9000])


wb = openpyxl.Workbook()
answer_sheet(wb)
help_sheet(wb)
lists_sheet(wb)
wb.save("form.xlsx")
