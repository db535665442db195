"""The health centres of the sample region: place-like names, invented people.

PRIORITY lies outside Västerås tätort, TOWN within it. `trainees` is how many
ST doctors the roster gives the centre; the spread is uneven on purpose, and
two of the numbers carry the story: Kungsör has few per listed patient and
Hallstahammar many, so that the fourth criterion has something to decide.
"""

from dataclasses import dataclass

DOMAIN = "vastmanland.example"


@dataclass
class Centre:
    id: str
    name: str
    aliases: str
    manager: str
    addresses: str
    area: str
    priority: bool
    operator: str
    listed: int
    specialists: int
    percent: int
    vacant: int
    retiring: int
    trainees: int

    @property
    def address(self):
        """The address that writes for the centre."""
        return self.addresses.split(";")[0]

    @property
    def director(self):
        return DIRECTORS[self.area]


# Studierektor by area.
DIRECTORS = {
    "Västerås": ("Anders Blomhage", f"studierektor.vasteras@{DOMAIN}"),
    "Norra": ("Helena Sandgren", f"studierektor.norra@{DOMAIN}"),
    "Östra": ("Helena Sandgren", f"studierektor.norra@{DOMAIN}"),
    "Västra": ("Olof Risbäck", f"studierektor.vastra@{DOMAIN}"),
}

HALLSTA = f"vc.hallstahammar@{DOMAIN}"

# id, name, aliases, manager, addresses, area, priority, operator,
# listed, specialists, percent, vacant, retiring, trainees
_ROWS = [
    ("VM-101", "Sala vårdcentral", "VC Sala;Sala", "Marianne Ekholm", f"vc.sala@{DOMAIN}", "Östra", True, "Region", 12480, 7, 610, 2, 2, 8),
    ("VM-102", "Väsby vårdcentral", "Väsby VC;Sala Väsby", "Per-Olov Nyrén", f"vc.vasby@{DOMAIN}", "Östra", True, "Region", 7320, 3, 260, 2, 1, 3),
    ("VM-103", "Fagersta vårdcentral", "Fagersta VC;Fagersta", "Maja Ekdahl", f"vc.fagersta@{DOMAIN}", "Norra", True, "Region", 10940, 5, 430, 3, 1, 6),
    ("VM-104", "Norbergs vårdcentral", "Norberg;VC Norberg", "Stefan Hedqvist", f"vc.norberg@{DOMAIN}", "Norra", True, "Region", 5610, 2, 170, 2, 1, 3),
    ("VM-105", "Skinnskattebergs vårdcentral", "Skinnskatteberg", "Agneta Lövdal", f"vc.skinnskatteberg@{DOMAIN}", "Norra", True, "Region", 4280, 1, 80, 2, 1, 2),
    ("VM-106", "Köpings vårdcentral", "Köping;VC Köping", "Carina Bergfors", f"vc.koping@{DOMAIN}", "Västra", True, "Region", 13850, 6, 540, 3, 2, 7),
    ("VM-107", "Kolsva vårdcentral", "Kolsva", "Lennart Sjödal", f"vc.kolsva@{DOMAIN}", "Västra", True, "Region", 4070, 2, 150, 1, 0, 1),
    ("VM-108", "Arboga vårdcentral", "Arboga;VC Arboga", "Eva-Lena Torstensson", f"vc.arboga@{DOMAIN}", "Västra", True, "Region", 12110, 5, 450, 2, 2, 5),
    ("VM-109", "Kungsörs vårdcentral", "Kungsör;VC Kungsör", "Jonas Älvgren", f"vc.kungsor@{DOMAIN}", "Västra", True, "Region", 8060, 4, 340, 1, 1, 1),
    ("VM-110", "Hallstahammars vårdcentral", "Hallstahammar;Hallsta VC", "Ulrika Stenmark", HALLSTA, "Västra", True, "Region", 11230, 5, 460, 1, 1, 7),
    ("VM-111", "Kolbäcks vårdcentral", "Kolbäck", "Ulrika Stenmark", HALLSTA, "Västra", True, "Region", 4890, 2, 180, 0, 1, 2),
    ("VM-112", "Surahammars vårdcentral", "Surahammar;VC Surahammar", "Mats Frykholm", f"vc.surahammar@{DOMAIN}", "Norra", True, "Region", 9340, 4, 330, 2, 1, 4),
    ("VM-113", "Virsbo vårdcentral", "Virsbo;Ramnäs-Virsbo", "Gunilla Åsberg", f"vc.virsbo@{DOMAIN}", "Norra", True, "Region", 3520, 1, 100, 1, 0, 1),
    ("VM-114", "Skultuna vårdcentral", "Skultuna;VC Skultuna", "Katarina Wahlmark", f"vc.skultuna@{DOMAIN}", "Östra", True, "Region", 7780, 4, 350, 0, 1, 4),
    ("VM-201", "Bäckby vårdcentral", "Bäckby;VC Bäckby", "Annika Rönnfeldt", f"vc.backby@{DOMAIN}", "Västerås", False, "Region", 11560, 5, 440, 2, 1, 6),
    ("VM-202", "Hemdals vårdcentral", "Hemdal", "Roland Kvist", f"vc.hemdal@{DOMAIN}", "Västerås", False, "Region", 12930, 7, 630, 0, 2, 6),
    ("VM-203", "Viksängs vårdcentral", "Viksäng;VC Viksäng", "Pernilla Gyllander", f"vc.viksang@{DOMAIN}", "Västerås", False, "Region", 10480, 6, 520, 1, 1, 5),
    ("VM-204", "Råby vårdcentral", "Råby", "Thomas Edvall", f"vc.raby@{DOMAIN}", "Västerås", False, "Region", 9870, 5, 430, 1, 1, 4),
    ("VM-205", "Önsta-Gryta vårdcentral", "Önsta Gryta;Önsta-Gryta", "Cecilia Norling", f"vc.onsta-gryta@{DOMAIN};cecilia.norling@{DOMAIN}", "Västerås", False, "Region", 13240, 7, 640, 1, 1, 6),
    ("VM-206", "Hammarby vårdcentral", "Hammarby", "Björn Tapper", f"vc.hammarby@{DOMAIN}", "Västerås", False, "Region", 8210, 4, 360, 1, 0, 3),
    ("VM-207", "Vallby vårdcentral", "Vallby;Vallbydoktorn", "Nadja Forsell", "kansli@vallbydoktorn.example", "Västerås", False, "Privat", 9160, 5, 450, 0, 1, 4),
    ("VM-208", "Skallbergets vårdcentral", "Skallberget", "Inger Malmros", f"vc.skallberget@{DOMAIN}", "Västerås", False, "Region", 8930, 5, 420, 1, 2, 4),
    ("VM-209", "Rönnby vårdcentral", "Rönnby", "Magnus Elfving", "chef@ronnbylakarna.example", "Västerås", False, "Privat", 7640, 4, 380, 0, 0, 3),
    ("VM-210", "Kristiansborgs vårdcentral", "Kristiansborg", "Sara Lindhe", f"vc.kristiansborg@{DOMAIN}", "Västerås", False, "Region", 9420, 5, 470, 0, 1, 4),
    ("VM-211", "Gideonsbergs vårdcentral", "Gideonsberg", "Hanna Ceder", f"vc.gideonsberg@{DOMAIN}", "Västerås", False, "Region", 8560, 4, 350, 1, 1, 3),
    ("VM-212", "Malmabergs vårdcentral", "Malmaberg", "Leif Domeij", f"vc.malmaberg@{DOMAIN}", "Västerås", False, "Region", 7050, 3, 270, 1, 1, 3),
    ("VM-213", "Haga vårdcentral", "Haga", "Yvonne Karlbom", f"vc.haga@{DOMAIN}", "Västerås", False, "Privat", 6480, 3, 280, 0, 1, 2),
    ("VM-214", "Oxbackens vårdcentral", "Oxbacken;VC Oxbacken", "David Lagergård", f"vc.oxbacken@{DOMAIN}", "Västerås", False, "Region", 12070, 6, 560, 1, 1, 5),
    ("VM-215", "Hälla vårdcentral", "Hälla", "Monica Sundelöf", f"vc.halla@{DOMAIN}", "Västerås", False, "Region", 6830, 3, 250, 2, 1, 3),
]

CENTRES = [Centre(*r) for r in _ROWS]
BY_NAME = {c.name: c for c in CENTRES}

HEADINGS = ["Vårdcentral", "Id", "Alias", "Verksamhetschef", "E-post", "Studierektor",
            "Studierektor e-post", "Område", "Prioriterat område", "Driftsform", "Listade",
            "Specialister", "Specialister, summa %", "Vakanta specialisttjänster",
            "Pensionsavgångar 5 år"]


def rows():
    for c in CENTRES:
        director, address = c.director
        yield [c.name, c.id, c.aliases, c.manager, c.addresses, director, address, c.area,
               "Ja" if c.priority else "Nej", c.operator, c.listed, c.specialists, c.percent,
               c.vacant, c.retiring]
