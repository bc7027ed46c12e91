// Package authz decides who may do what to whom, and who sees which fields.
//
// Two tables are the single truth, written by hand and read by people:
// tabel.csv says which field groups a role reads and writes per relation, and
// handelingen.csv which actions it may do under which conditions; benamingen.csv
// gives every key its Dutch name. They refine the access matrix of the domain
// guide, section 8. The code compiles them once and follows them; what a table
// does not grant is denied. A mistake in a table stops the program at start.
//
// The package is pure. A use case loads the [Facts] of its subject, asks [Decide],
// and treats a denial as "not found". A list asks [ScopeOf] for the same action
// and turns its terms into SQL; [Scope.Contains] is what that SQL has to mean.
// [FieldsOf] says what a page may show.
//
// A decision is about one [Actor], one [Action] and one subject on one day. The
// way from actor to subject is a [Relation], and it follows from dated facts: an
// appointment (aanstelling) that holds on the day, a municipality, a team, the
// window of a provider. Per appointment all relations of its role hold that the
// facts give, and "geen" (none) always does.
//
// What authz does not decide: whether a municipality buys a product, whether a
// contract holds, whether a date is right. Those are rules of the domain, which
// answer a person who may ask with a reason and with who can mend it.
//
// Dutch terms: aanstelling (dated appointment), vervanging (standing in for an
// absent colleague), handeling (action), relatie (tie to the subject), groep
// (field group), bereik (extent: all rows, own rows or shared rows), voorwaarde
// (condition), inzage met reden (looking at another team's dossier after giving
// a reason), bijdrage (contribution), nazorg (after-care), geheimhouding (secrecy
// of an address), inkijklog (who looked), toezichthouder (inspector of the Wmo).
package authz
