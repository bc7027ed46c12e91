package authz

import (
	"slices"
	"strings"
	"testing"
)

func TestTablesAreWhole(t *testing.T) {
	if _, err := load(fieldText, actionText, nameText); err != nil {
		t.Fatal(err)
	}
	if len(allGroups) > 64 || len(allRelations) > 32 || len(allConditions) > 8 {
		t.Fatal("the bit sets are too small")
	}
	if allGroups[personGroups-1] != FieldDeclaratie || allGroups[personGroups] != FieldAanmelding {
		t.Errorf("personGroups is not where the groups of a person end: %s, %s", allGroups[personGroups-1], allGroups[personGroups])
	}
	for i, condition := range allConditions {
		if got := (condSet(1) << i).list(); !slices.Equal(got, []Condition{condition}) {
			t.Errorf("bit %d is %v, not %s", i, got, condition)
		}
	}
	for condition, bit := range map[Condition]condSet{
		CondVierOgen: bitVierOgen, CondNietZelf: bitNietZelf, CondOnpartijdig: bitOnpartijdig, CondAkkoord: bitAkkoord,
		CondReden: bitReden, CondEigenBijdrage: bitEigenBijdrage, CondEigenToewijzing: bitEigenToewijzing, CondEersteStart: bitEersteStart,
	} {
		if condSet(1)<<conditionIndex[condition] != bit {
			t.Errorf("%s has another bit", condition)
		}
	}
	if TableVersion() == "" || len(TableVersion()) != 12 {
		t.Errorf("version %q", TableVersion())
	}
}

// TestTablesThatAreWrong puts one mistake in a table and looks for it by name.
func TestTablesThatAreWrong(t *testing.T) {
	field := func(row string) string { return fieldText + row + "\n" }
	action := func(row string) string { return actionText + row + "\n" }
	for _, c := range []struct{ name, fields, actions, names, want string }{
		{"no table", "", actionText, nameText, "tabel.csv:0: empty"},
		{"other columns", "rol,groep\n", actionText, nameText, "wrong number of fields"},
		{"renamed column", strings.Replace(fieldText, "lezen,schrijven", "schrijven,lezen", 1), actionText, nameText, "the columns are"},
		{"a column short", field("inwoner,zelf,bsn,alles,-,,x"), actionText, nameText, "wrong number of fields"},
		{"unknown role", field("burgemeester,geen,bsn,-,-,,x,y"), actionText, nameText, `unknown rol "burgemeester"`},
		{"unknown relation", field("consulent,buurman,bsn,-,-,,x,y"), actionText, nameText, `unknown relatie "buurman"`},
		{"unknown group", field("consulent,geen,geheim,-,-,,x,y"), actionText, nameText, `unknown groep "geheim"`},
		{"unknown extent", field("consulent,geen,account,soms,-,,x,y"), actionText, nameText, `unknown bereik "soms"`},
		{"unknown condition", field("consulent,geen,account,alles,-,misschien,x,y"), actionText, nameText, `unknown voorwaarde "misschien"`},
		{"no role", field(",geen,account,alles,-,,x,y"), actionText, nameText, "no rol"},
		{"two spaces", field("consulent  teamleider,geen,account,alles,-,,x,y"), actionText, nameText, `unknown rol ""`},
		{"a role twice", field("consulent consulent,geen,account,alles,-,,x,y"), actionText, nameText, "rol consulent twice"},
		{"no source", field("consulent,geen,account,alles,-,,,y"), actionText, nameText, "no bron"},
		{"no reason", field("consulent,geen,account,alles,-,,x, "), actionText, nameText, "no reden"},
		{"impossible relation", field("consulent,zelf,bsn,alles,-,,x,y"), actionText, nameText, "consulent cannot have the relation zelf"},
		{"a cell twice", field("consulent,eigen-team,bsn,-,-,,x,y"), actionText, nameText, "consulent, eigen-team, bsn is already in row"},
		{"person for anybody", field("consulent,geen,bsn,alles,-,,x,y"), actionText, nameText, "fields of a person for whoever has no relation"},
		{"far gives", field("consulent,andere-gemeente,account,alles,-,,x,y"), actionText, nameText, "andere-gemeente never gives anything"},
		{"condition on nothing", field("consulent,geen,account,-,-,akkoord,x,y"), actionText, nameText, "a condition on nothing"},
		{"own rows of nobody", field("anoniem,geen,account,eigen,-,,x,y"), actionText, nameText, "anoniem has no own or shared rows"},
		{"shared with the resident", field("inwoner,eigen-account,organisatie,gedeeld,-,,x,y"), actionText, nameText, "nothing is shared with the inwoner"},
		{"unknown action", fieldText, action("dossier.verbranden,consulent,geen,,x,y"), nameText, `unknown handeling "dossier.verbranden"`},
		{"an action twice", fieldText, action("dossier.openen,consulent,eigen-team,reden,x,y"), nameText, "dossier.openen, consulent, eigen-team is already in row"},
		{"far may", fieldText, action("dossier.openen,coordinator,andere-aanbieder,,x,y"), nameText, "andere-aanbieder never gives anything"},
		{"a list with a condition", fieldText, action("lijst.inwoners,caw-adviseur,caw-verwezen,akkoord,x,y"), nameText, "a list cannot have the condition [akkoord]"},
		{"a list by a reason", fieldText, action("lijst.inwoners,toezichthouder,inzage-met-reden,,x,y"), nameText, "a list does not open by a reason"},
		{"a list of an account", fieldText, action("lijst.team,consulent,eigen-account,,x,y"), nameText, "a list is not about an account"},
		{"a list of a municipality", fieldText, action("lijst.inwoners,consulent,eigen-gemeente,,x,y"), nameText, "goes by team"},
		{"an action without a row", fieldText, strings.Replace(actionText, "\nbsn.tonen,", "\nadres.wijzigen,", 3), nameText, "bsn.tonen has no row"},
		{"a quote that is open", fieldText, action(`dossier.openen,consulent,geen,,x,"y`), nameText, "extraneous or missing"},
		{"a key without a name", fieldText, actionText, strings.Replace(nameText, "rol,consulent,", "rol,consulente,", 1), "rol:consulent has no row"},
		{"a name without a key", fieldText, actionText, nameText + "rol,burgemeester,Burgemeester,\n", "rol:burgemeester is no key"},
		{"a name twice", fieldText, actionText, nameText + "rol,consulent,Consulent,\n", "rol:consulent twice"},
		{"an empty name", fieldText, actionText, strings.Replace(nameText, "rol,consulent,Consulent,", "rol,consulent,,", 1), "rol:consulent has no naam"},
	} {
		_, err := load(c.fields, c.actions, c.names)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not %q", c.name, err, c.want)
		}
	}
}

func TestEveryMistakeIsNamedWithItsRow(t *testing.T) {
	_, err := load(fieldText+"burgemeester,geen,bsn,-,-,,x,y\n", actionText+"dossier.verbranden,consulent,geen,,x,y\n", nameText+"x,y,z,\n")
	lines := strings.Count(fieldText, "\n") + 1
	if err == nil || strings.Count(err.Error(), "\n") != 2 || !strings.Contains(err.Error(), "tabel.csv:"+decimal(lines)+":") {
		t.Errorf("%v", err)
	}
}

func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}

func TestVersionFollowsTheRights(t *testing.T) {
	changed, err := load(fieldText, strings.Replace(actionText, "bsn.tonen,coordinator,aanbieder-lopend", "bsn.tonen,coordinator,aanbieder-nazorg", 1), nameText)
	if err != nil || changed.version == TableVersion() {
		t.Errorf("the same version after a change: %v", err)
	}
	renamed, err := load(fieldText, actionText, strings.Replace(nameText, "rol,consulent,Consulent", "rol,consulent,Wijkconsulent", 1))
	if err != nil || renamed.version != TableVersion() {
		t.Errorf("another version after another name: %v", err)
	}
}

func TestUnknownKeysAreNobody(t *testing.T) {
	if RelationsFor("verzonnen") != nil || Role("verzonnen").Naam() != "" || FieldGroup("verzonnen").AboutPerson() {
		t.Error("an unknown key is something")
	}
	if len(Roles()) != len(roleDefs) || len(Relations()) != len(allRelations) || len(FieldGroups()) != len(allGroups) ||
		len(Actions()) != len(allActions) || len(Conditions()) != len(allConditions) {
		t.Error("a list is short")
	}
	if got := RelationsFor(RoleInwoner); !slices.Equal(got, []Relation{RelZelf, RelEigenAccount, RelGeen}) {
		t.Errorf("the inwoner can have %v", got)
	}
}

// TestNoAllocations guards the speed that lists depend on: a decision and a set of
// fields cost no memory.
func TestNoAllocations(t *testing.T) {
	actor, facts := busy()
	if n := testing.AllocsPerRun(100, func() { decisionSink = Decide(actor, DossierOpenen, facts) }); n != 0 || !decisionSink.Allowed {
		t.Errorf("Decide allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { decisionSink = Decide(actor, StartBevestigen, facts) }); n != 0 || decisionSink.Allowed {
		t.Errorf("a denial allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { fieldsSink = FieldsOf(actor, facts) }); n != 0 || !fieldsSink.Reads(FieldNaam) {
		t.Errorf("FieldsOf allocates %v times", n)
	}
}
