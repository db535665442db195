"""What each applicant's form says, by the fields of the blank form.

The ten of the waiting list differ so that each of the five criteria decides
between two neighbours; see PLACES.
"""

from datetime import date

from centres import BY_NAME

AT = dict(swedish_at="Ja", bt="Ej aktuell (AT)", regulation="SOSFS 2015:8")


def form(at, doctor, kind="Ny ST", **said):
    """The fields a diligent manager fills in; said overrides, None leaves out."""
    c = BY_NAME[at]
    values = dict(
        kind=kind, centre=c.name, centre_id=c.id, manager=c.manager, manager_email=c.address,
        manager_phone=phone(c), trainees=c.trainees, listed=c.listed, specialists=c.specialists,
        specialists_percent=c.percent / 100, doctor=doctor, employed="Nej",
        employment_form="Inte erbjuden", degree=1.0, supervisor_specialist="Ja",
        supervisor_trained="Ja", study_director="Ja", privacy="Ja", signature=c.manager, **AT)
    values.update(said)
    return {k: v for k, v in values.items() if v is not None}


def phone(centre):
    """From the numbers that PTS keeps free for fiction."""
    return f"070-174 06 {5 + int(centre.id[-2:]) + (30 if centre.id[3] == '2' else 0):02d}"


SJOKVIST = form("Sala vårdcentral", "Elin Sjökvist", licence_date=date(2017, 11, 6),
                possible_start=date(2024, 10, 1), employment_form="Leg läkare",
                supervisor="Bengt Rådberg", at_end=date(2017, 9, 30),
                rotation_wishes="Barn och psykiatri under andra året")
WISNIEWSKI = form("Kungsörs vårdcentral", "Marek Wiśniewski", "ST med integrerad BT",
                  licence_date=date(2020, 5, 18), possible_start=date(2024, 11, 4),
                  swedish_at="Nej", bt="Integrerad", regulation="HSLF-FS 2021:8",
                  country="Polen", language="Ja", supervisor="Torsten Ekerot",
                  employment_form="Utlovad eller utlyst")
MARDBERG = form("Bäckby vårdcentral", "Johan Mårdberg", licence_date=date(2017, 2, 1),
                possible_start=date(2024, 10, 1), employment_form="Vikariat",
                supervisor="Irene Salander", contact_date=date(2024, 9, 3))
RAHIMI = form("Fagersta vårdcentral", "Fatima Rahimi", licence_date=date(2018, 8, 30),
              possible_start=date(2024, 10, 14), degree=0.8, supervisor="Görel Hasselgren")
AKERLIND = form("Köpings vårdcentral", "Gustav Åkerlind", "Forskar-ST",
                licence_date=date(2018, 3, 19), possible_start=date(2025, 1, 13),
                supervisor="Fredrik Lindroos")
PALMGREN = form("Arboga vårdcentral", "Henrik Palmgren", licence_date=None,
                possible_start=date(2024, 12, 2), supervisor="Pia Tegelberg")
BRANNSTROM = form("Kungsörs vårdcentral", "Ida Brännström", licence_date=date(2020, 2, 10),
                  possible_start=date(2024, 11, 4), employed="Ja",
                  employment_form="ST-avtal påskrivet", employment_date=date(2024, 8, 19),
                  contract_signed="Ja", supervisor="Torsten Ekerot",
                  comment="Avtalet skrevs på redan i augusti eftersom läkaren annars hade gått till en annan region.")
FORSMYR = form("Viksängs vårdcentral", "Daniel Forsmyr", "Byte av vårdcentral",
               licence_date=date(2021, 6, 14), possible_start=date(2025, 1, 7),
               manager=BY_NAME["Norbergs vårdcentral"].manager,
               manager_email=BY_NAME["Norbergs vårdcentral"].address,
               manager_phone=phone(BY_NAME["Norbergs vårdcentral"]),
               signature=BY_NAME["Norbergs vårdcentral"].manager,
               supervisor="Nicklas Övling", study_director="Nej",
               transfer_from="Norbergs vårdcentral", transfer_reason="Familjen flyttar till Västerås",
               comment="Gäller vår ST-läkare, som vill fortsätta sin ST på Viksäng. Han är inte anställd där.")
AXELBERG = form("Surahammars vårdcentral", "Julia Axelberg", "Pre BT-ST", swedish_at="Nej",
                bt="Integrerad", regulation="HSLF-FS 2021:8", licence_date=None,
                possible_start=date(2025, 3, 3), supervisor="Kerstin Ugglas")
HAMMARLUND = form("Gideonsbergs vårdcentral", "Erik Hammarlund", licence_date=None,
                  expected_licence=date(2025, 1, 31), possible_start=date(2025, 2, 17),
                  employment_form="Underläkare", supervisor="Susanne Hallerby")
VRETMAN = form("Råby vårdcentral", "Niklas Vretman", centre="Björnö hälsocentral", centre_id=None,
               licence_date=date(2019, 10, 21), possible_start=date(2024, 12, 2),
               supervisor="Dan Oldenburg")
RIDDERSTROM = form("Hemdals vårdcentral", "Camilla Ridderström", licence_date=date(2016, 4, 25),
                   possible_start=date(2024, 11, 1), supervisor="Ulla Rimfors")
KLING = form("Skinnskattebergs vårdcentral", "Åsa Kling", licence_date=date(2018, 1, 29),
             possible_start=date(2024, 11, 1), supervisor="Lars Hemberg")
STAHLBERG = form("Rönnby vårdcentral", "Viktor Ståhlberg", licence_date=date(2021, 9, 13),
                 possible_start=date(2025, 1, 7), supervisor="Jörgen Boklund")
ROSEN = form("Vallby vårdcentral", "Linnea Roséngren", licence_date=date(2022, 2, 21),
             possible_start=date(2025, 3, 3), supervisor="Håkan Vennberg")
HEDLUND = form("Oxbackens vårdcentral", "Birgitta Hedlundh", "Dubbelspecialisering",
               licence_date=date(2013, 3, 11), possible_start=date(2024, 11, 1),
               employment_form="Specialist", earlier_specialty="Internmedicin",
               supervisor="Christina Falk")
# Skatteverket publishes this number for tests; nobody has it.
OSTERGARD = form("Skultuna vårdcentral", "Malin Östergårdh", licence_date="10/9",
                 possible_start=date(2024, 12, 2), personal_number="19811218-9876",
                 supervisor="Wilhelm Ask")
WITHDRAWN = form("Hallstahammars vårdcentral", "Petter Skoglundh", "Återkallelse",
                 licence_date=date(2020, 8, 31), comment="Läkaren har tackat ja till ST i en annan region.",
                 supervisor=None, supervisor_specialist=None, supervisor_trained=None, degree=None,
                 regulation=None, bt=None, study_director=None, employment_form=None)

# The health centre's own table: two centres with one manager and one address.
TABLE_HEADINGS = ["Läkarens namn", "Vårdcentral", "Avser", "Leg.datum", "Leg beräknas", "AT gjord",
                  "Önskad start", "Sysselsättningsgrad", "Redan anställd som ST?", "Handledare",
                  "Handledare specialist i allmänmedicin", "Handledarutbildad", "Verksamhetschef",
                  "E-post chef", "Antal ST-läkare idag"]


def table_row(doctor, centre, licence, expected, start, supervisor, degree="100 %"):
    c = BY_NAME[centre]
    return [doctor, c.aliases.split(";")[0], "Ny ST", licence, expected, "Ja", start, degree,
            "Nej", supervisor, "Ja" if supervisor else None, "Ja" if supervisor else None,
            c.manager, c.address, c.trainees]


HALLSTA, KOLBACK = "Hallstahammars vårdcentral", "Kolbäcks vårdcentral"
TABLE = [
    table_row("Sanna Lindehag", HALLSTA, date(2019, 6, 11), None, date(2024, 10, 1), "Elisabet Tunell"),
    table_row("Petter Skoglundh", HALLSTA, date(2020, 8, 31), None, date(2024, 11, 4), "Ragnar Stolt"),
    table_row("Lovisa Granathe", HALLSTA, "12 juni, se intyg", None, "våren 2025", "Ragnar Stolt"),
    table_row("Amira Haddadi", KOLBACK, date(2022, 9, 5), None, date(2025, 2, 3), None),
    table_row("Oskar Tidbladh", KOLBACK, None, date(2024, 12, 20), date(2025, 1, 20), "Margareta Dyrssen", "80 %"),
]

# Doctor, centre, possible start, degree, in ranking order: each stands below
# the one above by the criterion named.
PLACES = [
    ("Birgitta Hedlundh", date(2024, 11, 1), 100, ""),
    ("Elin Sjökvist", date(2024, 10, 1), 100, "legitimationsdatum"),
    ("Johan Mårdberg", date(2024, 10, 1), 100, "vårdcentral utanför Västerås tätort"),
    ("Fatima Rahimi", date(2024, 10, 14), 80, "legitimationsdatum"),
    ("Gustav Åkerlind", date(2025, 1, 13), 100, "möjlig start ST"),
    ("Sanna Lindehag", date(2024, 10, 1), 100, "legitimationsdatum"),
    ("Marek Wiśniewski", date(2024, 11, 4), 100, "legitimationsdatum"),
    ("Ida Brännström", date(2024, 11, 4), 100, "kontaktdatum"),
    ("Petter Skoglundh", date(2024, 11, 4), 100, "fördelning antal ST mellan vårdcentraler"),
    ("Amira Haddadi", date(2025, 2, 3), 100, "legitimationsdatum"),
]
GRANTED = 6
