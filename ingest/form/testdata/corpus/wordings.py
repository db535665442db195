"""Forms that ask in whole sentences, forms in English, and odd answers, by openpyxl."""
from kit import anna, book, case, column, form

BY = "openpyxl"


@case("questions_whole", "a form that asks in whole sentences", BY,
      [form(fields={**anna(*column("B")), "swedish_at": "Ja@B6", "kind": "Ny ST@B7"}, understood={"kind": "Ny ST", "swedish_at": "Ja", "employed": "Nej"})])
def _():
    return book("""
Vilken vårdcentral gäller det? | Sala vårdcentral
Vad heter läkaren? | Anna Ek
När fick läkaren sin legitimation? | #2016-05-04
När kan läkaren börja? | #2025-01-13
Är läkaren anställd som ST-läkare? | Nej
Har läkaren gjort AT? | Ja
Vad gäller anmälan? | Ny ST
""")


@case("questions_whole_above", "whole questions with the answers below them", BY,
      [form(fields=anna("A2", "A4", "A6", "A8", "A10"))])
def _():
    return book("""
Vilken vårdcentral gäller det?
Sala vårdcentral
Vad heter läkaren?
Anna Ek
När fick läkaren sin legitimation?
#2016-05-04
När kan läkaren börja?
#2025-01-13
Är läkaren anställd som ST-läkare?
Nej
""")


@case("english", "a form in English, dates and answers too", BY,
      [form(fields={"centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B3", "licence_date": "4 May 2016@B4", "possible_start": "13 January 2025@B5", "employed": "No@B6",
                    "swedish_at": "Yes@B7", "kind": "New ST@B8", "degree": "80 %@B9", "supervisor": "Hans Vis@B10"},
            understood={"licence_date": "2016-05-04", "possible_start": "2025-01-13", "employed": "Nej", "swedish_at": "Ja", "kind": "Ny ST"})])
def _():
    return book("""
Expression of interest
Health centre | Sala vårdcentral
Name of doctor | Anna Ek
Date of medical licence | 4 May 2016
Possible start | 13 January 2025
Employed as ST? | No
Swedish AT | Yes
Type of application | New ST
Working hours | 80 %
Supervisor | Hans Vis
""")


@case("leg_lak_names", "Leg. läk. heads the column of names", BY,
      [form(row=2, fields={"doctor": "Anna Ek@B2", "centre": "Sala vårdcentral@C2", "licence_date": "2016-05-04@D2", "possible_start": "2025-01-13@E2"}),
       form(row=3, fields={"doctor": "Bo Al@B3", "centre": "Sala vårdcentral@C3", "licence_date": "2017-05-04@D3", "possible_start": "2025-02-01@E3"})])
def _():
    return book("""
Nr | Leg. läk. | Vårdcentral | Leg.datum | Start
1 | Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13
2 | Bo Al | Sala vårdcentral | #2017-05-04 | #2025-02-01
""")


@case("answers_taken_back", "answers that their own words take back, and dates in either order", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "licence_date": "03/04/2016@B3", "possible_start": "02/03/2025@B4", "employed": "Ja, men inte som ST@B5",
                    "swedish_at": "Ja, norsk turnus@B6", "trainees": "1 (av 3)@B7", "iup": "Ja, upprättas vid start@B8"},
            findings=["TOLKAT_VÄRDE@B3", "TOLKAT_VÄRDE@B4", "!OTYDLIGT_SVAR@B5", "!OTYDLIGT_SVAR@B6", "TOLKAT_VÄRDE@B7"], unknown=["IUP finns: Ja, upprättas vid start"],
            understood={"licence_date": "2016-04-03", "possible_start": "2025-03-02", "employed": "", "swedish_at": ""})])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | 03/04/2016
Möjlig start ST | 02/03/2025
Redan anställd som ST? | Ja, men inte som ST
Svensk AT | Ja, norsk turnus
Antal ST-läkare idag | 1 (av 3)
IUP finns | Ja, upprättas vid start
""")
