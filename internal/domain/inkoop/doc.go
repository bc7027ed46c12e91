// Package inkoop holds what a region buys and under which agreements: who may
// deliver what, where and when. It is the first of the five processes.
//
// Two questions are answered here. What may this gemeente buy on this day:
// [Register.Koopbaar] and [Register.Koopoordeel], with a reason for every no. And
// does procurement allow this toewijzing: the rules of [Gate] over [GateFacts].
//
// Everything is dated and nothing is ever deleted: a municipality dissolves, a
// product ends, a contract is extended, and what was agreed before stays as it
// was. A toewijzing is bound to a [ProductRef], a product in one version of the
// catalogue, so a change of the catalogue never rewrites it. What differs per
// gemeente or per version is data; there is no if on a name (docs/adr/0008).
//
// Terms: gemeente (municipality), wijk (neighbourhood), woonplaats (place of the
// address register), catalogus (the products a region offers, in versions), keuze
// (what a gemeente ticks in that catalogue: the cafetariamodel), vorm (how it
// takes part), plafond (ceiling on places or money), lokale regel (rule of one
// gemeente), instelling (regional setting), tarief (tariff), aanbieder (provider),
// addendum (signed change of a contract), overgangsregel (what happens to running
// allocations when the contract ends: uitlopen is to serve out), verzekering
// (insurance), werkplek (place to work), dagdeel (four hours), herkomst
// (provenance). Products: ORI orientation, ONT development, STA stable; trede is a
// rung of the participatieladder.
//
// Sources, as S-A and S-B in the domain guide: S-A is the market consultation of
// 28 May 2019, S-B the older presentation of about autumn 2016.
package inkoop
