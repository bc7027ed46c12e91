// Package toegang is the second process: who gets what, and why. It runs from the
// melding of a resident to the toewijzing with which a provider may begin.
//
// Everything here is plain data and functions over it. Dates come in as
// arguments; what has to be known of other processes comes in as facts. Rules
// that come from a source document or a law are [rule.Rule] values in a set;
// checks on what a form holds are plain findings.
//
// Dutch terms: melding (a resident's first question), melder (who brought it),
// onderzoek (the investigation of Wmo 2015 art. 2.3.2), afbakening (demarcation:
// is this Activerend Werk or something else), hoofddoel (main aim), advies
// (advice), uitkomst (outcome), wijkaanbod (what the neighbourhood offers),
// orientatie (finding out what one wants and can), CAW (Centrum voor Activerend
// Werk, a general provision), dagbesteding (day care), aanvraag (application),
// besluit (decision), opschorting (suspension of a term), profiel (profile),
// belastbaarheid (what somebody can bear), doel (goal), nulmeting (first
// measurement), streefwaarde (target), akkoord (agreement), toewijzing
// (allocation), omvang (volume with unit and frequency), einde (last day),
// hertoets (looking again whether a judgement still holds), trede (rung of the
// participatieladder), taak (task), termijn (term), lokale toegang (the municipal
// team that allocates), inwoner (resident), aanbieder (provider).
//
// States of a melding:
//
//	nieuw -> bevestigd -> onderzoek -> verslag -> afgerond
//	   any of the first four -> ingetrokken
//
// States of a toewijzing:
//
//	concept -> akkoord inwoner -> toegewezen -> bevestigd -> lopend <-> onderbroken
//	   -> evaluatie gehouden -> beeindigd -> nazorg -> archief
//	   concept or later -> vervallen; toegewezen -> geweigerd
package toegang
