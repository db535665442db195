package master

// instructions is the page that says who does what.
func instructions(region string) page {
	w := &words{page: page{sheet: SheetInstructions}, row: 1}
	w.put(1, 1, text("Läs mig"), titleStyle)
	w.say("", "Huvudfilen för "+region+"s intag av ST-läkare i allmänmedicin. Programmet läser intresseanmälningar ur brevlådan, för in dem här, föreslår turordning och skickar brev. Ni beslutar.")
	w.row++
	w.say("Så beslutar du", "1. Öppna bladet Ärenden. Filtrera på Status ”Klar för beslut”.\n"+
		"2. Läs Förslag och Skäl för förslaget. Kontrollera legitimationen och skriv datum och signatur i Leg. kontrollerad.\n"+
		"3. Fyll i Beslut, Beslutad av och Beslutsdatum. Skriv Beslutsmotivering om du går ifrån förslaget.\n"+
		"4. Spara och stäng filen. Programmet skickar beslutet till vårdcentralen.\n"+
		"Ett halvifyllt beslut skickas aldrig. Det som saknas står i bladet Att göra.")
	w.say("Ändra ett beslut", "Skriv det nya beslutet, med nytt datum, i samma rad. Brevet säger att det ersätter det förra. Upphävs tar bort ett beslut.")
	w.row++
	w.say("Gröna rubriker: ni", "Kolumner med grön rubrik fyller ni i. Programmet ändrar dem aldrig.")
	w.say("Blå rubriker: programmet", "Kolumner med blå rubrik fyller programmet i. Står där något fel i bladet Ärenden: skriv rätt värde över. Det du skriver gäller och skrivs inte över. Töm cellen när programmets värde ska gälla igen.")
	w.say("Rader", "Sortera, filtrera, dölj och färga som ni vill. Flytta kolumner och lägg till egna. Ändra inte rubrikernas ord. Programmet flyttar aldrig en rad; nya rader hamnar sist.")
	w.say("Egen rad i Ärenden", "Kom en anmälan på papper eller telefon? Fyll i Läkare och Vårdcentral på en tom rad längst ned och lämna Ärende tom. Programmet ger raden ett nummer.")
	w.say("Borttagna rader", "En rad som tas bort ur Ärenden kommer tillbaka, om inte ärendet är återkallat eller avskrivet. Avsluta ett ärende med beslutet Avskrivs.")
	w.row++
	w.say("ST-läkare", "Registret över alla ST-läkare. Beviljade läkare läggs till av programmet. Håll Start, Planerat slut och Status aktuella: prognos och pengar räknas härifrån. Sätt Status till Pågår när läkaren har börjat; först då räknas läkaren som i utbildning.")
	w.say("Vårdcentraler", "Adresserna här avgör vem som får skriva för en vårdcentral och vart breven går. Flera adresser skiljs åt med semikolon. Specialister, handledare och utlånad handledning läses härifrån när anmälningar granskas, och hur det står till visas i Översikt.")
	w.say("Budget", "Fyll i Ram och Schablon per månad. Ett år utan ram visar ”ram ej beslutad”, och ingen föreslås då för finansiering det året.")
	w.say("Skrivs av programmet", "Översikt, Att göra, Delegationsbeslut, Prognos och Regler. Egna anteckningar gör du i en egen kolumn till höger eller i ett eget blad.")
	w.row++
	w.say("Spara och stäng", "Programmet skriver inte medan filen är öppen i Excel eller LibreOffice. Det väntar och försöker igen; inget går förlorat. De senaste versionerna sparas.")
	w.say("Skyddade personuppgifter", "En läkare med skyddade personuppgifter visas bara med ärendets nummer. Skriv inte namnet i andra celler.")
	w.say("Personnummer", "Skriv inte personnummer i filen.")
	return w.page
}
