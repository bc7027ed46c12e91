package ladder

// Anker (behaviour anchor) is a small step inside a trede that people can see in
// somebody's behaviour. Most residents stay on one trede for months; anchors make
// their growth visible (domain guide 2.2, mini-scale). They are our own words and
// mean the same in every version.
type Anker struct {
	Code string `json:"code"` // unique over all treden, for example "3c"
	Kort string `json:"kort"` // level A2, said by the resident
}

// ankers has five small steps for each trede, from first to last as they often come.
var ankers = map[Trede][]Anker{
	1: {
		{"1a", "Ik doe de deur open als er bezoek komt."},
		{"1b", "Ik bel of app met iemand."},
		{"1c", "Ik ga naar buiten voor een rondje."},
		{"1d", "Ik ga samen met iemand ergens naartoe."},
		{"1e", "Ik weet een plek waar ik naartoe wil."},
	},
	2: {
		{"2a", "Ik ga elke week naar een vaste plek."},
		{"2b", "Ik ga er alleen naartoe."},
		{"2c", "Ik maak een praatje met mensen die ik nog niet ken."},
		{"2d", "Ik laat het weten als ik niet kom."},
		{"2e", "Ik help wel eens mee."},
	},
	3: {
		{"3a", "Ik kom op de dagen die we hebben afgesproken."},
		{"3b", "Ik kom op tijd."},
		{"3c", "Ik vraag om hulp als het niet lukt."},
		{"3d", "Ik maak een taak af."},
		{"3e", "Ik begin zelf aan een taak."},
	},
	4: {
		{"4a", "Ik doe mijn taken zonder dat iemand erbij staat."},
		{"4b", "Ik weet zelf wat er daarna moet gebeuren."},
		{"4c", "Ik werk samen met collega's."},
		{"4d", "Ik los zelf een probleem op."},
		{"4e", "Ik leg een ander uit hoe het moet."},
	},
	5: {
		{"5a", "Ik houd me aan de afspraken in mijn contract."},
		{"5b", "Ik praat met mijn baas over hoe het gaat."},
		{"5c", "Ik werk in hetzelfde tempo als mijn collega's."},
		{"5d", "Ik kan meer uren aan."},
		{"5e", "Ik heb minder hulp nodig."},
	},
	6: {
		{"6a", "Ik houd mijn werk vol."},
		{"6b", "Ik regel mijn geld zelf."},
		{"6c", "Ik weet bij wie ik terecht kan."},
		{"6d", "Ik leer nieuwe dingen op mijn werk."},
		{"6e", "Ik kan rondkomen van mijn loon."},
	},
}
