// Package simulatie lets a region live without real people: residents, providers
// and staff, time and chance from one seed, through the use cases of app. It fills
// the demo, and it shows that no deadline gets lost in years of ordinary life.
//
// Everything follows from the seed, the number of residents and the dates, so a
// run that fails is run again by one command. All people, organisations and texts
// are made up; BSNs come from the range that belongs to nobody.
//
// Dutch terms: inwoner (resident), aanbieder (provider), werkplek (place to work),
// gemeente (municipality), wijk (neighbourhood), team (of the lokale toegang),
// consulent (staff of the lokale toegang), melding (first question), trede (rung
// of the participatieladder).
package simulatie
