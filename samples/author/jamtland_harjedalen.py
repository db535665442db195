"""Region Jämtland Härjedalen on 2022-02-01, in small: twenty hälsocentraler.

What the article on the region tells is played: 70 specialists for 132 000 listed
(0.53 per thousand), 70 doctors in training when 2021 ended, 15 who finish in 2022,
a named doctor for just under 55 %, and hälsocentraler with capacity that employ
more and lend supervision to those that have no specialist.
"""

import random
from datetime import date

import envelope
import roster
from world import BT, Centre, Forms, HEADINGS, Mail, World, case, centre_rows, evenings, table

DOMAIN = "jamtland-harjedalen.example"
TODAY = date(2022, 2, 1)
DIRECTORS = {
    "Östersund": ("Karin Embretsen", f"studierektor.ostersund@{DOMAIN}"),
    "Jämtland": ("Karin Embretsen", f"studierektor.ostersund@{DOMAIN}"),
    "Härjedalen": ("Nils-Erik Fjellner", f"studierektor.harjedalen@{DOMAIN}"),
}
MORE = ["Handledare", "Lånar ut handledning till", "Dagar per vecka", "På plats", "Överanställning",
        "Fast läkarkontakt %", "Hyrläkare %"]


def centre(number, name, manager, slug, area, listed, specialists, trainees, named, locums, lends="", days="", on_site="", over="", operator="Region"):
    more = dict(zip(MORE, [max(specialists - 1, 0), lends, days, on_site, over, named, locums]))
    return Centre(f"JH-{number}", name + " hälsocentral", manager, slug, area, operator, listed, specialists,
                  specialists * 90, trainees, more, aliases=f"{name} HC", vacant=1 if specialists < 3 else 0,
                  retiring=specialists // 4, domain=DOMAIN, director=DIRECTORS[area])


TOWN, JAMTLAND, HARJEDALEN = DIRECTORS
CENTRES = [
    centre(101, "Odensala", "Ragnhild Åsling", "hc.odensala", TOWN, 13800, 9, 9, 68, 2, "Hede hälsocentral (senior advisor); Bräcke hälsocentral", "2; 1", "Ja", "Ja"),
    centre(102, "Frösön", "Jan-Olov Sundin", "hc.froson", TOWN, 12600, 8, 8, 66, 0, "Kälarne hälsocentral", "1", "Nej", "Ja"),
    centre(103, "Torvalla", "Maria Nordenson", "hc.torvalla", TOWN, 11400, 6, 6, 60, 4),
    centre(104, "Lugnvik", "Bengt Fastevik", "hc.lugnvik", TOWN, 10900, 6, 5, 59, 5),
    centre(105, "Brunflo", "Anna-Karin Wik", "hc.brunflo", TOWN, 9800, 5, 5, 57, 6),
    centre(106, "Storsjö", "Petra Elgström", "hc.storsjo", TOWN, 9100, 6, 5, 63, 0, operator="Privat"),
    centre(107, "Krokom", "Tomas Gällö", "hc.krokom", JAMTLAND, 8900, 5, 4, 55, 8),
    centre(108, "Åre", "Lisbeth Duved", "hc.are", JAMTLAND, 7600, 4, 4, 52, 10),
    centre(109, "Järpen", "Stig Mörsil", "hc.jarpen", JAMTLAND, 4700, 2, 2, 45, 20),
    centre(110, "Strömsund", "Gerd Näsvall", "hc.stromsund", JAMTLAND, 7300, 3, 4, 46, 18),
    centre(111, "Hammerdal", "Ulf Sikås", "hc.hammerdal", JAMTLAND, 3600, 2, 2, 48, 12),
    centre(112, "Hoting", "Eivor Tåsjö", "hc.hoting", JAMTLAND, 2500, 1, 1, 38, 35),
    centre(113, "Bräcke", "Leif Revsund", "hc.bracke", JAMTLAND, 4100, 1, 2, 36, 30),
    centre(114, "Kälarne", "Monica Ammer", "hc.kalarne", JAMTLAND, 2200, 1, 1, 35, 33),
    centre(115, "Ragunda", "Åke Hammarnäs", "hc.ragunda", JAMTLAND, 5200, 2, 3, 42, 22),
    centre(116, "Svenstavik", "Birgitta Hoverberg", "hc.svenstavik", JAMTLAND, 5400, 3, 3, 50, 9),
    centre(117, "Myrviken", "Olle Oviken", "hc.myrviken", JAMTLAND, 2700, 2, 1, 53, 5, operator="Privat"),
    centre(118, "Sveg", "Inger Lillhärdal", "hc.sveg", HARJEDALEN, 5900, 3, 4, 47, 17),
    centre(119, "Funäsdalen", "Per Tännäs", "hc.funasdalen", HARJEDALEN, 2575, 1, 1, 40, 28),
    centre(120, "Hede", "Solveig Vemdal", "hc.hede", HARJEDALEN, 1800, 0, 0, 30, 45),
]
F = Forms(CENTRES)
READY, WAITING, RETURNED, LICENCE = "Klar för beslut", "På intresselistan", "Komplettering begärd", "Väntar på legitimation"
GRANT, WAIT = "Beviljas", "Kvar på intresselistan"

HEDE = F.form("Hede hälsocentral", "Jonathan Rörström", licence_date=date(2021, 3, 8), possible_start=date(2022, 4, 4),
              supervisor="Gunnel Odhner", supervisor_unit="Odensala hälsocentral", trainees=0)
SVEG = F.form("Sveg hälsocentral", "Linnéa Glöte", licence_date=date(2020, 11, 30), possible_start=date(2022, 3, 7),
              supervisor="Yngve Ytterberg")
FUNASDALEN = F.form("Funäsdalen hälsocentral", "Mattias Ljungdalen", "ST med integrerad BT", licence_date=date(2021, 9, 27),
                    possible_start=date(2022, 9, 5), supervisor="Håkan Messlin", **BT)
ODENSALA = F.form("Odensala hälsocentral", "Sofia Valne", licence_date=date(2020, 6, 15), possible_start=date(2022, 3, 7),
                  supervisor="Gunnel Odhner")
ODENSALA_2 = F.form("Odensala hälsocentral", "Henning Slandrom", licence_date=None, expected_licence=date(2022, 6, 10),
                    possible_start=date(2022, 9, 5), supervisor="Eskil Fillsta")
HOTING = F.form("Hoting hälsocentral", "Kajsa Rörvattnet", licence_date=date(2019, 12, 2), possible_start=date(2022, 5, 2),
                supervisor="Britt Alanäs", supervisor_unit="Krokom hälsocentral")
# Nobody specialised in general practice, and nobody named elsewhere.
HEDE_2 = F.form("Hede hälsocentral", "Albin Långå", licence_date=date(2021, 1, 18), possible_start=date(2022, 9, 5),
                supervisor="Gunnel Odhner", trainees=0)

# By contact date.
PLACES = ["Jonathan Rörström", "Linnéa Glöte", "Sofia Valne", "Kajsa Rörvattnet", "Mattias Ljungdalen", "Albin Långå"]


def ranked(form, ready=True, **more):
    return case(form, READY if ready else WAITING, place=1 + PLACES.index(form["doctor"]),
                proposal=GRANT if ready else WAIT, **more)


BLUE = (31, 78, 121)
MAILS = [
    Mail("hede", "01-17 09:14:02", "thunderbird", "Hede hälsocentral", "ST-läkare till Hede",
         F.signed("Hej!\n\nVi har ingen distriktsläkare på plats, men Odensala lånar ut en senior advisor som är här två "
                  "dagar i veckan och blir handledare.", "Hede hälsocentral"),
         table("ST Hede.xlsx", "ST-läkare, Hede hälsocentral", "ST 2022", [HEDE], leave_out=("bt", "degree")),
         "Ingen specialist på hälsocentralen; handledaren finns på den som lånar ut handledning",
         cases=[ranked(HEDE)], kinds=["receipt"]),
    Mail("sveg", "01-18 13:41:27", "thunderbird", "Sveg hälsocentral", "Intresseanmälan Sveg",
         F.signed("Hej,\n\nvår anmälan.", "Sveg hälsocentral"),
         table("ST Sveg.xlsx", "ST-läkare, Sveg hälsocentral", "ST 2022", [SVEG]), "Egen tabell med en läkare",
         cases=[ranked(SVEG)], kinds=["receipt"]),
    Mail("odensala", "01-20 10:22:50", "outlook", "Odensala hälsocentral", "Två till, utöver vårt tal",
         F.signed("Hej!\n\nVi har kapacitet att ta emot fler än vårt tal och hjälper gärna till med handledning ute i länet.",
                  "Odensala hälsocentral"),
         table("ST Odensala.xlsx", "ST-läkare, Odensala hälsocentral", "ST 2022", [ODENSALA, ODENSALA_2]),
         "Överanställning; en av två väntar på legitimation",
         cases=[ranked(ODENSALA), case(ODENSALA_2, LICENCE)], kinds=["receipt"], logo=BLUE),
    Mail("hoting", "01-21 15:05:13", "apple", "Hoting hälsocentral", "Anmälan från Hoting",
         F.signed("Hej,\n\nhandledningen hoppas vi få från Krokom.", "Hoting hälsocentral"),
         table("ST Hoting.xlsx", "ST-läkare, Hoting hälsocentral", "ST 2022", [HOTING]),
         "Handledare på en hälsocentral som enligt registret inte lånar ut handledning",
         cases=[ranked(HOTING)], kinds=["receipt"]),
    Mail("funasdalen", "01-25 08:33:39", "thunderbird", "Funäsdalen hälsocentral", "ST med BT",
         F.signed("Hej!\n\nMattias har läst i Danmark och behöver BT i sin ST.", "Funäsdalen hälsocentral"),
         table("ST Funäsdalen.xlsx", "ST-läkare, Funäsdalens hälsocentral", "ST 2022", [FUNASDALEN], leave_out=("degree", "specialists")),
         "ST med integrerad BT", cases=[ranked(FUNASDALEN)], kinds=["receipt"]),
    Mail("hede-igen", "01-28 11:50:08", "thunderbird", "Hede hälsocentral", "En läkare till",
         F.signed("Hej igen,\n\nhär är en läkare till, till hösten.", "Hede hälsocentral"),
         table("ST Hede.xlsx", "ST-läkare, Hede hälsocentral", "ST 2022", [HEDE_2], leave_out=("bt", "degree")),
         "Ingen specialist på hälsocentralen, och handledarens enhet saknas",
         cases=[ranked(HEDE_2, ready=False)], kinds=["receipt"], notes="Rättas av 07"),
    Mail("hede-rattad", "02-02 09:02:44", "thunderbird", "Hede hälsocentral", "Sv: Bekräftelse på intresseanmälan",
         F.signed("Hej!\n\nHandledaren är Gunnel på Odensala, för honom också.", "Hede hälsocentral"),
         table("ST Hede.xlsx", "ST-läkare, Hede hälsocentral", "ST 2022", [HEDE_2 | dict(supervisor_unit="Odensala hälsocentral")],
               leave_out=("bt", "degree")),
         "Handledarens enhet, efter vår fråga", evening=2,
         cases=[case(HEDE_2, READY, "updated", place=1, proposal=GRANT)], kinds=["receipt"]),
]

DECISIONS = [(name, GRANT, "") for name in PLACES[:5]]
RATES = {2022: 58000, 2023: 58000}
FINISHING, FINISHED = 15, 8


def doctors():
    rng = random.Random(20220201)
    places = [c for c in CENTRES for _ in range(c.trainees)]
    rng.shuffle(places)
    groups = ["finishing"] * FINISHING + ["running"] * (len(places) - FINISHING)
    made = []
    people = roster.names(rng, len(places) + FINISHED)
    for place, group, name in zip(places, groups, people):
        degree = rng.choices([100, 80], [85, 15])[0]
        if group == "finishing":
            start, degree = roster.add_months(date(2017, 3, 1), len(made) * 9 // FINISHING), 100
        else:
            start = date(rng.choice([2018, 2019, 2019, 2020, 2020, 2021, 2021]), rng.choice([3, 4, 8, 9, 10]), 1)
        made.append(dict(name=name, centre=place, track="ST", degree=degree, start=start, own=False,
                         end=roster.end_of(start, 60, degree), status="Pågår", after=""))
    for i, name in enumerate(people[len(places):]):
        start = date(2016, 2 + i, 1)
        made.append(dict(name=name, centre=CENTRES[i], track="ST", degree=100, start=start, own=False,
                         end=roster.end_of(start, 60, 100), status="Klar", after="Stannar i regionen"))
    made.sort(key=lambda d: (d["start"], d["name"]))
    check(made)
    return made


def check(made):
    stock = [d for d in made if d["start"] <= date(2021, 12, 31) <= d["end"]]
    this_year = [d for d in stock if d["end"].year == 2022]
    assert len(stock) == 70 and all(d["status"] == "Pågår" for d in stock), len(stock)
    assert len(this_year) == 15 and all(TODAY < d["end"] < date(2022, 12, 31) for d in this_year), len(this_year)
    listed = sum(c.listed for c in CENTRES)
    specialists = sum(c.specialists for c in CENTRES)
    named = sum(c.listed * c.more["Fast läkarkontakt %"] for c in CENTRES) / listed
    assert round(1000 * specialists / listed, 2) == 0.53, (specialists, listed)
    assert 54 < named < 55, named


def roster_rows(made):
    for i, d in enumerate(made, 1):
        yield [f"ST-{i:04d}", d["name"], d["centre"].name, d["start"], d["end"], d["degree"], "vårdval", d["track"],
               roster.add_months(d["start"], -2), "", "", "", d["status"], d["after"]]


def make():
    made = doctors()
    running = [d for d in made if d["status"] == "Pågår"]
    frames = []
    for year, rate in RATES.items():
        committed = sum(rate * d["degree"] / 100 * roster.months(d["start"], d["end"], year) for d in running)
        frames.append([year, round((committed + 12 * 12 * rate) / 10_000) * 10_000, rate])
    first, second = evenings(TODAY)
    return World(
        folder="jamtland-harjedalen", name="Region Jämtland Härjedalen",
        intake=envelope.Intake(f"st-intag@{DOMAIN}", "ST-intag Region Jämtland Härjedalen"),
        office="Primärvårdens kansli (påhittat), 063-00 00 00",
        invented="En liten påhittad värld. Alla personer, adresser, tal och belopp är påhittade; namnen på orter är lånade.",
        first=first, second=second, centres=CENTRES, headings=HEADINGS + MORE, rows=centre_rows(CENTRES, MORE),
        roster=roster_rows(made), roster_headings=roster.HEADINGS, budget=frames, mails=MAILS,
        figures=dict(in_training=70, granted_year=0, goal=0, waiting=6, leaving=15, waiting_starts=6, year_end=61),
        decisions=DECISIONS, by="Karin Lindqvist, primärvårdschef")
