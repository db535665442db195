"""What nobody can know, and what must not be lost, by openpyxl."""
from kit import ANNA, anna, book, case, column, form

BY = "openpyxl"


@case("boxes_other_ticks", "boxes as the fonts of symbols spell them, dashes, and ticks in the words' own cells", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", "E5", swedish_at="Nej@C6", licence_attached="Nej@D7", iup="Nej@C8", contract_signed="Ja@C9"))])
def _():
    return book(ANNA.replace("ST? | Nej", "ST? | ¨ | Ja | þ | Nej") + """
Svensk AT | Ja: | Nej: X
Legitimation bifogad | Ja | - | Nej | X
IUP finns | ☐ Ja | ☒ Nej
Anställningsavtal påskrivet | [X] | Ja | [ ] | Nej
""".lstrip("\n"))


@case("boxes_unclear", "a tick that may be either word's, and a word that is no tick, are asked about", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", swedish_at="Ja V Nej@C6", employed="Ja ok Nej@C5"),
            findings=["!OTYDLIGT_SVAR@C5", "!OTYDLIGT_SVAR@C6"], understood={"employed": "", "swedish_at": ""})])
def _():
    return book(ANNA.replace("ST? | Nej", "ST? | | Ja | ok | Nej") + "Svensk AT | | Ja | V | Nej\n")


@case("two_values_beside", "a second value beside or below the first is asked about", BY,
      [form(fields={"centre": "Sala vårdcentral@B1 | Kolbäcks vårdcentral@C1", "doctor": "Anna Ek@B2", "licence_date": "2016-05-04@B3 | 2018-01-01@B4",
                    "possible_start": "2025-01-13@B5 | OBS ändrat till 2025-09-01@C5", "employed": "Nej@B6 | Ja, från 1/9@C6"},
            findings=["!TVÅ_VÄRDEN@C1", "!TVÅ_VÄRDEN@B4", "!TVÅ_VÄRDEN@C5", "!TVÅ_VÄRDEN@C6"])])
def _():
    return book("""
Vårdcentral | Sala vårdcentral | Kolbäcks vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
 | #2018-01-01
Möjlig start ST | #2025-01-13 | OBS ändrat till 2025-09-01
Redan anställd som ST? | Nej | Ja, från 1/9
""")


@case("two_names_beside", "a second doctor beside the first, with nothing below, is asked about", BY,
      [form(fields={**anna(*column("B")), "doctor": "Anna Ek@B2 | Bo Al@C2"}, findings=["!TVÅ_VÄRDEN@C2"])])
def _():
    return book(ANNA.replace("Anna Ek", "Anna Ek | Bo Al"))


@case("notes_beside", "what stands beside a value and is no other one is kept", BY,
      [form(fields=anna(*column("B"), comment="Hon har arbetat hos oss@B6"),
            unknown=["Läkarens namn: leg läk", "Redan anställd som ST?: vikarie sedan i våras", "Övrigt: som vikarie i två år.", "Övrigt: Hon vill gärna stanna."])])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek | leg läk
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej | vikarie sedan i våras
Övrigt | Hon har arbetat hos oss
 | som vikarie i två år.
 | Hon vill gärna stanna.
""")


@case("comment_column", "what stands in a column of comments is no answer", BY,
      [form(fields={"centre": "Sala vårdcentral@B2", "doctor": "Anna Ek@B3", "employed": "Nej@B6"}, empty={"licence_date": "B4", "possible_start": "B5"},
            unknown=["Legitimationsdatum: Kopia bifogas, inskickad 2024-08-01", "Möjlig start ST: 2024-09-09", "Redan anställd som ST?: Ja, i Köping"])])
def _():
    return book("""
Fråga | Svar | Kommentar
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | | Kopia bifogas, inskickad 2024-08-01
Möjlig start ST | | #2024-09-09
Redan anställd som ST? | Nej | Ja, i Köping
""")


@case("example_column", "a column of examples is nobody's application", BY,
      [form(fields=anna("C2", "C3", "C4", "C5", swedish_at="Ja@C7"), empty={"employed": "C6"})])
def _():
    return book("""
Uppgift | Exempel | Ert svar
Vårdcentral | Storstadens vårdcentral | Sala vårdcentral
Läkarens namn | Test Testsson | Anna Ek
Legitimationsdatum | #2011-01-01 | #2016-05-04
Möjlig start ST | #2024-01-01 | #2025-01-13
Redan anställd som ST? | Nej |
Svensk AT | Ja | Ja
""")



@case("value_below_of_another", "a date in the column of labels with a text of its own beside it is no answer to the label above", BY,
      [form(fields={"centre": "Sala vårdcentral@B1", "doctor": "Anna Ek@B2", "possible_start": "2025-01-13@B5", "employed": "Nej@B6"}, empty={"licence_date": "B3"},
            unknown=["Legitimationsdatum: 2024-08-30"])])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum |
#2024-08-30 | (datum då kopian skickades)
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej
""")


@case("values_like_labels", "a value that could be a label is the value of the label left of it", BY,
      [form(fields=anna("B2", "B3", "B4", "B5", "B6", kind="BT@B1"), findings=["!OKÄNT_VAL@B1"], unknown=["AT eller BT?: AT"])])
def _():
    return book("Ärendetyp | BT" + ANNA + "AT eller BT? | AT\nHandledare |\nHandledarutbildad |\nHandledarens enhet |\n")


@case("labels_one_letter_apart", "AT-intyg is no slip for BT-intyg, nor AT-läkare for ST-läkare", BY,
      [form(fields=anna(*column("B")), unknown=["AT-intyg: Ja", "AT-läkare: Ja"])])
def _():
    return book(ANNA + "AT-intyg | Ja\nAT-läkare | Ja\n")


@case("labels_qualified", "words in brackets that say whose it is, or make it something else", BY,
      [form(fields=anna(*column("B"), supervisor="Hans Vis@B6"),
            unknown=["AT (utländsk): Ja", "Legitimationsdatum (sjuksköterska): 2010-01-01", "Möjlig start (senast): 2025-06-01", "Vårdcentral (nuvarande arbetsplats): Kolbäcks vårdcentral",
                     "Startdatum (vikariat): 2023-09-02"])])
def _():
    return book(ANNA.replace("Läkarens namn", "Läkarens namn (för- och efternamn)").replace("Legitimationsdatum", "Legitimationsdatum (ÅÅÅÅ-MM-DD)") + """
Namn (handledare) | Hans Vis
AT (utländsk) | Ja
Legitimationsdatum (sjuksköterska) | #2010-01-01
Möjlig start (senast) | #2025-06-01
Vårdcentral (nuvarande arbetsplats) | Kolbäcks vårdcentral
Startdatum (vikariat) | #2023-09-02
""".lstrip("\n"))


@case("same_doctor_two_sheets", "one doctor on two sheets that differ is one application, and asked about", BY,
      [form("2024", fields={"centre": "Sala vårdcentral@B1 | Sala vårdcentral@2023!B1", "doctor": "Anna Ek@B2 | Anna Ek@2023!B2", "licence_date": "2016-05-04@B3 | 2016-04-05@2023!B3",
                            "possible_start": "2025-01-13@B4 | 2025-01-13@2023!B4", "employed": "Nej@B5 | Nej@2023!B5"}, findings=["!TVÅ_VÄRDEN@B3"])])
def _():
    return book(ANNA, ANNA.replace("2016-05-04", "2016-04-05"), names=["2024", "2023"])


@case("table_same_doctor", "one doctor in two rows that differ is one application, and asked about", BY,
      [form(row=2, fields={"doctor": "Anna Ek@A2 | Anna Ek@A3", "centre": "Sala vårdcentral@B2 | Sala vårdcentral@B3", "licence_date": "2016-05-04@C2 | 2017-05-04@C3"},
            findings=["!TVÅ_VÄRDEN@C3"]),
       form(row=4, fields={"doctor": "Bo Al@A4", "centre": "Sala vårdcentral@B4", "licence_date": "2017-05-04@C4"})])
def _():
    return book("""
Läkare | Vårdcentral | Leg.datum
Anna Ek | Sala vårdcentral | #2016-05-04
Anna Ek | Sala vårdcentral | #2017-05-04
Bo Al | Sala vårdcentral | #2017-05-04
""")


@case("table_subheadings", "health centres over their own rows, a vacant post and a sum are no doctors", BY,
      [form(row=3, fields={"doctor": "Anna Ek@A3", "centre": "Sala vårdcentral@A2", "licence_date": "2016-05-04@B3", "possible_start": "2025-01-13@C3"}),
       form(row=5, fields={"doctor": "Bo Al@A5", "centre": "Kolbäcks vårdcentral@A4", "licence_date": "2017-05-04@B5", "possible_start": "2025-02-01@C5"})])
def _():
    return book("""
Läkare | Leg.datum | Möjlig start
Sala vårdcentral
Anna Ek | #2016-05-04 | #2025-01-13
Kolbäcks vårdcentral
Bo Al | #2017-05-04 | #2025-02-01
Vakant | | #2025-03-01
Summa | 2
""")


@case("table_two_row_headings", "headings in two rows, read together", BY,
      [form(row=3, fields={"own_priority": "1@A3", "first_name": "Anna@B3", "last_name": "Ek@C3", "licence_date": "2016-05-04@D3", "possible_start": "2025-01-13@E3", "employed": "Nej@F3", "swedish_at": "Ja@G3"}),
       form(row=4, fields={"own_priority": "2@A4", "first_name": "Bo@B4", "last_name": "Al@C4", "licence_date": "2017-05-04@D4", "possible_start": "2025-02-01@E4", "employed": "Nej@F4", "swedish_at": "Ja@G4"})])
def _():
    wb = book("""
Prio | Läkare | | Datum | | Anställd? | AT
 | Förnamn | Efternamn | Leg | Start
1 | Anna | Ek | #2016-05-04 | #2025-01-13 | Nej | Ja
2 | Bo | Al | #2017-05-04 | #2025-02-01 | Nej | Ja
""")
    wb["Blad1"].merge_cells("B1:C1")
    wb["Blad1"].merge_cells("D1:E1")
    return wb


@case("start_of_employment", "Startdatum below the heading Anställning is the employment's", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", employed="Ja@B6", employment_date="2024-09-02@B7"))])
def _():
    return book("""
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Anställning
Redan anställd som ST? | Ja
Startdatum | #2024-09-02
""")


@case("nobody_named", "a form with everything but a label of the name is read, and what nobody knows is kept", BY,
      [form(fields={"kind": "Ny ST@B1", "centre": "Sala vårdcentral@B2", "licence_date": "2016-05-04@B4", "possible_start": "2025-01-13@B5", "employed": "Nej@B6"}, unknown=["Vem: Anna Ek"])])
def _():
    return book("Ärendetyp | Ny ST" + ANNA.replace("Läkarens namn", "Vem"))


@case("values_left_of_labels", "values left of their labels are not read, and the form is not called blank", BY)
def _():
    return book("""
Sala vårdcentral | Vårdcentral
Anna Ek | Läkarens namn
#2016-05-04 | Legitimationsdatum
#2025-01-13 | Möjlig start ST
Nej | Redan anställd som ST?
""")
