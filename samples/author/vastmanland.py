"""Region Västmanland on 2024-09-10, out of its own modules."""

import applicants
import centres
import decisions
import envelope
import mails
import roster
import world


def make():
    made = roster.roster()
    frames, report = roster.budget(made, [p[1:3] for p in applicants.PLACES], applicants.GRANTED)
    for year, (free, costs) in report.items():
        print(f"{year}: free {free}, posts in ranking order {costs}")
    return world.World(
        folder="vastmanland", name="Region Västmanland",
        intake=envelope.Intake(f"st-intag@{centres.DOMAIN}", "ST-intag Region Västmanland"),
        office="Vårduppdrag Västmanland (påhittat), 021-00 00 00",
        invented="Alla personer, adresser och belopp är påhittade; namnen på orter är lånade.",
        first=world.evening(mails.FIRST), second=world.evening(mails.SECOND),
        centres=centres.CENTRES, headings=centres.HEADINGS, rows=centres.rows(),
        roster=roster.rows(made), roster_headings=roster.HEADINGS, budget=frames, mails=mails.MAILS,
        figures=dict(in_training=115, granted_year=28, goal=105, waiting=10, leaving=4, waiting_starts=8, year_end=119),
        decisions=decisions.DECISIONS, by=decisions.BY)
