package password

import "strings"

// baseWords are the words that people in this country build passwords from,
// chosen by hand for this program: seasons, names, animals, football clubs,
// places, food, work and the classics. They are parts, not passwords.
const baseWords = `
password wachtwoord welkom welcome login inloggen admin administrator beheer beheerder beheren root user gebruiker gast guest test tester testen proef
geheim secret letmein toegang access account computer laptop internet netwerk network server system systeem windows microsoft apple google samsung office
default changeme change verander nieuw oud master super superman batman spiderman pokemon starwars matrix dragon monkey shadow sunshine princess prinses
qwerty azerty asdf zxcv abc abcd iloveyou ikhouvanjou ikhouvan houvan liefde love lief lieve schat schatje liefje kusje kus darling baby angel engel hallo hello
hoi dag doei goedemorgen morgen middag avond nacht vandaag gisteren zomer winter herfst lente voorjaar najaar summer spring autumn
januari februari maart april mei juni juli augustus september oktober november december january february march june july august october
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday sunday week weekend maand jaar
vakantie holiday feest kerst kerstmis pasen sinterklaas verjaardag geluk gelukkig blij vrolijk mooi prachtig lekker leuk gezellig rustig sterk
een twee drie vier vijf zes zeven acht negen tien nul honderd duizend one two three four five seven eight nine ten
ajax feyenoord vitesse psv twente utrecht heerenveen groningen sparta willem nac nec oranje holland nederland dutch voetbal football soccer tennis hockey
hond honden poes katten kater kat paard paarden vogel vis vissen konijn muis olifant tijger leeuw beer vlinder bloem bloemen roos tulp zon maan ster sterren
regen sneeuw wind zee strand water vuur aarde bos boom berg rivier wolk hemel rood blauw groen geel wit zwart paars roze bruin grijs goud zilver
red blue green yellow white black purple pink brown silver gold orange
appel peer banaan kers aardbei kaas brood melk koffie thee bier wijn water chocola chocolade koek taart pizza friet patat soep suiker zout peper
cookie coffee cheese butter flower tiger lion bear horse dog cat fish bird house home family friend friends
huis thuis tuin keuken kamer deur raam tafel stoel bank bed lamp boek boeken papier pen tas sleutel fiets fietsen auto trein bus boot vliegtuig motor brommer
vader moeder papa mama broer zus zusje opa oma oom tante zoon dochter kind kinderen vriend vriendin familie man vrouw jongen meisje
werk werken werkplek werkt activerend activering dagbesteding zorg welzijn wmo jeugd participatie gemeente gemeenten stad dorp wijk wijkteam buurt regio
consulent begeleider begeleiding inwoner client klant team teams kantoor bureau afdeling school leraar student studie dokter arts verpleging zuster
hulp helpen help samen sociaal maatschappelijk ondersteuning trede traject ladder stap trap project dossier rapport melding
arnhem nijmegen zevenaar duiven westervoort doesburg lingewaard overbetuwe renkum rheden rozendaal rijnwaarden elst velp huissen bemmel oosterbeek
amsterdam rotterdam denhaag haag utrecht eindhoven tilburg almere breda apeldoorn enschede haarlem amersfoort zwolle leiden maastricht dordrecht ede
gelderland brabant limburg friesland drenthe overijssel zeeland flevoland europa europe amerika belgie duitsland frankrijk spanje italie
jansen janssen devries vries berg bakker visser smit meijer meyer mulder bos vos peters hendriks dekker brouwer linden dijkstra smits graaf kok jacobs haan
vermeulen heuvel broek schouten beek willems vink kramer koning prins koningin maas verhoeven kuipers sanders hermans vanden vander
peter jan piet kees klaas henk johan maria anna emma sophie julia eva lisa sanne lotte thomas daan lucas sem levi finn milan bram jesse noah luuk lars tim
kim mark marco erik robert michel patrick dennis jeroen martijn bas rob frank paul david daniel michael jordan charlie george william jessica ashley
linda monique sandra petra ingrid marieke mariska annemiek esther miriam fatima mohamed mohammed ahmed ali youssef
mijn jouw onze naam code pin nummer getal cijfer letter woord sterk veilig veiligheid security secure private prive zakelijk persoonlijk tijdelijk temp
the and for you my is het de en van voor met niet wel ook maar ik jij wij zij ben bent zijn was geen alles niets altijd nooit
heel veel goed beter best top cool nice good great happy lucky star rock music muziek dance game games gamer player speler ninja samurai killer
money geld euro rijk bank betaal betalen winkel corona covid trump obama hitler jezus jesus god allah bijbel kerk vrede freedom vrijheid
ferrari porsche mercedes toyota honda yamaha harley volvo tesla bmw audi opel ford fiat volkswagen
fuck shit kut lul kanker godverdomme verdomme tering sexy porno sex hotmail gmail outlook facebook instagram youtube whatsapp
begin start stop einde open dicht lente bladeren bruiloft wereld world peace vakantiegeld salaris
`

// wordsBySound groups the words by what their first letter may look like.
var wordsBySound = func() map[rune][][]rune {
	out := map[rune][][]rune{}
	seen := map[string]bool{}
	for _, w := range strings.Fields(baseWords) {
		if seen[w] {
			continue
		}
		seen[w] = true
		r := []rune(w)
		out[sound(r[0])] = append(out[sound(r[0])], r)
	}
	return out
}()
