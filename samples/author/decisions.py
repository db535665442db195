"""What the delegate fills in on the day after the first evening."""

BY = "Karin Lindqvist, verksamhetschef Vårduppdrag"

DECISIONS = [
    ("Birgitta Hedlundh", "Beviljas", ""),
    ("Elin Sjökvist", "Beviljas", ""),
    ("Johan Mårdberg", "Beviljas", ""),
    ("Fatima Rahimi", "Beviljas", ""),
    ("Gustav Åkerlind", "Kvar på intresselistan",
     "Forskningsplanen är inte klar. Anmälan prövas igen när den finns."),
    ("Sanna Lindehag", "Beviljas", ""),
    ("Julia Axelberg", "Avslås", "Pre BT-ST är stoppad under 2025."),
]
