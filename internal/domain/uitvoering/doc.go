// Package uitvoering is the third process: what happens at the place, from the
// confirmed start of a toewijzing to the last follow-up after its end.
//
// Everything here is plain data and functions over it, as in the packages before
// it. Terms are those of the product and of the region's settings; they run from
// the first day of the toewijzing and never move to a working day, because they
// are terms of a contract and not of a law (requirement X-02).
//
// Dutch terms: uitvoering (delivery), arrangement (a toewijzing while it runs),
// startbevestiging (confirmation of the start), weigering (refusal), begeleider
// (supervisor; werkbegeleider at the work, trajectbegeleider for the course), VOG
// (certificate of conduct), aanwezigheid (attendance), dagdeel (half day of four
// hours), verzuim (absence), voortgangsbericht (progress report), samen ingevuld
// (filled in together), signaal (signal between the parties), voorstel (proposal),
// evaluatie (evaluation talk), verslag (report), vervolg (what comes next),
// onderbreking (interruption), vroegtijdig einde (early end), afsluiting (closing),
// resultaat (result), bestemming (where somebody goes), uitstroom (leaving for work
// or volunteering), nazorg (follow-up), duurzaam (lasting).
package uitvoering
