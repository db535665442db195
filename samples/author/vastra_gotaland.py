"""Västra Götalandsregionen on 2026-02-03, in small: twelve health centres, the four
sizes of the allotment's own example among them.

The allotment from 2026 is played: a health centre has its posts and chooses whom
(Lysekil and Åmål), one has more doctors than posts (Tanum), one lives by a post
that was left over (Bengtsfors).
"""

import random
from datetime import date

import envelope
import roster
from world import BT, Centre, Forms, HEADINGS, Mail, World, case, centre_rows, evenings, table

DOMAIN = "vastra-gotaland.example"
TODAY = date(2026, 2, 3)
DIRECTORS = {
    "Fyrbodal norra": ("Ingela Morell", f"studierektor.norra@{DOMAIN}"),
    "Fyrbodal södra": ("Tobias Edlund", f"studierektor.sodra@{DOMAIN}"),
}
MORE = ["Handledare", "Senaste SPUR"]


def centre(number, name, manager, slug, area, listed, specialists, percent, trainees, spur, operator="Region"):
    return Centre(f"VG-{number}", name, manager, slug, area, operator, listed, specialists, percent, trainees,
                  {"Handledare": max(1, specialists - 1), "Senaste SPUR": spur},
                  aliases="Bengtsfors" if slug == "vc.bengtsfors" else name.removesuffix(" vårdcentral").removesuffix("s"),
                  vacant=2 if specialists < 4 else 1, retiring=specialists // 4, domain=DOMAIN, director=DIRECTORS[area])


NORTH, SOUTH = DIRECTORS
CENTRES = [
    centre(101, "Lysekils vårdcentral", "Annelie Brogren", "vc.lysekil", NORTH, 11800, 6, 520, 4, "2023-10-11"),
    centre(102, "Åmåls vårdcentral", "Göran Thorsell", "vc.amal", NORTH, 7200, 4, 340, 1, "2024-05-21"),
    centre(103, "Bengtsfors vårdcentral", "Siv Alenius", "vc.bengtsfors", NORTH, 2399, 2, 160, 0, "2022-03-15"),
    centre(104, "Tanums vårdcentral", "Mikael Dahlgård", "vc.tanum", NORTH, 4800, 3, 250, 4, "2023-04-18"),
    centre(105, "Melleruds vårdcentral", "Lena Hultkvist", "vc.mellerud", SOUTH, 6100, 3, 240, 1, "2024-11-05"),
    centre(106, "Strömstads vårdcentral", "Peter Ravnborg", "vc.stromstad", NORTH, 9650, 5, 410, 3, "2022-09-13"),
    centre(107, "Dalabergs vårdcentral", "Zahra Amini", "vc.dalaberg", SOUTH, 14900, 8, 730, 4, "2020-12-01", "Privat"),
    centre(108, "Torpa vårdcentral", "Henrik Sallander", "vc.torpa", SOUTH, 12350, 6, 560, 5, "2021-11-24", "Privat"),
    centre(109, "Färgelanda vårdcentral", "Ulla Brandell", "vc.fargelanda", SOUTH, 5050, 2, 150, 2, "2023-02-07"),
    centre(110, "Munkedals vårdcentral", "Johan Silverstad", "vc.munkedal", NORTH, 7950, 4, 350, 3, "2024-09-17"),
    centre(111, "Orusts vårdcentral", "Marie-Louise Fahlén", "vc.orust", SOUTH, 10200, 5, 460, 5, "2025-03-25"),
    centre(112, "Vargöns vårdcentral", "Elias Norrgård", "vc.vargon", SOUTH, 3600, 2, 170, 1, "2024-02-20"),
]
F = Forms(CENTRES)
NAMED = F.named


def form(at, doctor, kind="Ny ST", supervisor="", unsigned=(), day="2026-01-20", **said):
    """A form with the joint assessment signed by all three, but for `unsigned`."""
    c = NAMED[at]
    signers = dict(assessed_manager=c.manager, assessed_supervisor=supervisor, assessed_director=c.director[0])
    said = {k: f"{v} {day}" for k, v in signers.items() if k not in unsigned} | said
    return F.form(at, doctor, kind, supervisor=supervisor, **said)


LYSEKIL = [
    form("Lysekils vårdcentral", "Tove Brandelius", licence_date=date(2021, 6, 14), possible_start=date(2026, 4, 1),
         supervisor="Åke Wennerlund", employment_form="Leg läkare", employed="Nej"),
    form("Lysekils vårdcentral", "Amir Sohrabi", licence_date=date(2020, 2, 3), possible_start=date(2026, 4, 1),
         supervisor="Ylva Stenlund", employment_form="Leg läkare", employed="Nej"),
]
AMAL = [
    form("Åmåls vårdcentral", "Kerstin Ljungvall", licence_date=date(2022, 9, 19), possible_start=date(2026, 3, 2),
         supervisor="Bo Ringqvist", employed="Ja", employment_form="ST-avtal påskrivet",
         employment_date=date(2026, 3, 2), own_priority=1),
    form("Åmåls vårdcentral", "Jonas Hedemyr", licence_date=date(2019, 1, 28), possible_start=date(2026, 3, 2),
         supervisor="Bo Ringqvist", own_priority=3),
    form("Åmåls vårdcentral", "Nadia Farouk", licence_date=date(2023, 3, 6), possible_start=date(2026, 5, 4),
         supervisor="Eva Solander", own_priority=2, **BT),
]
BENGTSFORS = form("Bengtsfors vårdcentral", "Simon Åkerblad", licence_date=date(2021, 10, 4),
                  possible_start=date(2026, 4, 6), supervisor="Rune Hagelin", unsigned=("assessed_supervisor",))
TANUM = form("Tanums vårdcentral", "Elisabet Noréus", licence_date=date(2018, 5, 28), possible_start=date(2026, 3, 2),
             supervisor="Clas Wikander")
MELLERUD = form("Melleruds vårdcentral", "Hans Bergenstam", "Dubbelspecialisering", licence_date=date(2009, 8, 17),
                possible_start=date(2026, 4, 1), supervisor="Inga-Lill Sporre", employment_form="Specialist",
                earlier_specialty="Geriatrik")
STROMSTAD = form("Strömstads vårdcentral", "Petra Löfvander", licence_date=date(2022, 1, 31),
                 possible_start=date(2026, 3, 2), supervisor="Gunvor Ask", credit=8, credit_from=date(2025, 5, 1),
                 credit_to=date(2025, 12, 31), credit_supervised="Nej")
DALABERG = form("Dalabergs vårdcentral", "Viktoria Mellgren", licence_date=date(2020, 9, 7),
                possible_start=date(2026, 4, 1), supervisor="Karim Haddad")

READY, WAITING = "Klar för beslut", "På intresselistan"
GRANT, WAIT = "Beviljas", "Kvar på intresselistan"


def own_form(banner, f):
    """A health centre's own form, labels above the values."""
    c = NAMED[f["centre"]]
    return (banner, "Anmälan av ST-läkare i allmänmedicin", [
        [("Avser", f["kind"]), ("Vårdenhet", c.aliases), ("Enhetschef", c.manager), ("E-post chef", c.address)],
        [("Läkarens för- och efternamn", f["doctor"]), ("Leg läk sedan", f["licence_date"]), ("AT gjord", "ja"),
         ("ST-version", "SOSFS 2015:8")],
        [("Önskad start", f["possible_start"]), ("Redan anställd som ST", "nej"), ("Anställningsform", "Inte erbjuden"),
         ("Senaste SPUR-granskning", date.fromisoformat(c.more["Senaste SPUR"]))],
        [("Huvudhandledare", f["supervisor"]), ("Handledare specialist i allmänmedicin", "ja"), ("Handledarutbildad", "ja"),
         ("Antal listade", f"{c.listed:,}".replace(",", "\u00a0"))],
        [("Gemensam bedömning: verksamhetschef", f["assessed_manager"]),
         ("Gemensam bedömning: handledare", f.get("assessed_supervisor")),
         ("Gemensam bedömning: studierektor", f["assessed_director"]), ("Namnförtydligande", c.manager)],
    ])


GREEN, PLUM = (46, 110, 84), (122, 46, 77)

MAILS = [
    Mail("lysekil", "01-20 09:12:40", "thunderbird", "Lysekils vårdcentral", "Två läkare till vår ST-plats",
         F.signed("Hej!\n\nVi har en plats ledig och två läkare som båda är aktuella. Bedömningen är gjord för båda, "
                  "se tabellen.", "Lysekils vårdcentral"),
         table("ST Lysekil.xlsx", "ST-läkare, Lysekils vårdcentral", "ST 2026", LYSEKIL),
         "En plats och två läkare, utan egen prioritering: vårdcentralen väljer",
         cases=[case(f, WAITING, place=n, proposal=WAIT) for n, f in enumerate(LYSEKIL, 1)], kinds=["receipt"],
         notes="Rättas av 08"),
    Mail("amal", "01-21 13:30:05", "outlook", "Åmåls vårdcentral", "Anmälan av tre ST-läkare, i vår ordning",
         F.signed("Hej,\n\nvi har två platser och tre läkare. Ordningen står i kolumnen Egen prioritering. Kerstin "
                  "är redan anställd hos oss, som vi brukar göra.", "Åmåls vårdcentral"),
         table("ST-läkare Åmål.xlsx", "ST-läkare, Åmåls vårdcentral", "ST 2026", AMAL, leave_out=("degree", "specialists")),
         "Två platser och tre läkare med egen prioritering; anställning före beslut är det vanliga här",
         cases=[case(AMAL[0], READY, place=1, proposal=GRANT), case(AMAL[1], WAITING, place=3, proposal=WAIT),
                case(AMAL[2], READY, place=2, proposal=GRANT)], kinds=["receipt"], logo=GREEN),
    Mail("bengtsfors", "01-22 10:44:19", "apple", "Bengtsfors vårdcentral", "ST-anmälan Bengtsfors",
         F.signed("Hej!\n\nHär är anmälan för vår första ST-läkare på länge. Handledaren är på semester och skriver på "
                  "när han är tillbaka.", "Bengtsfors vårdcentral"),
         ("label_above", "Intresseanmälan Bengtsfors.xlsx", *own_form("BENGTSFORS VÅRDCENTRAL", BENGTSFORS)),
         "2 399 listade: ingen plats i grunden, en av dem som återstår; handledaren har inte skrivit på bedömningen",
         cases=[case(BENGTSFORS, WAITING, place=1, proposal=WAIT)], kinds=["receipt"]),
    Mail("tanum", "01-23 08:05:51", "thunderbird", "Tanums vårdcentral", "Ytterligare en ST-läkare",
         F.signed("Hej,\n\nvi skulle gärna ta emot en ST-läkare till.", "Tanums vårdcentral"),
         table("ST Tanum.xlsx", "ST-läkare, Tanums vårdcentral", "ST 2026", [TANUM]),
         "Vårdcentralen har fler ST-läkare än platser",
         cases=[case(TANUM, WAITING, place=1, proposal=WAIT)], kinds=["receipt"]),
    Mail("mellerud", "01-26 15:20:33", "thunderbird", "Melleruds vårdcentral", "Dubbelspecialisering, Mellerud",
         F.signed("Hej,\n\nen geriatriker vill bli allmänläkare hos oss.", "Melleruds vårdcentral"),
         table("Dubbelspecialisering Mellerud.xlsx", "ST-läkare, Melleruds vårdcentral", "ST 2026", [MELLERUD]), "Dubbelspecialisering, 42 månader",
         cases=[case(MELLERUD, READY, place=1, proposal=GRANT)], kinds=["receipt"]),
    Mail("stromstad", "01-27 11:02:08", "thunderbird", "Strömstads vårdcentral", "Anmälan ST Strömstad",
         F.signed("Hej!\n\nPetra har vikarierat hos oss sedan i våras. Vi vill räkna in åtta månader.",
                  "Strömstads vårdcentral"),
         table("Intresseanmälan Strömstad.xlsx", "ST-läkare, Strömstads vårdcentral", "ST 2026", [STROMSTAD]),
         "Åtta månader ska tillgodoräknas, men de var inte handledda under ST-lika former",
         cases=[case(STROMSTAD, WAITING, place=1, proposal=WAIT)], kinds=["receipt"]),
    Mail("dalaberg", "01-28 16:40:22", "outlook", "Dalabergs vårdcentral", "Anmälan ST-läkare Dalaberg",
         F.signed("Hej,\n\nvår anmälan på egen blankett.", "Dalabergs vårdcentral"),
         ("label_above", "Anmälan Dalaberg.xlsx", *own_form("DALABERGS VÅRDCENTRAL", DALABERG)),
         "Privat vårdcentral med egen blankett; SPUR-granskningen är mer än fem år gammal",
         cases=[case(DALABERG, READY, place=1, proposal=GRANT)], kinds=["receipt"], logo=PLUM),
    Mail("lysekil-ordning", "02-04 09:31:17", "thunderbird", "Lysekils vårdcentral", "Sv: Bekräftelse på intresseanmälan",
         F.signed("Hej!\n\nVi har enats: Amir först.", "Lysekils vårdcentral"),
         table("ST Lysekil.xlsx", "ST-läkare, Lysekils vårdcentral", "ST 2026",
               [LYSEKIL[0] | dict(own_priority=2), LYSEKIL[1] | dict(own_priority=1)]),
         "Vårdcentralens egen ordning för de två", evening=2,
         cases=[case(LYSEKIL[0], WAITING, "updated", place=2, proposal=WAIT),
                case(LYSEKIL[1], READY, "updated", place=1, proposal=GRANT)], kinds=["receipt"]),
]

DECISIONS = [("Kerstin Ljungvall", GRANT, ""), ("Nadia Farouk", GRANT, ""), ("Hans Bergenstam", GRANT, ""),
             ("Viktoria Mellgren", GRANT, "")]

RATES = {2026: 66000, 2027: 66000}


def doctors():
    """Nobody ends in 2026, and nobody is granted that year."""
    rng = random.Random(20260203)
    places = [c for c in CENTRES for _ in range(c.trainees)]
    made = []
    for place, name in zip(places, roster.names(rng, len(places))):
        start = date(rng.randint(2022, 2025), rng.choice([2, 3, 4, 8, 9, 10]), 1)
        track = rng.choices(["ST", "BT-ST", "Forskar-ST"], [70, 25, 5])[0]
        degree = rng.choices([100, 80], [82, 18])[0]
        made.append(dict(name=name, centre=place, track=track, degree=degree, start=start,
                         end=roster.end_of(start, roster.length(track, start), degree), own=False))
    made.sort(key=lambda d: (d["start"], d["name"]))
    assert all(d["end"] > date(2026, 12, 31) for d in made)
    return made


def roster_rows(made):
    for i, d in enumerate(made, 1):
        yield [f"ST-{i:04d}", d["name"], d["centre"].name, d["start"], d["end"], d["degree"], "vårdval", d["track"],
               roster.add_months(d["start"], -2), "", "", "", "Pågår", ""]


# Clinic, provider, places a month in 2026: at hospitals, Regionhälsan and a private
# provider that the region has bought places of.
CLINICS = [("KK", "sjukhus", 2), ("Psyk", "sjukhus", 2), ("Barn", "Regionhälsan", 1), ("Barn", "privat", 1)]


def rotations():
    return [[clinic, provider, f"2026-{month:02d}", places] for clinic, provider, places in CLINICS for month in range(2, 13)]


def placements(made):
    """Three share KK's two places in March, and one comes to Psyk later than planned."""
    rows = [(0, "KK", "2026-03-01", "2026-05-31", "2026-03-01", "bekräftad"),
            (3, "KK", "2026-02-01", "2026-03-31", "2026-02-01", "bekräftad"),
            (5, "KK", "2026-03-01", "2026-04-30", "2026-03-01", "preliminär"),
            (8, "Psyk", "2026-09-01", "2026-11-30", "2026-03-01", "bekräftad"),
            (12, "Barn", "2026-06-01", "2026-08-31", "2026-06-01", "bekräftad")]
    return [[made[i]["name"], *rest] for i, *rest in rows]


def make():
    made = doctors()
    first, second = evenings(TODAY)
    frames = []
    for year, rate in RATES.items():
        committed = sum(rate * d["degree"] / 100 * roster.months(d["start"], d["end"], year) for d in made)
        frames.append([year, round((committed + 12 * 12 * rate) / 10_000) * 10_000, rate])
    return World(
        folder="vastra-gotaland", name="Västra Götalandsregionen",
        intake=envelope.Intake(f"st-intag@{DOMAIN}", "ST-intag Västra Götalandsregionen"),
        office="Koncernkontoret (påhittat), 010-00 00 00",
        invented="En liten påhittad värld: tolv vårdcentraler står för hela regionen. Alla personer, adresser, tal och belopp är påhittade; namnen på orter är lånade.",
        first=first, second=second, centres=CENTRES, headings=HEADINGS + MORE, rows=centre_rows(CENTRES, MORE),
        roster=roster_rows(made), roster_headings=roster.HEADINGS, budget=frames, mails=MAILS,
        figures=dict(in_training=len(made), granted_year=0, goal=0, waiting=10, leaving=0, waiting_starts=10,
                     year_end=len(made) + 10),
        decisions=DECISIONS, by="Karin Lindqvist, Koncernkontoret", rotations=rotations(), placements=placements(made))
