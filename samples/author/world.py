"""A sample region: what build.py writes out of it, and the parts it is made of."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import envelope

HERE = ZoneInfo("Europe/Stockholm")


@dataclass
class Case:
    doctor: str
    centre: str
    kind: str
    status: str
    became: str
    place: int = 0
    proposal: str = ""


@dataclass
class Mail:
    slug: str
    at: str  # month-day hour:minute:second of the year of the first evening
    client: str
    centre: str  # "" where `sender` says who writes
    subject: str
    text: str
    workbook: tuple = ()  # (maker, file name, …); see build.py
    what: str = ""
    place: str = "handled"
    cases: list = field(default_factory=list)
    kinds: list = field(default_factory=list)  # of the letter to the sender
    others: list = field(default_factory=list)  # (address, kinds) of letters to others
    notes: str = ""
    evening: int = 1
    sender: tuple = ()
    logo: tuple = ()


@dataclass
class World:
    folder: str  # also the name of its policy
    name: str
    intake: envelope.Intake
    office: str  # who administers, in letters
    invented: str  # what is made up, in every file
    first: datetime
    second: datetime
    centres: list  # each with name, manager and address
    headings: list  # of centres.csv
    rows: list
    roster: list  # rows
    roster_headings: list
    budget: list  # rows
    mails: list
    figures: dict
    decisions: list  # (doctor, verdict, reason)
    by: str
    rotations: list = field(default_factory=list)  # rows; none: no such sheets
    placements: list = field(default_factory=list)

    def received(self, mail):
        return datetime.strptime(f"{self.first.year}-{mail.at}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=HERE)

    def writer(self, mail):
        if mail.sender:
            return mail.sender
        c = next(c for c in self.centres if c.name == mail.centre)
        return c.manager, c.address


def evening(day):
    return datetime(day.year, day.month, day.day, 20, tzinfo=HERE)


def evenings(first):
    """Of a day and the day after."""
    return evening(first), evening(first + timedelta(days=1))


def sign(name, title="Verksamhetschef", centre="", phone=""):
    return "\n".join(x for x in ("Med vänlig hälsning", name, title, centre, phone) if x)


# Regions that are made by the same pattern: everything below.

AT = dict(swedish_at="Ja", bt="Ej aktuell (AT)", regulation="SOSFS 2015:8")
BT = dict(swedish_at="Nej", bt="Integrerad", regulation="HSLF-FS 2021:8", language="Ja")


@dataclass
class Centre:
    id: str
    name: str
    manager: str
    slug: str  # of its address
    area: str
    operator: str
    listed: int
    specialists: int
    percent: int
    trainees: int
    more: dict = field(default_factory=dict)  # further columns, by heading
    aliases: str = ""
    vacant: int = 0
    retiring: int = 0
    domain: str = ""
    director: tuple = ()

    @property
    def address(self):
        return f"{self.slug}@{self.domain}"


HEADINGS = ["Vårdcentral", "Id", "Alias", "Verksamhetschef", "E-post", "Studierektor",
            "Studierektor e-post", "Område", "Prioriterat område", "Driftsform", "Listade",
            "Specialister", "Specialister, summa %", "Vakanta specialisttjänster",
            "Pensionsavgångar 5 år"]


def centre_rows(centres, more=()):
    for c in centres:
        yield [c.name, c.id, c.aliases, c.manager, c.address, *c.director, c.area, "Nej", c.operator,
               c.listed, c.specialists, c.percent, c.vacant, c.retiring] + [c.more.get(h, "") for h in more]


def phone(centres, centre):
    """From the numbers that PTS keeps free for fiction."""
    return f"070-174 06 {5 + centres.index(centre):02d}"


class Forms:
    """Fills in forms and signs mails for the health centres of one region."""

    def __init__(self, centres):
        self.centres = centres
        self.named = {c.name: c for c in centres}

    def form(self, at, doctor, kind="Ny ST", **said):
        """What a diligent manager fills in; said overrides, None leaves out."""
        c = self.named[at]
        values = dict(
            kind=kind, centre=c.name, centre_id=c.id, manager=c.manager, manager_email=c.address,
            manager_phone=phone(self.centres, c), trainees=c.trainees, listed=c.listed,
            specialists=c.specialists, specialists_percent=c.percent / 100, doctor=doctor,
            employed="Nej", employment_form="Inte erbjuden", degree=1.0, supervisor_specialist="Ja",
            supervisor_trained="Ja", study_director="Ja", privacy="Ja", signature=c.manager, **AT)
        values.update(said)
        return {k: v for k, v in values.items() if v is not None}

    def signed(self, body, at):
        c = self.named[at]
        return f"{body}\n\n{sign(c.manager, 'Verksamhetschef', c.name, 'Tfn ' + phone(self.centres, c))}\n"


def case(form, status, became="accepted", place=0, proposal="", centre="", kind=""):
    return Case(form["doctor"], centre or form["centre"], kind or form["kind"], status, became, place, proposal)


# The centre's own table of applicants: one field a column.
TABLE_WORDS = {
    "doctor": "Läkarens namn", "centre": "Vårdcentral", "kind": "Ärendetyp", "licence_date": "Leg.datum",
    "expected_licence": "Leg beräknas", "swedish_at": "Svensk AT", "bt": "BT", "possible_start": "Önskad start",
    "degree": "Sysselsättningsgrad", "employed": "Redan anställd som ST?", "employment_form": "Anställningsform",
    "employment_date": "Anställningsdatum", "supervisor": "Handledare",
    "supervisor_specialist": "Handledare specialist i allmänmedicin", "supervisor_trained": "Handledarutbildad",
    "supervisor_unit": "Handledarens enhet", "specialists": "Antal specialister i allmänmedicin", "earlier_specialty": "Tidigare specialitet",
    "assessed_manager": "Gemensam bedömning: verksamhetschef", "assessed_supervisor": "Gemensam bedömning: handledare",
    "assessed_director": "Gemensam bedömning: studierektor", "own_priority": "Egen prioritering",
    "credit": "Tillgodoräknad tid (mån)", "credit_from": "Tillgodoräknad tid, från", "credit_to": "Tillgodoräknad tid, till",
    "credit_supervised": "Handledd under ST-lika former", "manager": "Verksamhetschef", "manager_email": "E-post chef",
}


def table(name, title, tab, forms, leave_out=("bt", "degree", "specialists")):
    """A mail's workbook with one form a row; columns that nobody fills in are left out."""
    fields = [f for f in TABLE_WORDS if f not in leave_out and any(f in x for x in forms)]
    return ("table", name, title, tab, [TABLE_WORDS[f] for f in fields], [[x.get(f) for f in fields] for x in forms])


BUDGET_HEADINGS = ["År", "Ram", "Schablon per månad"]
ROTATION_HEADINGS = ["Klinik", "Vårdgivartyp", "Månad", "Platser"]
PLACEMENT_HEADINGS = ["ST-läkare", "Klinik", "Från", "Till", "Enligt IUP från", "Läge"]
