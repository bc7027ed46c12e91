-- +goose Up

-- A resident (inwoner). Fields of class 'gevoelig' are encrypted by the program:
-- gevoelig holds contact, addresses and secrecy; bsn_index is the keyed blind
-- index that finds a BSN. verblijf is where the resident lived, from when to when.
-- The columns from fase to einde are derived, for lists; no version guards them.
-- gewijzigd is set first in every write about a resident, so that two writers take
-- their turn.
create table inwoner (
  id {{text}} primary key,
  gemeente_code {{text}} not null,
  wijk_code {{text}} not null,
  team_id {{text}} not null references team (id),
  consulent_id {{text}} references account (id),
  weergavenaam {{text}} not null,
  sorteernaam {{text}} not null,
  naam {{json}} not null,
  geboortedatum {{date}},
  geboorte_gebruik {{text}} not null,
  bsn {{bytes}},
  bsn_index {{text}},
  geen_bsn_reden {{text}} not null,
  gevoelig {{bytes}},
  verblijf {{json}} not null,
  overleden_op {{date}},
  aangemaakt {{ts}} not null,
  gewijzigd {{ts}} not null,
  fase {{text}} not null,
  trede {{int}} not null,
  doeltrede {{int}} not null,
  toewijzing_id {{text}},
  catalogus {{text}} not null,
  product_code {{text}} not null,
  aanbieder_id {{text}},
  ingangsdatum {{date}},
  einde {{date}},
  versie {{int}} not null
) {{strict}};
create unique index inwoner_bsn on inwoner (bsn_index);
create index inwoner_team on inwoner (team_id, sorteernaam, id);

-- Words of a name; found with a range scan inside a gemeente.
create table inwoner_zoekwoord (
  gemeente_code {{text}} not null,
  woord {{text}} not null,
  inwoner_id {{text}} not null references inwoner (id),
  primary key (gemeente_code, woord, inwoner_id)
) {{keyed}};
create index inwoner_zoekwoord_inwoner on inwoner_zoekwoord (inwoner_id, woord);

create table vertegenwoordiging (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  account_id {{text}} references account (id),
  soort {{text}} not null,
  inhoud {{bytes}} not null,
  van {{date}} not null,
  tot {{date}},
  versie {{int}} not null
) {{strict}};
create index vertegenwoordiging_inwoner on vertegenwoordiging (inwoner_id);
create index vertegenwoordiging_account on vertegenwoordiging (account_id);

-- Who may see which resident, from when to when: kept in the transaction that
-- changes it, recomputed by `trede verify`. einde is the first day on which what
-- gave the view no longer runs, tot the first day on which the view is gone.
create table inzage (
  inwoner_id {{text}} not null references inwoner (id),
  kant {{text}} not null check (kant in ('team', 'gemeente', 'vorige', 'aanbieder', 'begeleider', 'caw', 'zelf', 'vertegenwoordiger')),
  kant_id {{text}} not null,
  bron {{text}} not null,
  van {{date}} not null,
  einde {{date}},
  tot {{date}},
  bereik {{text}} not null,
  primary key (inwoner_id, kant, kant_id, bron, van)
) {{keyed}};
-- Finds the residents of a side, and one of them: the work list of a provider asks
-- the second for every row.
create index inzage_kant on inzage (kant, kant_id, inwoner_id, van);

-- Another team's dossier, opened after a reason; ends by itself.
create table inzage_met_reden (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  account_id {{text}} not null references account (id),
  reden {{bytes}} not null,
  van {{ts}} not null,
  tot {{ts}} not null
) {{strict}};
create index inzage_met_reden_account on inzage_met_reden (account_id, inwoner_id, tot);

-- A first question, its investigation and what came of it.
create table melding (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  team_id {{text}} not null references team (id),
  gemeente_code {{text}} not null,
  door {{text}} not null,
  ontvangen {{date}} not null,
  staat {{text}} not null,
  uitkomst {{text}} not null,
  uitkomst_op {{date}},
  caw_id {{text}} references organisatie (id),
  kijk_opnieuw {{date}},
  opnieuw_gekeken {{date}},
  inhoud {{bytes}} not null,
  onderzoek {{bytes}},
  regels {{bytes}},
  versie {{int}} not null
) {{strict}};
create index melding_inwoner on melding (inwoner_id, ontvangen);
create index melding_team on melding (team_id, staat, ontvangen);

create table meting (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  toewijzing_id {{text}},
  datum {{date}} not null,
  soort {{text}} not null,
  ladder_versie {{text}} not null,
  berekend {{int}} not null,
  vastgesteld {{int}} not null,
  inhoud {{bytes}} not null,
  regels {{bytes}},
  door_id {{text}} not null,
  versie {{int}} not null
) {{strict}};
create index meting_inwoner on meting (inwoner_id, datum);

create table profiel (
  inwoner_id {{text}} primary key references inwoner (id),
  inhoud {{bytes}},
  groei {{bytes}},
  regels {{bytes}},
  bijgewerkt {{date}} not null,
  versie {{int}} not null
) {{strict}};

-- A goal with its whole history. stand, vorige and stand_op follow the
-- observations, without touching the version.
create table doel (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  volgorde {{int}} not null,
  domein {{text}} not null,
  inhoud {{bytes}} not null,
  stand {{text}} not null,
  vorige {{text}} not null,
  stand_op {{date}},
  opgesteld {{date}} not null,
  versie {{int}} not null
) {{strict}};
create index doel_inwoner on doel (inwoner_id, volgorde, id);

-- An aanvraag (application) with the besluit (decision) on it.
create table aanvraag (
  id {{text}} primary key,
  nummer {{text}} not null,
  inwoner_id {{text}} not null references inwoner (id),
  melding_id {{text}} references melding (id),
  gemeente_code {{text}} not null,
  ontvangen {{date}} not null,
  besluit_nummer {{text}},
  besluit_op {{date}},
  besluit {{text}} not null,
  inhoud {{bytes}} not null,
  regels {{bytes}},
  versie {{int}} not null
) {{strict}};
create unique index aanvraag_nummer on aanvraag (gemeente_code, nummer);
create unique index aanvraag_besluit on aanvraag (gemeente_code, besluit_nummer);
create index aanvraag_inwoner on aanvraag (inwoner_id, ontvangen);

-- An allocation (toewijzing), or the concept of one: what its newest version says,
-- and the days of its course. inhoud holds why and how it was made, verloop what
-- happened at the provider.
create table toewijzing (
  id {{text}} primary key,
  nummer {{int}},
  inwoner_id {{text}} not null references inwoner (id),
  aanvraag_id {{text}} references aanvraag (id),
  vorige_id {{text}} references toewijzing (id),
  gemeente_code {{text}} not null,
  team_id {{text}} not null references team (id),
  aanbieder_id {{text}} not null references organisatie (id),
  contract_id {{text}} references contract (id),
  werkplek_id {{text}} references werkplek (id),
  catalogus {{text}} not null,
  product_code {{text}} not null,
  richting {{text}} not null,
  prijs {{int}} not null,
  begintrede {{int}} not null,
  moment {{ts}},
  ingangsdatum {{date}} not null,
  laatste_dag {{date}},
  afgekapt {{bool}} not null,
  volume {{int}} not null,
  eenheid {{text}} not null,
  frequentie {{text}} not null,
  hertoets {{date}},
  concept_sinds {{date}} not null,
  toegewezen {{date}},
  vervallen {{date}},
  geweigerd {{date}},
  bevestigd {{date}},
  begonnen {{date}},
  evaluatie_gehouden {{date}},
  afgesloten {{date}},
  nazorg_tot {{date}},
  werkbegeleider_id {{text}} references account (id),
  trajectbegeleider_id {{text}} references account (id),
  reden_beeindiging {{text}} not null,
  eindtrede {{int}} not null,
  resultaat {{text}} not null,
  bestemming {{text}} not null,
  inhoud {{bytes}} not null,
  verloop {{bytes}},
  regels {{bytes}},
  versie {{int}} not null
) {{strict}};
create unique index toewijzing_nummer on toewijzing (gemeente_code, nummer);
create index toewijzing_inwoner on toewijzing (inwoner_id, ingangsdatum);
create index toewijzing_aanbieder on toewijzing (aanbieder_id, laatste_dag);
create index toewijzing_gemeente on toewijzing (gemeente_code, product_code, ingangsdatum);

-- Every version of a toewijzing; rows are only ever added.
create table toewijzing_versie (
  toewijzing_id {{text}} not null references toewijzing (id),
  nr {{int}} not null,
  moment {{ts}} not null,
  door_id {{text}} not null,
  laatste_dag {{date}},
  afgekapt {{bool}} not null,
  volume {{int}} not null,
  eenheid {{text}} not null,
  frequentie {{text}} not null,
  reden_wijziging {{text}} not null,
  toelichting {{bytes}},
  regels {{bytes}},
  primary key (toewijzing_id, nr)
) {{strict}};

-- A request to go above a ceiling for one resident, and what somebody else decided.
create table plafond_verzoek (
  id {{text}} primary key,
  plafond_code {{text}} not null,
  inwoner_id {{text}} not null references inwoner (id),
  gemeente_code {{text}} not null,
  gevraagd_door_id {{text}} not null,
  gevraagd_op {{date}} not null,
  reden {{bytes}} not null,
  besloten_door_id {{text}},
  besloten_op {{date}},
  akkoord {{bool}} not null,
  toelichting {{bytes}},
  versie {{int}} not null
) {{strict}};
create index plafond_verzoek_inwoner on plafond_verzoek (inwoner_id);
create index plafond_verzoek_gemeente on plafond_verzoek (gemeente_code, besloten_op);

-- The last number given out per gemeente and kind (toewijzing, aanvraag, besluit).
create table nummer (
  gemeente_code {{text}} not null,
  soort {{text}} not null,
  laatste {{int}} not null,
  primary key (gemeente_code, soort)
) {{keyed}};

-- Derived tasks. id is the key that the derivation gives. No status that changes
-- as days pass; uitgesteld_tot and overgedragen_aan are what people did. termijn is
-- 9999-12-31 where there is no term. kant and kant_id say whose turn it is (a team,
-- a provider or the resident), team_id and aanbieder_id who waits for it.
create table taak (
  inwoner_id {{text}} not null references inwoner (id),
  id {{text}} not null,
  soort {{text}} not null,
  onderwerp {{text}} not null,
  onderwerp_id {{text}} not null,
  rol {{text}} not null,
  kant {{text}} not null,
  kant_id {{text}} not null,
  persoon_id {{text}} not null,
  team_id {{text}} not null,
  aanbieder_id {{text}} not null,
  zichtbaar {{date}} not null,
  termijn {{date}} not null,
  wettelijk {{bool}} not null,
  opgeschort {{bool}} not null,
  uitgesteld_tot {{date}},
  uitstel_reden {{bytes}},
  overgedragen_aan {{text}},
  versie {{int}} not null,
  primary key (inwoner_id, id)
) {{keyed}};
create index taak_lijst on taak (kant, kant_id, termijn, id);
create index taak_team on taak (team_id, termijn, id);
create index taak_aanbieder on taak (aanbieder_id, termijn, id);
