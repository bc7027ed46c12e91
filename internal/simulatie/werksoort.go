package simulatie

// werksoort is a kind of work: for whom it is done, words that make the name of a
// place, and the words in which people there talk about it.
type werksoort struct {
	code    string
	namen   []string
	voorWie []string
	plek    []string // where it is: "Ik wil naar {plek}"
	werk    []string // what one does: "Ik wil {werk}"
	leren   []string // what can be learned: "Ik wil leren {leren}"
}

var werksoorten = []werksoort{
	{
		"groen",
		[]string{"De Moestuin", "De Kruidentuin", "Tuinploeg", "De Kas"},
		[]string{"groente voor het buurtrestaurant", "het groen van de wijk", "tuinen van ouderen in de buurt"},
		[]string{"de tuin", "de kas"},
		[]string{"in de tuin werken", "planten verzorgen", "groente kweken", "onkruid wieden"},
		[]string{"snoeien", "zaaien en planten", "met de bosmaaier werken", "een bed klaarmaken"},
	},
	{
		"fietsen",
		[]string{"Fietswerkplaats", "De Tweewieler", "Het Wiel"},
		[]string{"fietsen voor kinderen die er geen hebben", "bewoners die hun fiets laten maken"},
		[]string{"de fietswerkplaats"},
		[]string{"fietsen maken", "banden plakken", "kinderfietsen opknappen"},
		[]string{"een fiets helemaal nakijken", "remmen afstellen", "een wiel richten", "klanten uitleggen wat er kapot is"},
	},
	{
		"koken",
		[]string{"De Buurtkeuken", "De Soeppan", "Eetcafé De Lepel"},
		[]string{"gasten van het buurtrestaurant", "maaltijden voor mensen die niet zelf koken"},
		[]string{"de keuken", "het buurtrestaurant"},
		[]string{"koken", "groente snijden", "gasten bedienen", "broodjes maken"},
		[]string{"koken voor twintig mensen", "werken met een recept", "schoon werken in de keuken", "een boodschappenlijst maken"},
	},
	{
		"hout",
		[]string{"Houtwerkplaats", "De Schaafbank", "Het Spaandertje"},
		[]string{"meubels voor de kringloop", "speelgoed voor kinderdagverblijven"},
		[]string{"de houtwerkplaats"},
		[]string{"met hout werken", "meubels opknappen", "schuren en lakken"},
		[]string{"zagen en schuren", "meten en aftekenen", "veilig met machines werken", "een kast in elkaar zetten"},
	},
	{
		"winkel",
		[]string{"Kringloop De Ronde", "De Weggeefwinkel", "Tweede Leven"},
		[]string{"klanten uit de wijk", "gezinnen met weinig geld"},
		[]string{"de winkel", "de kringloop"},
		[]string{"in de winkel helpen", "spullen sorteren", "klanten helpen", "kleding ophangen"},
		[]string{"de kassa bedienen", "prijzen bepalen", "klanten aanspreken", "een vak netjes inrichten"},
	},
	{
		"dieren",
		[]string{"De Dierenweide", "De Geitenstal", "Stalhulp"},
		[]string{"kinderen die de dieren bezoeken", "de dieren van de kinderboerderij"},
		[]string{"de dierenweide", "de stal"},
		[]string{"dieren verzorgen", "hokken schoonmaken", "kinderen rondleiden"},
		[]string{"zien of een dier ziek is", "voer afwegen", "zelf een hok schoonmaken", "bezoekers iets vertellen over de dieren"},
	},
	{
		"textiel",
		[]string{"Naaiatelier", "De Wasserij", "De Strijkplank"},
		[]string{"was van het zorgcentrum", "reparaties voor buurtbewoners"},
		[]string{"het atelier"},
		[]string{"naaien", "was vouwen", "strijken", "kleding herstellen"},
		[]string{"met de naaimachine werken", "een rits inzetten", "de was sorteren", "een patroon lezen"},
	},
	{
		"techniek",
		[]string{"Repair Hoek", "De Soldeerbout", "Elektrowerkplaats"},
		[]string{"apparaten die anders weggegooid worden", "buurtbewoners met een kapot apparaat"},
		[]string{"de werkplaats"},
		[]string{"apparaten repareren", "solderen", "computers opknappen"},
		[]string{"solderen", "meten of iets werkt", "een stekker aanzetten", "uitleggen wat er kapot is"},
	},
	{
		"boeken",
		[]string{"De Leestafel", "Archiefploeg", "Boekenkast"},
		[]string{"lezers van de bibliotheek", "het streekarchief"},
		[]string{"de bibliotheek"},
		[]string{"boeken opruimen", "mensen wijzen waar iets staat", "in het archief werken", "achter de computer werken"},
		[]string{"boeken inschrijven", "met het computersysteem werken", "oude papieren ordenen", "voorlezen aan kinderen"},
	},
	{
		"ontvangst",
		[]string{"De Balie", "Huis van de Wijk", "Koffiekamer"},
		[]string{"bezoekers van het wijkcentrum", "ouderen die alleen zijn"},
		[]string{"het wijkcentrum"},
		[]string{"mensen ontvangen", "koffie schenken", "de zaal klaarzetten", "de telefoon opnemen"},
		[]string{"zelf de telefoon opnemen", "een activiteit voorbereiden", "de agenda bijhouden", "rustig blijven bij een boze bezoeker"},
	},
	{
		"inpakken",
		[]string{"De Inpakkerij", "Montagehal", "De Lopende Band"},
		[]string{"pakketten voor winkels in de regio", "de voedselbank"},
		[]string{"de inpakhal"},
		[]string{"inpakken", "pakketten maken", "dozen vouwen", "tellen en sorteren"},
		[]string{"een bestelling klaarmaken", "werken met een lijst", "pallets stapelen", "zelf controleren of alles klopt"},
	},
	{
		"schoon",
		[]string{"De Schone Straat", "Wijkploeg", "De Poetslap"},
		[]string{"een schone buurt", "de sportvelden van de vereniging"},
		[]string{"de wijkploeg", "de sportvelden"},
		[]string{"schoonmaken", "de straat netjes houden", "kleedkamers schoonmaken"},
		[]string{"de goede middelen gebruiken", "een ruimte stap voor stap schoonmaken", "veilig werken langs de weg", "een rooster lezen"},
	},
}

// werksoortVan gives a kind by its code.
func werksoortVan(code string) *werksoort {
	for i := range werksoorten {
		if werksoorten[i].code == code {
			return &werksoorten[i]
		}
	}
	return nil
}
