"""Region Stockholm on 2025-01-14, in small: fourteen areas, each a row that stands
for many husläkarmottagningar.

The roster is what the region's plan speaks of: 650 doctors in training when 2023
ended and 706 when 2024 did, just under 100 of them finishing a year. Who began
when is reckoned backwards from that, with 6.5 years in training.
"""

import random
from datetime import date

import envelope
import roster
from world import BT, Centre, Forms, HEADINGS, Mail, World, case, centre_rows, evenings, table

DOMAIN = "stockholm.example"
TODAY = date(2025, 1, 14)
DIRECTORS = {
    "Norr": ("Margit Ahlenius", f"studierektor.norr@{DOMAIN}"),
    "City": ("Dawit Tesfaye", f"studierektor.city@{DOMAIN}"),
    "Söder": ("Rebecka Hallonsten", f"studierektor.soder@{DOMAIN}"),
}
MORE = ["Handledare", "Senaste SPUR"]


def centre(number, name, manager, slug, area, listed, specialists, supervisors, spur, operator="Region"):
    return Centre(f"RS-{number}", name, manager, slug, area, operator, listed, specialists, specialists * 85, 0,
                  {"Handledare": supervisors, "Senaste SPUR": spur},
                  aliases=name.removesuffix(" husläkare"), vacant=specialists // 12,
                  retiring=specialists // 9, domain=DOMAIN, director=DIRECTORS[area])


CENTRES = [
    centre(101, "Norrtälje husläkare", "Berit Sundvall", "norrtalje", "Norr", 66400, 48, 31, "2022-04-05"),
    centre(102, "Täby husläkare", "Claes Ödman", "taby", "Norr", 121300, 92, 55, "2023-05-16"),
    centre(103, "Sigtuna husläkare", "Helin Yousef", "sigtuna", "Norr", 148900, 97, 57, "2021-11-09"),
    centre(104, "Sollentuna husläkare", "Patrik Lindvall", "sollentuna", "Norr", 171200, 118, 66, "2024-02-13", "Privat"),
    centre(105, "Järva husläkare", "Nasrin Karimi", "jarva", "Norr", 192500, 104, 58, "2022-10-18"),
    centre(106, "Vasastan husläkare", "Louise Tegnell", "vasastan", "City", 214800, 171, 88, "2023-09-26", "Privat"),
    centre(107, "Östermalm husläkare", "Carl-Johan Frisell", "ostermalm", "City", 176300, 149, 77, "2021-03-23", "Privat"),
    centre(108, "Södermalm husläkare", "Ann-Marie Björkegren", "sodermalm", "City", 201700, 158, 84, "2024-05-07"),
    centre(109, "Bromma husläkare", "Sten Ehrling", "bromma", "City", 187400, 141, 75, "2022-12-06"),
    centre(110, "Farsta husläkare", "Gülsen Aydin", "farsta", "Söder", 209600, 132, 72, "2023-11-14"),
    centre(111, "Huddinge husläkare", "Ola Fredholm", "huddinge", "Söder", 226100, 139, 79, "2021-10-12"),
    centre(112, "Botkyrka husläkare", "Mirela Horvat", "botkyrka", "Söder", 158800, 84, 49, "2023-01-31"),
    centre(113, "Södertälje husläkare", "Gabriel Demir", "sodertalje", "Söder", 142700, 86, 50, "2024-10-08"),
    centre(114, "Haninge husläkare", "Katja Nyberg", "haninge", "Söder", 183200, 109, 61, "2022-06-14", "Privat"),
]

# Who began and who finished, a year. They are paired in order, so that whoever
# began first finishes first.
BEGAN = {2016: 46, 2017: 95, 2018: 94, 2019: 93, 2020: 100, 2021: 102, 2022: 105, 2023: 107, 2024: 151}
FINISHED = {2023: 92, 2024: 95, 2025: 94, 2026: 100, 2027: 102, 2028: 103, 2029: 104, 2030: 126, 2031: 77}


def spread(counts, late):
    """The months of so many a year, even through the year from its first or a later."""
    for year, n in counts.items():
        first = late.get(year, 1)
        for i in range(n):
            yield date(year, first + i * (13 - first) // n, 1)


def doctors():
    rng = random.Random(20250114)
    starts, after = list(spread(BEGAN, {2016: 7})), list(spread(FINISHED, {2023: 2, 2025: 2}))
    weights = [c.listed for c in CENTRES]
    made = []
    for start, month, name in zip(starts, after, roster.names(rng, len(starts), alike=9)):
        end = month - date.resolution
        track = "ST"
        if start >= date(2021, 7, 1):
            track = rng.choices(["ST", "BT-ST", "Forskar-ST"], [82, 14, 4])[0]
        made.append(dict(name=name, centre=rng.choices(CENTRES, weights)[0], track=track, start=start, end=end,
                         degree=rng.choices([100, 80], [86, 14])[0], status="Klar" if end < TODAY else "Pågår"))
    check(made)
    for c in CENTRES:
        c.trainees = sum(d["centre"] is c and d["status"] == "Pågår" for d in made)
    return made


def check(made):
    def stock(day):
        return sum(d["start"] <= day <= d["end"] for d in made)

    assert stock(date(2023, 12, 31)) == 650, stock(date(2023, 12, 31))
    assert stock(date(2024, 12, 31)) == stock(TODAY) == 706, stock(TODAY)
    lengths = [roster.months(d["start"], d["end"], y) for d in made for y in range(2016, 2032)]
    assert abs(sum(lengths) / len(made) - 78) < 2, sum(lengths) / len(made)


def roster_rows(made):
    for i, d in enumerate(made, 1):
        yield [f"ST-{i:04d}", d["name"], d["centre"].name, d["start"], d["end"], d["degree"], "", d["track"], "", "", "",
               "", d["status"], ""]


MADE = doctors()
F = Forms(CENTRES)
READY, WAITING, LICENCE = "Klar för beslut", "På intresselistan", "Väntar på legitimation"
GRANT, WAIT = "Beviljas", "Kvar på intresselistan"

HUDDINGE = F.form("Huddinge husläkare", "Agnes Rydberg Holm", licence_date=date(2023, 2, 13),
                  possible_start=date(2025, 3, 3), supervisor="Lisbet Arnell", employment_form="Leg läkare")
JARVA = F.form("Järva husläkare", "Ingrid Waldenström Berg", "Dubbelspecialisering",
               licence_date=date(2012, 6, 18), possible_start=date(2025, 3, 3), employment_form="Specialist",
               earlier_specialty="Internmedicin", supervisor="Fadi Mansour")
FARSTA = [
    F.form("Farsta husläkare", "Samuel Öhrling", licence_date=date(2022, 8, 22), supervisor="Eva Castor",
           possible_start=date(2025, 9, 1)),
    F.form("Farsta husläkare", "Leyla Ahmadi", "ST med integrerad BT", licence_date=date(2023, 10, 9),
           possible_start=date(2025, 9, 1), supervisor="Eva Castor", **BT),
    F.form("Farsta husläkare", "Anton Gripenberg", expected_licence=date(2025, 5, 30), supervisor="Tor Hellner",
           possible_start=date(2025, 9, 1)),
]
BROMMA = F.form("Bromma husläkare", "Maja Kjellander", "Forskar-ST", licence_date=date(2022, 3, 7),
                possible_start=date(2025, 10, 1), supervisor="Per Hammarstrand")

# Doctor, possible start, degree in the ranking's order: by contact date.
PLACES = [("Agnes Rydberg Holm", date(2025, 3, 3), 100),
          ("Ingrid Waldenström Berg", date(2025, 3, 3), 100), ("Samuel Öhrling", date(2025, 9, 1), 100),
          ("Leyla Ahmadi", date(2025, 9, 1), 100), ("Maja Kjellander", date(2025, 10, 1), 100)]
GRANTED = 4
BLUE = (31, 78, 121)


def ranked(form, status="", **more):
    place = 1 + [p[0] for p in PLACES].index(form["doctor"])
    fits = place <= GRANTED
    return case(form, READY if fits else WAITING, place=place, proposal=GRANT if fits else WAIT, **more)


MAILS = [
    Mail("huddinge", "01-07 10:21:35", "thunderbird", "Huddinge husläkare", "Anmälan ST Huddinge",
         F.signed("Hej!\n\nAnmälan för vår nästa ST-läkare.", HUDDINGE["centre"]),
         ("openpyxl", "Intresseanmälan Huddinge.xlsx", HUDDINGE), "Blanketten rätt ifylld",
         cases=[ranked(HUDDINGE)], kinds=["receipt"]),
    Mail("jarva", "01-09 08:47:56", "apple", "Järva husläkare", "Dubbelspecialisering i Järva",
         F.signed("Hej!\n\nEn internmedicinare vill bli allmänläkare hos oss.", JARVA["centre"]),
         table("Dubbelspecialisering Järva.xlsx", "Järva husläkare", "ST 2025", [JARVA]), "Dubbelspecialisering",
         cases=[ranked(JARVA)], kinds=["receipt"]),
    Mail("farsta", "01-10 15:33:20", "outlook", "Farsta husläkare", "Tre ST-läkare till hösten",
         F.signed("Hej,\n\ntre läkare i en tabell. En väntar på sin legitimation och en behöver BT i sin ST.",
                  FARSTA[0]["centre"]),
         table("ST Farsta hösten 2025.xlsx", "ST-läkare i Farsta", "ST 2025", FARSTA, leave_out=("degree", "specialists")),
         "Tre läkare i en tabell: en med integrerad BT, en som väntar på legitimation",
         cases=[ranked(FARSTA[0]), ranked(FARSTA[1]), case(FARSTA[2], LICENCE)], kinds=["receipt"], logo=BLUE),
    Mail("bromma", "01-13 11:15:42", "thunderbird", "Bromma husläkare", "ST-anmälan Bromma",
         F.signed("Hej!\n\nVår anmälan till hösten.", BROMMA["centre"]),
         table("ST Bromma.xlsx", "ST-läkare i Bromma", "ST 2025", [BROMMA]), "Forskar-ST, sist på listan: ramen räcker inte",
         cases=[ranked(BROMMA)], kinds=["receipt"]),
    Mail("farsta-legitimation", "01-15 09:20:04", "outlook", "Farsta husläkare", "Anton har fått sin legitimation",
         F.signed("Hej,\n\nlegitimationen kom tidigare än väntat. Samma tabell igen, med datumet.", FARSTA[0]["centre"]),
         table("ST Farsta hösten 2025.xlsx", "ST-läkare i Farsta", "ST 2025",
               [{k: v for k, v in FARSTA[2].items() if k != "expected_licence"} | dict(licence_date=date(2025, 1, 13))]),
         "Legitimationen har kommit", evening=2,
         cases=[case(FARSTA[2], WAITING, "updated", place=1, proposal=WAIT)], kinds=["receipt"]),
]

DECISIONS = [(name, GRANT, "") for name, _, _ in PLACES[:GRANTED]]

RATES = {2025: 62000, 2026: 62000}


def make():
    first, second = evenings(TODAY)
    running = [d for d in MADE if d["status"] == "Pågår"]
    committed = {y: sum(RATES[y] * d["degree"] / 100 * roster.months(d["start"], d["end"], y) for d in running) for y in RATES}
    leaving = sum(d["end"] < date(2025, 12, 31) for d in running)
    new = [roster.months(start, date(2099, 12, 31), 2025) * RATES[2025] for _, start, _ in PLACES]
    # 2025 pays for the first four and half of the fifth.
    frames = [[2025, round((committed[2025] + sum(new[:GRANTED]) + new[GRANTED] / 2) / 10_000) * 10_000, RATES[2025]],
              [2026, round((committed[2026] + 150 * 12 * RATES[2026]) / 10_000) * 10_000, RATES[2026]]]
    return World(
        folder="stockholm", name="Region Stockholm",
        intake=envelope.Intake(f"st-intag@{DOMAIN}", "ST-intag Region Stockholm"),
        office="ST-kansliet (påhittat), 08-00 00 00",
        invented="En liten påhittad värld: varje rad i Vårdcentraler står för ett områdes mottagningar. Alla personer, adresser, tal och belopp är påhittade; namnen på orter är lånade.",
        first=first, second=second, centres=CENTRES, headings=HEADINGS + MORE, rows=centre_rows(CENTRES, MORE),
        roster=roster_rows(MADE), roster_headings=roster.HEADINGS, budget=frames, mails=MAILS,
        figures=dict(in_training=706, granted_year=0, goal=0, waiting=5, leaving=leaving, waiting_starts=5,
                     year_end=706 - leaving + 5),
        decisions=DECISIONS, by="Karin Lindqvist, ST-kansliet")
