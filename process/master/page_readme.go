package master

import "stintag/process"

// instructions is the page that says who does what. It is one printed page.
func instructions(region string, p *process.Policy) page {
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
	w.say("Blå rubriker: programmet", "Står där något fel i bladet Ärenden: skriv rätt värde över. Det du skriver gäller, och en kommentar på cellen visar vad som annars skulle stå där. Töm cellen när det ska gälla igen. I det som räknas fram (Inkommen, Status, Turordning, Förslag, skäl och anmärkningar) får det stå, men programmet räknar inte med det.")
	w.say("Rader och kolumner", "Sortera, filtrera, dölj och färga som ni vill. Flytta kolumner och lägg till egna, men ändra inte rubrikernas ord. Programmet flyttar aldrig en rad; nya rader hamnar sist.")
	w.say("Egen rad i Ärenden", "Kom en anmälan på papper eller telefon? Fyll i Läkare och Vårdcentral på en tom rad längst ned och lämna Ärende tom. Programmet ger raden ett nummer. Kopiera inte en annan rad: dess nummer och beslut följer med.")
	w.say("Borttagna rader", "En rad som tas bort ur Ärenden kommer tillbaka, om inte ärendet är återkallat eller avskrivet. Avsluta ett ärende med beslutet Avskrivs och en Beslutsmotivering. En rad som tas bort ur ST-läkare stannar borta, och det står i Att göra i en vecka.")
	w.row++
	w.say("ST-läkare", "Registret över alla ST-läkare. Beviljade läkare läggs till av programmet. Håll Start, Planerat slut och Status aktuella: prognos och pengar räknas härifrån. Sätt Pågår när läkaren har börjat; först då räknas läkaren som i utbildning.")
	w.say("Vårdcentraler", "Adresserna avgör vem som får skriva för en vårdcentral och vart breven går. Flera skiljs åt med semikolon.")
	w.say("Budget", "Fyll i Ram och Schablon per månad. Ett år utan ram visar ”ram ej beslutad”, och ingen föreslås då för finansiering det året.")
	w.say("Fel i en rad", "En rad som inte kan läsas får en kommentar och står i Att göra. Den stoppar bara det som hänger på den.")
	w.row++
	w.say("Varför står ett ärende där?", "Skriv numret i den gula rutan i bladet Regler. Svaret står under rutan efter nästa körning.")
	w.say("Vad händer om …?", "Välj ett antagande i bladet Prova och skriv ett värde. Följden står där efter nästa körning, och inget annat ändras.")
	w.say("Skrivs av programmet", "Översikt, Att göra, Delegationsbeslut, Fördelning, Prognos och Regler. Egna anteckningar gör du i en egen kolumn till höger eller i ett eget blad.")
	w.row++
	w.say("Spara och stäng", "Programmet skriver inte medan filen är öppen i Excel eller LibreOffice. Det väntar och försöker igen; inget går förlorat. Läs så länge i ”… – ENDAST LÄSNING” bredvid, där inget ska skrivas.")
	w.say("Kopior", "Arbeta inte i kopior, som master (1).xlsx: programmet läser bara huvudfilen och pekar ut kopian i Att göra.")
	w.say("Om något har blivit fel", "De senaste 30 versionerna finns kvar; be driften köra stintag restore.")
	w.say("Skyddade uppgifter", "En läkare med skyddade personuppgifter visas bara med ärendets nummer. Skriv inte namnet i andra celler. Skriv aldrig personnummer i filen.")
	w.inWordsOf(p, 1)
	return w.page
}
