"""The sample mails: who writes what when, in which client, with which workbook,
and what must become of it. build.py makes them and the list.

The first evening's run is at 20:00 on 2024-09-10; mails of evening 2 answer its
letters and come the day after.
"""

from datetime import date

import applicants as a
import layouts
from centres import BY_NAME, DIRECTORS
from world import Case, Mail, sign

FIRST, SECOND = date(2024, 9, 10), date(2024, 9, 11)

READY, WAITING, RETURNED = "Klar för beslut", "På intresselistan", "Komplettering begärd"
LICENCE, DIRECTOR, WITHDRAWN = "Väntar på legitimation", "Hos studierektor", "Återkallad"


def case(form, status, became, doctor=None, centre=None, kind=None, place=0, proposal=""):
    doctor = doctor or form["doctor"]
    order = [p[0] for p in a.PLACES]
    if doctor in order and status in (READY, WAITING):
        place = order.index(doctor) + 1
        proposal = "Beviljas" if place <= a.GRANTED else "Kvar på intresselistan"
    return Case(doctor, centre or form["centre"], kind or form["kind"], status, became, place, proposal)


def row(doctor, centre, status, became="accepted"):
    return case({}, status, became, doctor, centre, "Ny ST")


def signed(body, centre):
    c = BY_NAME[centre]
    return f"{body}\n\n{sign(c.manager, 'Verksamhetschef', c.name, 'Tfn ' + a.phone(c))}\n"


GREEN, BLUE, RED, PLUM = (46, 110, 84), (31, 78, 121), (168, 50, 50), (122, 46, 77)

MAILS = [
    Mail("sala", "09-02 08:14:22", "outlook", "Sala vårdcentral",
         "Intresseanmälan ST, Sala vårdcentral",
         signed("Hej!\n\nHär kommer en intresseanmälan för en läkare som vi gärna vill ha som ST hos "
                "oss från oktober. Hon har gjort sin AT i Sala och är väl känd på vårdcentralen.\n\n"
                "Hör av er om något saknas.", "Sala vårdcentral"),
         ("openpyxl", "Intresseanmälan ST Sala.xlsx", a.SJOKVIST),
         "Blanketten rätt ifylld, skickad med Outlook",
         cases=[case(a.SJOKVIST, READY, "accepted")], kinds=["receipt"], logo=BLUE),
    Mail("kungsor", "09-03 13:47:05", "thunderbird", "Kungsörs vårdcentral",
         "Intresseanmälan för ST med integrerad BT, Kungsörs vårdcentral",
         signed("Hej,\n\nbifogar blanketten för Marek Wiśniewski. Han har läst i Polen och har därför "
                "ingen svensk AT, så BT behöver ingå i hans ST.", "Kungsörs vårdcentral"),
         ("libreoffice", "Intresseanmälan för ST i allmänmedicin – Kungsörs vårdcentral.xlsx", a.WISNIEWSKI),
         "Blanketten rätt ifylld i LibreOffice, ST med integrerad BT",
         cases=[case(a.WISNIEWSKI, WAITING, "accepted")], kinds=["receipt"]),
    Mail("backby", "09-03 16:20:41", "apple", "Bäckby vårdcentral",
         "ST-anmälan Bäckby",
         signed("Hej!\n\nSkickar in vår intresseanmälan. Johan vikarierar hos oss nu och vill börja "
                "sin ST den 1 oktober om vi får finansiering.", "Bäckby vårdcentral"),
         ("openpyxl", "Intresseanmälan Bäckby.xlsx", a.MARDBERG),
         "Blanketten rätt ifylld, skickad med Apple Mail; vikariat är ingen ST-anställning",
         cases=[case(a.MARDBERG, READY, "accepted")], kinds=["receipt"]),
    Mail("fagersta", "09-04 09:02:10", "outlook", "Fagersta vårdcentral",
         "Ansökan om vårdvalsfinansierad ST",
         signed("Hej,\n\nvi använder vår egen blankett som tidigare år. Hoppas det går bra.\n\n"
                "Läkaren vill arbeta 80 procent.", "Fagersta vårdcentral"),
         ("label_above", "ST-ansökan Fagersta hösten 2024.xlsx", *layouts.fagersta()),
         "Egen blankett: etiketten ovanför värdet, sammanfogade celler, datum i ord",
         cases=[case(a.RAHIMI, READY, "accepted")], kinds=["receipt"], logo=PLUM),
    Mail("koping", "09-04 15:31:37", "thunderbird", "Köpings vårdcentral",
         "Intresseanmälan Forskar-ST, Köping",
         signed("Hej!\n\nBifogat finns vår anmälan för en doktorand som vill göra Forskar-ST hos oss.",
                "Köpings vårdcentral"),
         ("two_columns", "Anmälan Köping.xlsx", "latin1"),
         "Egen blankett med logotyp och par i två kolumner; filnamnet i iso-8859-1 (RFC 2231)",
         cases=[case(a.AKERLIND, READY, "accepted")], kinds=["receipt"]),
    Mail("backby-igen", "09-04 16:05:59", "apple", "Bäckby vårdcentral",
         "ST-anmälan Bäckby",
         signed("Hej!\n\nOsäker på om mitt mejl i går kom fram, så här är blanketten igen.", "Bäckby vårdcentral"),
         ("openpyxl", "Intresseanmälan Bäckby.xlsx", a.MARDBERG),
         "Samma blankett igen dagen efter, ett annat mejl",
         cases=[case(a.MARDBERG, READY, "unchanged")], kinds=["receipt"],
         notes="Samma ärende som 03; kontaktdatum 2024-09-03 står kvar"),
    Mail("hallstahammar", "09-05 10:12:03", "outlook", "Hallstahammars vårdcentral",
         "Fem ST-läkare, Hallstahammar och Kolbäck",
         signed("Hej,\n\njag är chef för både Hallstahammar och Kolbäck och samlar våra fem läkare i en "
                "tabell, det blir enklast så.", "Hallstahammars vårdcentral"),
         ("table", "ST-läkare Hallstahammar Kolbäck.xlsx", "ST-läkare till Hallstahammar och Kolbäck", "ST hösten 2024",
          a.TABLE_HEADINGS, a.TABLE),
         "Tabell med fem läkare vid två vårdcentraler; en rad har ett oläsligt legitimationsdatum",
         cases=[row("Sanna Lindehag", a.HALLSTA, READY), row("Petter Skoglundh", a.HALLSTA, WAITING),
                row("Lovisa Granathe", a.HALLSTA, RETURNED, "returned"),
                row("Amira Haddadi", a.KOLBACK, WAITING), row("Oskar Tidbladh", a.KOLBACK, LICENCE)],
         kinds=["receipt", "returned"], logo=GREEN,
         notes="Ett brev med fem rader; tabellen tillbaka med den felaktiga raden. Amira Haddadi saknar handledare inför beslut"),
    Mail("arboga", "09-05 14:55:18", "outlook", "Arboga vårdcentral",
         "Intresseanmälan ST Arboga",
         signed("Hej!\n\nIntresseanmälan bifogas.", "Arboga vårdcentral"),
         ("openpyxl", "Intresseanmälan Arboga.xlsx", a.PALMGREN),
         "Legitimationsdatum saknas",
         cases=[case(a.PALMGREN, RETURNED, "returned")], kinds=["returned"], logo=BLUE,
         notes="Rättas av 23"),
    Mail("kungsor-anstalld", "09-06 07:58:44", "thunderbird", "Kungsörs vårdcentral",
         "Ännu en ST-läkare till Kungsör",
         signed("Hej igen,\n\nvi har skrivit avtal med en ST-läkare som börjar i november. Här är "
                "anmälan om finansiering.", "Kungsörs vårdcentral"),
         ("openpyxl", "Intresseanmälan Brännström.xlsx", a.BRANNSTROM),
         "Anställd före beslut: ST-avtal påskrivet 2024-08-19",
         cases=[case(a.BRANNSTROM, WAITING, "accepted")], kinds=["receipt", "warning"],
         notes="Påminnelsen står i samma brev som bekräftelsen"),
    Mail("norberg-byte", "09-06 11:20:30", "outlook", "Norbergs vårdcentral",
         "Byte av vårdcentral för ST-läkare",
         signed("Hej,\n\nvår ST-läkare Daniel Forsmyr vill byta till Viksäng av familjeskäl. Jag fyller i "
                "blanketten härifrån, i samråd med honom.", "Norbergs vårdcentral"),
         ("libreoffice", "Byte Norberg Viksäng.xlsx", a.FORSMYR),
         "Byte av vårdcentral; avsändarens vårdcentral är den nuvarande",
         cases=[case(a.FORSMYR, DIRECTOR, "study-director")], kinds=["receipt"],
         others=[(DIRECTORS["Västerås"][1], ["study-director"])], logo=BLUE,
         notes="Rangordnas aldrig. Studierektor för Viksäng (dit bytet går) tillfrågas"),
    Mail("surahammar-pre-bt", "09-06 15:40:12", "apple", "Surahammars vårdcentral",
         "Pre BT-ST våren 2025",
         signed("Hej!\n\nVi har en läkare som vill göra Pre BT-ST hos oss från mars 2025.", "Surahammars vårdcentral"),
         ("openpyxl", "Pre BT-ST Surahammar.xlsx", a.AXELBERG),
         "Pre BT-ST med start 2025: stoppad",
         cases=[case(a.AXELBERG, READY, "stopped", proposal="Stopp")], kinds=["receipt"],
         notes="Ett svar om stoppet; blanketten går inte tillbaka fast legitimation saknas"),
    Mail("gideonsberg-mobil", "09-07 21:03:52", "phone", "Gideonsbergs vårdcentral",
         "Vb: Intresseanmälan ST",
         "Vidarebefordrar från mobilen, ni får blanketten nedan. /Hanna\n\nSkickat från min iPhone\n---\n"
         "Vidarebefordrat brev:\n\nFrån: Mottagningen Gideonsberg\nDatum: 6 september 2024 16:48\n"
         "Till: Hanna Ceder\nÄmne: Intresseanmälan ST\n\nHej Hanna, blanketten är klar att skicka.\n",
         ("openpyxl", "Intresseanmälan Gideonsberg.xlsx", a.HAMMARLUND),
         "Vidarebefordrat från en telefon, blanketten som inline; väntar på legitimation",
         cases=[case(a.HAMMARLUND, LICENCE, "accepted")], kinds=["receipt"]),
    Mail("raby-okand-enhet", "09-09 08:05:27", "outlook", "Råby vårdcentral",
         "Intresseanmälan ST",
         signed("Hej,\n\nintresseanmälan bifogas för en läkare till vår filial.", "Råby vårdcentral"),
         ("openpyxl", "Intresseanmälan ST.xlsx", a.VRETMAN),
         "Vårdcentralen i blanketten finns inte i registret",
         cases=[case(a.VRETMAN, RETURNED, "returned")], kinds=["returned"], logo=RED),
    Mail("okand-avsandare", "09-09 08:41:09", "apple", "", "Intresseanmälan Hemdal",
         "Hej,\n\nskickar min intresseanmälan för ST på Hemdal, chefen är bortrest.\n\nCamilla Ridderström\n",
         ("openpyxl", "Intresseanmälan Hemdal.xlsx", a.RIDDERSTROM),
         "Bra blankett från en adress som ingen känner",
         place="quarantine", sender=("Camilla Ridderström", "camilla.ridderstrom@brevlada.example"),
         notes="Inget brev till adressen"),
    Mail("skinnskatteberg-xls", "09-09 09:30:14", "outlook", "Skinnskattebergs vårdcentral",
         "Intresseanmälan", signed("Hej,\n\nbifogar vår anmälan.", "Skinnskattebergs vårdcentral"),
         ("xls", "Intresseanmälan.xls", a.KLING), "Gammalt Excelformat (.xls)",
         place="unreadable", kinds=["returned"]),
    Mail("ronnby-losenord", "09-09 10:17:33", "outlook", "Rönnby vårdcentral",
         "Intresseanmälan ST Rönnby",
         signed("Hej!\n\nAnmälan är lösenordsskyddad, ring mig så får ni lösenordet.", "Rönnby vårdcentral"),
         ("password", "Intresseanmälan Rönnby.xlsx", a.STAHLBERG), "Lösenordsskyddad arbetsbok",
         place="unreadable", kinds=["returned"], logo=GREEN),
    Mail("vallby-pdf", "09-09 13:26:08", "apple", "Vallby vårdcentral",
         "Intresseanmälan Vallbydoktorn", signed("Hej,\n\nvår anmälan som pdf.", "Vallby vårdcentral"),
         ("pdf", "Intresseanmälan Vallby.pdf", a.ROSEN), "Blanketten som PDF",
         place="unreadable", kinds=["returned"]),
    Mail("hammarby-utan-bilaga", "09-09 15:02:49", "outlook", "Hammarby vårdcentral",
         "Intresseanmälan ST", signed("Hej!\n\nBifogar blankett för vår blivande ST-läkare.", "Hammarby vårdcentral"),
         what="Säger att blanketten är bifogad, men ingen bilaga finns",
         place="human", logo=BLUE, notes="Logotypen i signaturen är ingen bilaga"),
    Mail("oxbacken-utan-filtyp", "09-09 16:44:20", "thunderbird", "Oxbackens vårdcentral",
         "Anmälan dubbelspecialisering",
         signed("Hej,\n\nen specialist i internmedicin vill bli allmänläkare hos oss.", "Oxbackens vårdcentral"),
         ("octets", "anmalan", a.HEDLUND),
         "Blanketten som application/octet-stream, filnamnet utan ändelse",
         cases=[case(a.HEDLUND, READY, "accepted")], kinds=["receipt"]),
    Mail("onsta-gryta-fraga", "09-10 07:50:31", "outlook", "Önsta-Gryta vårdcentral",
         "Fråga om intresselistan",
         signed("Hej!\n\nJag undrar hur det går med vår läkare som vi pratade om i våras, ska vi skicka "
                "en ny anmälan nu eller vänta till efter årsskiftet? Finns det möjlighet att ringa mig?",
                "Önsta-Gryta vårdcentral"),
         what="En fråga utan blankett från en registrerad chef (från vårdcentralens andra adress)",
         place="human", sender=("Cecilia Norling", "cecilia.norling@vastmanland.example"), logo=GREEN),
    Mail("viksang-franvaro", "09-10 09:41:02", "absent", "Viksängs vårdcentral",
         "Autosvar: Information från Vårduppdrag - nr 3/24",
         "Hej!\n\nJag är på tjänsteresa till och med den 13 september och läser inte min e-post. Vid "
         "brådskande ärenden, ring vårdcentralens reception.\n\nPernilla Gyllander\n",
         what="Frånvaromeddelande", notes="Ska läggas åt sidan utan svar"),
    Mail("skultuna", "09-10 15:18:36", "outlook", "Skultuna vårdcentral",
         "Intresseanmälan Skultuna",
         signed("Hej,\n\nskickar anmälan för vår nylegitimerade läkare.", "Skultuna vårdcentral"),
         ("openpyxl", "Intresseanmälan Skultuna.xlsx", a.OSTERGARD),
         "Legitimationsdatum utan år (10/9), och ett personnummer som inte hör hemma i ett mejl",
         cases=[case(a.OSTERGARD, RETURNED, "returned")], kinds=["returned"], logo=RED,
         notes="Förslag 2024-09-10; personnumret maskas i kopian som går tillbaka"),
    Mail("arboga-rattad", "09-11 08:32:15", "outlook", "Arboga vårdcentral",
         "Re: Begäran om komplettering",
         signed("Hej!\n\nNu är datumet ifyllt.", "Arboga vårdcentral"),
         ("openpyxl", "Intresseanmälan Arboga.xlsx", dict(a.PALMGREN, licence_date=a.date(2023, 6, 19))),
         "Rättad blankett efter begäran om komplettering", evening=2,
         cases=[case(a.PALMGREN, WAITING, "updated", place=5, proposal="Kvar på intresselistan")], kinds=["receipt"],
         notes="Fortsätter ärendet från 08; kontaktdatum 2024-09-05 står kvar"),
    Mail("hallstahammar-aterkallelse", "09-11 10:05:48", "outlook", "Hallstahammars vårdcentral",
         "Återkallelse av intresseanmälan",
         signed("Hej,\n\nPetter Skoglundh har tackat nej. Vi drar tillbaka anmälan.", "Hallstahammars vårdcentral"),
         ("openpyxl", "Återkallelse Hallstahammar.xlsx", a.WITHDRAWN),
         "Återkallelse av en anmälan från tabellen i 07", evening=2,
         cases=[case(a.WITHDRAWN, WITHDRAWN, "withdrawn", kind="Ny ST")], kinds=["receipt"], logo=GREEN),
    Mail("sala-tack", "09-11 11:20:06", "outlook", "Sala vårdcentral",
         "Sv: Bekräftelse på intresseanmälan",
         signed("Tack för snabbt svar! Vet ni ungefär när beslutet kommer?", "Sala vårdcentral"),
         what="Ett svar från en chef på vårt brev, utan blankett", place="human", evening=2, logo=BLUE),
]
