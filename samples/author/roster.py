"""The roster and the budget of the sample region.

What must hold on 2024-09-10, and is asserted here: 115 doctors in training, 28
of them granted in 2024 and all those paid by the region, 4 who end before the
year does and nobody else before 2025.

Training begins on the first of a month and ends on the last of one, so that
every way of counting months in a year gives the same budget.
"""

import random
from datetime import date, timedelta

from centres import CENTRES

TODAY = date(2024, 9, 10)
SEED = 20240910

HEADINGS = ["Id", "ST-läkare", "Vårdcentral", "Start", "Planerat slut", "Tjänstgöringsgrad",
            "Finansiering", "Typ av ST", "Beslutsdatum", "Dispens", "Dispens till",
            "Handledare", "Status", "Efter ST"]

FIRST = """Adam Agnes Ahmed Albin Alva Amanda Anton Arvid Astrid August Axel Beatrice Bilal
Carl Cecilia Clara Dana David Ebba Edvin Elias Ellen Elsa Emil Emma Erik Ester Farah Felicia
Filip Frida Gabriel Greta Hampus Hanna Hedda Hugo Hussein Ida Ingrid Isak Jakob Johanna Jonatan
Josefin Julia Kajsa Karin Klara Kristoffer Lea Leila Leo Linn Lisa Louise Lovisa Ludvig Maja
Malin Markus Martin Matilda Mikael Mirjam Moa Mohammed Natalia Nils Noor Olga Olivia Omar Oscar
Otto Philip Rebecka Rickard Robin Sara Sebastian Selma Signe Simon Sofia Stina Svea Tilda Tim
Tove Tuva Ulrik Vera Vidar Viktor Vilma Yasmin Yusuf Zahra""".split()

LAST = """Adolfsson Ahlgren Alnäs Asp Backlund Bergdahl Bjurström Boström Brandt Bylund Cedervall
Dahlin Edberg Ekroth Elgh Engdahl Fagerlund Falkenby Flodin Forsgren Fransén Frisk Gadd Granlöf
Grahn Gullberg Hagström Halldén Hallin Hansdotter Hedman Hellgren Hoffsten Holmér Hultin Häggblad
Ingelström Jansdotter Jernberg Kallin Karim Kjellin Klang Kumlin Lagerlund Landin Lidén Lindh
Ljungdahl Lundqvist Löfroth Malmsten Mattisson Melander Moberg Möller Nordahl Norell Nyquist Nässén
Odelberg Ohlander Ottosson Palm Persdotter Qvarfordt Rask Rehn Ringdahl Rosenlund Rydell Sahlin
Sandahl Selander Skarin Sköld Sparrman Stjernfeldt Strandh Svahn Söderlind Tallberg Thorell
Tillander Tornberg Uddman Vahlne Vestin Wadman Wallin Wester Wik Wretman Yildiz Zander Åhlin
Åkerhielm Ånell Ärlig Öberg Ögren Öhrn Östman""".split()

SUPERVISORS = """Ann-Sofie Bohman|Bengt Rådberg|Christina Falk|Dan Oldenburg|Elisabet Tunell|Fredrik
Lindroos|Görel Hasselgren|Håkan Vennberg|Irene Salander|Jörgen Boklund|Kerstin Ugglas|Lars
Hemberg|Margareta Dyrssen|Nicklas Övling|Pia Tegelberg|Ragnar Stolt|Susanne Hallerby|Torsten
Ekerot|Ulla Rimfors|Wilhelm Ask"""
SUPERVISORS = [" ".join(s.split()) for s in SUPERVISORS.split("|")]

# The doctor whose transfer one of the mails is about.
TRANSFERRED = ("Daniel Forsmyr", "Norbergs vårdcentral")

NEW_2024 = 28
LEAVING = 4


def add_months(d, n):
    y, m = divmod(d.year * 12 + d.month - 1 + n, 12)
    return date(y, m + 1, 1)


def end_of(start, months, degree):
    whole = -(-months * 100 // degree)
    return add_months(start, whole) - timedelta(days=1)


def length(track, start):
    if track == "Dubbelspecialisering":
        return 42
    if track == "BT-ST":
        return 66
    if track == "Forskar-ST":
        return 84
    return 60


def names(rng, n, alike=2):
    """So many names, no surname more than `alike` times."""
    pairs = [(f, l) for f in FIRST for l in LAST]
    taken, used_last = [], {}
    for f, l in rng.sample(pairs, len(pairs)):
        if used_last.get(l, 0) < alike:
            used_last[l] = used_last.get(l, 0) + 1
            taken.append(f"{f} {l}")
        if len(taken) == n:
            return taken
    raise SystemExit("too few names")


def doctor(rng, group):
    """One doctor of a group: new (granted in 2024), leaving or running."""
    degree = rng.choices([100, 80, 90], [78, 17, 5])[0]
    track = rng.choices(["ST", "BT-ST", "Forskar-ST", "Dubbelspecialisering"], [74, 15, 5, 6])[0]
    if group == "leaving":
        degree, track = 100, "ST"
        start = rng.choice([date(2019, 10, 1), date(2019, 11, 1), date(2019, 12, 1)])
    elif group == "new":
        start = date(2024, rng.choice([2, 3, 4, 5, 6, 8, 8, 9, 9, 9]), 1)
    else:
        start = running_start(rng, track, degree)
    if start < date(2021, 7, 1) and track == "BT-ST":
        track = "ST"
    return track, degree, start, end_of(start, length(track, start), degree)


def running_start(rng, track, degree):
    """A start whose planned end lies well past the year's."""
    while True:
        start = date(rng.choice([2020, 2021, 2021, 2022, 2022, 2023, 2023]), rng.randint(1, 12), 1)
        end = end_of(start, length(track, start), degree)
        if end >= date(2025, 8, 31):
            return start


def decided(rng, start, group):
    if group == "new":
        day = start - timedelta(days=rng.randint(20, 60))
        return max(day, date(2024, 1, 9) + timedelta(days=rng.randint(0, 12)))
    return start - timedelta(days=rng.randint(25, 80))


def roster():
    rng = random.Random(SEED)
    places = [c for c in CENTRES for _ in range(c.trainees)]
    groups = ["new"] * NEW_2024 + ["leaving"] * LEAVING
    groups += ["running"] * (len(places) - len(groups))
    rng.shuffle(groups)
    people = names(rng, len(places))
    made = []
    for place, group, name in zip(places, groups, people):
        track, degree, start, end = doctor(rng, group)
        made.append(dict(name=name, centre=place, group=group, track=track, degree=degree,
                         start=start, end=end, decided=decided(rng, start, group), own=False,
                         exemption="", until="", status="Pågår", after="",
                         supervisor=supervisor(rng, place)))
    embellish(rng, made)
    made.sort(key=lambda d: (d["start"], d["name"]))
    check(made)
    return made


def supervisor(rng, centre):
    i = CENTRES.index(centre)
    return SUPERVISORS[(i * 3 + rng.randint(0, 1)) % len(SUPERVISORS)]


def embellish(rng, made):
    """Own funding, leave, exemptions, and the one who is to change centre."""
    running = [d for d in made if d["group"] == "running"]
    moved = next(d for d in running if d["centre"].name == TRANSFERRED[1])
    moved.update(name=TRANSFERRED[0], track="ST", degree=100, start=date(2022, 3, 1),
                 end=date(2027, 2, 28), decided=date(2022, 1, 18))
    rest = [d for d in running if d is not moved]
    for d in rng.sample(rest, 5):
        d["own"] = True
    for d in rng.sample([d for d in rest if not d["own"]], 4):
        d["status"] = "Uppehåll"
        d["end"] = add_months(d["end"] + timedelta(days=1), 9) - timedelta(days=1)
    kinds = ["Handledare på annan enhet", "Kortare sammanhållen tid på vårdcentralen",
             "Färre än två specialister på enheten"]
    for i, d in enumerate(rng.sample(rest, 11)):
        d["exemption"] = kinds[i % 3]
        d["until"] = rng.choice(["2024-12-31", "2025-06-30", "2025-12-31"])
    for d in made:
        if d["group"] == "leaving":
            d["after"] = rng.choice(["Stannar på vårdcentralen", "Stannar i regionen"])


def check(made):
    year = [d for d in made if d["decided"].year == 2024]
    soon = [d for d in made if d["end"] < date(2025, 1, 31)]
    assert len(made) == 115, len(made)
    assert len({d["name"] for d in made}) == 115
    assert len(year) == NEW_2024 and not any(d["own"] for d in year), len(year)
    assert len(soon) == LEAVING and all(TODAY < d["end"] < date(2024, 12, 31) for d in soon)
    assert all(d["start"] < TODAY and d["decided"] < d["start"] for d in made)


def rows(made):
    for i, d in enumerate(made, 1):
        yield [f"ST-{i:04d}", d["name"], d["centre"].name, d["start"], d["end"], d["degree"],
               "egen" if d["own"] else "vårdval", d["track"], d["decided"], d["exemption"],
               d["until"], d["supervisor"], d["status"], d["after"]]


# Budget: invented amounts.

RATES = {2024: 61000, 2025: 59500, 2026: 59500}  # the rate is lowered from 2025
EXTRA_2025 = 5_000_000


def months(start, end, year):
    first, last = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
    if last < first:
        return 0
    return (last.year * 12 + last.month) - (first.year * 12 + first.month) + 1


def committed(made, year):
    return sum(RATES[year] * d["degree"] / 100 * months(d["start"], d["end"], year)
               for d in made if not d["own"])


def cost(start, degree, year):
    """What a new post costs in a year; day by day within its first month."""
    full = RATES[year] * degree / 100
    m = months(start, date(2099, 12, 31), year)
    if start.year == year and start.day > 1:
        m -= (start.day - 1) / 30
    return full * m


def budget(made, posts, fit):
    """Frames such that the first `fit` of the posts, in ranking order, can be
    granted and the next cannot: 2025 binds half-way through that next post."""
    want = {y: [cost(s, g, y) for s, g in posts] for y in (2024, 2025)}
    frame = committed(made, 2025) + sum(want[2025][:fit]) + want[2025][fit] / 2
    frame = round(frame / 10_000) * 10_000
    before = frame - EXTRA_2025
    free = {2024: before - committed(made, 2024), 2025: frame - committed(made, 2025)}
    assert sum(want[2025][:fit]) + 200_000 < free[2025] < sum(want[2025][:fit + 1]) - 200_000
    assert sum(want[2024]) + 200_000 < free[2024], (free, sum(want[2024]))
    report = {y: (round(free[y]), [round(w) for w in want[y]]) for y in free}
    return [[2024, before, RATES[2024]], [2025, frame, RATES[2025]], [2026, "", ""]], report
