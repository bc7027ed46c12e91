package iwmo

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Soort is a kind of message: "WMO301".
type Soort string

// The kinds of message of iWmo.
const (
	SoortWMO301 Soort = "WMO301"
	SoortWMO302 Soort = "WMO302"
	SoortWMO305 Soort = "WMO305"
	SoortWMO306 Soort = "WMO306"
	SoortWMO307 Soort = "WMO307"
	SoortWMO308 Soort = "WMO308"
	SoortWMO315 Soort = "WMO315"
	SoortWMO316 Soort = "WMO316"
	SoortWMO317 Soort = "WMO317"
	SoortWMO318 Soort = "WMO318"
	SoortWMO319 Soort = "WMO319"
	SoortWMO320 Soort = "WMO320"
	SoortWMO323 Soort = "WMO323"
	SoortWMO325 Soort = "WMO325"
)

// Release is one release of the standard: its messages by their namespace.
type Release struct {
	Naam      string // "3.2"
	Basis     string // namespace of the basisschema
	berichten []*berichtsoort
}

// berichtsoort is one kind of message in one release.
type berichtsoort struct {
	soort     Soort
	release   *Release
	namespace string
	code      string // BerichtCode
	versie    int64  // BerichtVersie
	subversie int64  // BerichtSubversie
	typ       reflect.Type
	root      *klasse
	delen     int   // parts of all its classes
	antwoord  Soort // the kind that answers it; empty for an answer
	gemeente  bool  // a gemeente stands in it as sender, a provider as receiver
}

// Release32 is iWmo 3.2, in use since 3 April 2023. It is made at the first use.
func Release32() *Release { return release32() }

var release32 = sync.OnceValue(func() *Release {
	return newRelease(3, 2, berichten32)
})

var berichten32 = []berichtsoort{
	{soort: SoortWMO301, code: "414", typ: reflect.TypeFor[WMO301](), antwoord: SoortWMO302, gemeente: true},
	{soort: SoortWMO302, code: "415", typ: reflect.TypeFor[WMO302](), gemeente: true},
	{soort: SoortWMO305, code: "418", typ: reflect.TypeFor[WMO305](), antwoord: SoortWMO306},
	{soort: SoortWMO306, code: "419", typ: reflect.TypeFor[WMO306]()},
	{soort: SoortWMO307, code: "420", typ: reflect.TypeFor[WMO307](), antwoord: SoortWMO308},
	{soort: SoortWMO308, code: "421", typ: reflect.TypeFor[WMO308]()},
	{soort: SoortWMO315, code: "444", typ: reflect.TypeFor[WMO315](), antwoord: SoortWMO316},
	{soort: SoortWMO316, code: "445", typ: reflect.TypeFor[WMO316]()},
	{soort: SoortWMO317, code: "480", typ: reflect.TypeFor[WMO317](), antwoord: SoortWMO318},
	{soort: SoortWMO318, code: "481", typ: reflect.TypeFor[WMO318]()},
	{soort: SoortWMO319, code: "482", typ: reflect.TypeFor[WMO319](), antwoord: SoortWMO320, gemeente: true},
	{soort: SoortWMO320, code: "483", typ: reflect.TypeFor[WMO320](), gemeente: true},
	{soort: SoortWMO323, code: "484", typ: reflect.TypeFor[WMO323](), antwoord: SoortWMO325},
	{soort: SoortWMO325, code: "485", typ: reflect.TypeFor[WMO325](), gemeente: true},
}

// Releases lists the releases that this package knows, the newest first.
func Releases() []*Release { return []*Release{Release32()} }

func newRelease(versie, subversie int64, berichten []berichtsoort) *Release {
	prefix := fmt.Sprintf("http://www.istandaarden.nl/iwmo/%d_%d/", versie, subversie)
	r := &Release{Naam: fmt.Sprintf("%d.%d", versie, subversie), Basis: prefix + "basisschema/schema"}
	for _, b := range berichten {
		b.release, b.versie, b.subversie = r, versie, subversie
		b.namespace = prefix + strings.ToLower(string(b.soort)) + "/schema"
		p := planner{
			retour: b.antwoord == "",
			soort:  b.soort,
			partij: map[string]string{"Afzender": "AgbCode", "Ontvanger": "Gemeente"},
			vast:   map[string]string{"BerichtCode": b.code, "BerichtVersie": fmt.Sprint(versie), "BerichtSubversie": fmt.Sprint(subversie)},
		}
		if b.gemeente {
			p.partij["Afzender"], p.partij["Ontvanger"] = p.partij["Ontvanger"], p.partij["Afzender"]
		}
		b.root = p.plan(b.typ)
		b.delen = p.delen
		r.berichten = append(r.berichten, &b)
	}
	return r
}

// Soorten lists the kinds of message of a release.
func (r *Release) Soorten() []Soort {
	var list []Soort
	for _, b := range r.berichten {
		list = append(list, b.soort)
	}
	return list
}

// Nieuw makes an empty message of a kind, as a pointer to its type, with the codes and
// versions in its header.
func (r *Release) Nieuw(soort Soort) (any, error) {
	b := r.bericht(soort)
	if b == nil {
		return nil, fmt.Errorf("iwmo: release %s has no message %q", r.Naam, soort)
	}
	m := reflect.New(b.typ)
	head := m.Elem().FieldByName("Header")
	if head.Type() != reflect.TypeFor[Header]() { // of an answer
		head = head.FieldByName("Header")
	}
	head.Set(reflect.ValueOf(b.header()))
	return m.Interface(), nil
}

// header is what the header of a message holds whatever it says.
func (b *berichtsoort) header() Header {
	return Header{BerichtCode: b.code, BerichtVersie: b.versie, BerichtSubversie: b.subversie, XsdVersie: b.xsdVersie()}
}

// xsdVersie names the schemas that a message of this package is made with.
func (b *berichtsoort) xsdVersie() XsdVersie {
	return XsdVersie{BasisschemaXsdVersie: "1.0.0", BerichtXsdVersie: "1.0.0"}
}

// BerichtCode is the code of a kind of message in its header: "414"; empty: there is no
// such kind.
func (r *Release) BerichtCode(soort Soort) string {
	if b := r.bericht(soort); b != nil {
		return b.code
	}
	return ""
}

// bericht is a kind of message of the release, or nil.
func (r *Release) bericht(soort Soort) *berichtsoort {
	i := slices.IndexFunc(r.berichten, func(b *berichtsoort) bool { return b.soort == soort })
	if i < 0 {
		return nil
	}
	return r.berichten[i]
}

// byNamespace finds the kind of message whose elements are in a namespace.
func byNamespace(namespace string) *berichtsoort {
	return find(func(b *berichtsoort) bool { return b.namespace == namespace })
}

// byType finds the kind of message of a Go type.
func byType(t reflect.Type) *berichtsoort {
	return find(func(b *berichtsoort) bool { return b.typ == t })
}

func find(match func(*berichtsoort) bool) *berichtsoort {
	for _, r := range Releases() {
		for _, b := range r.berichten {
			if match(b) {
				return b
			}
		}
	}
	return nil
}
