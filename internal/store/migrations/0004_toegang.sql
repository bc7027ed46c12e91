-- +goose Up

-- A resident (inwoner). Fields of class 'gevoelig' are encrypted by the program;
-- bsn_index is the keyed blind index that finds a BSN.
create table inwoner (
  id {{text}} primary key,
  gemeente_code {{text}} not null,
  wijk_code {{text}} not null,
  team_id {{text}} not null references team (id),
  consulent_id {{text}} references account (id),
  roepnaam {{text}} not null,
  weergavenaam {{text}} not null,
  sorteernaam {{text}} not null,
  naam {{json}} not null,
  geboortedatum {{date}},
  geboorte_zekerheid {{text}} not null,
  geslacht {{text}} not null,
  bsn {{bytes}},
  bsn_index {{text}},
  geen_bsn_reden {{text}} not null,
  geheim {{bool}} not null,
  contact {{bytes}},
  taal {{text}} not null,
  trede {{int}} not null,
  doeltrede {{int}} not null,
  status {{text}} not null,
  toewijzing_id {{text}},
  overleden_op {{date}},
  aangemaakt {{ts}} not null,
  versie {{int}} not null
) {{strict}};
create unique index inwoner_bsn on inwoner (bsn_index);
create index inwoner_team on inwoner (team_id, sorteernaam, id);
create index inwoner_consulent on inwoner (consulent_id, sorteernaam, id);

-- Starts of normalised words of a name; found with a range scan.
create table inwoner_zoekwoord (
  woord {{text}} not null,
  inwoner_id {{text}} not null references inwoner (id),
  primary key (woord, inwoner_id)
) {{keyed}};
create index inwoner_zoekwoord_inwoner on inwoner_zoekwoord (inwoner_id);

create table inwoner_adres (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  van {{date}} not null,
  tot {{date}},
  gemeente_code {{text}} not null,
  wijk_code {{text}} not null,
  adres {{bytes}} not null,
  versie {{int}} not null
) {{strict}};
create index inwoner_adres_inwoner on inwoner_adres (inwoner_id, van);

create table geheimhouding (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  van {{date}} not null,
  tot {{date}},
  reden {{bytes}} not null,
  versie {{int}} not null
) {{strict}};
create index geheimhouding_inwoner on geheimhouding (inwoner_id);

create table vertegenwoordiging (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  account_id {{text}} references account (id),
  soort {{text}} not null,
  bereik {{text}} not null,
  gegevens {{bytes}} not null,
  van {{date}} not null,
  tot {{date}},
  versie {{int}} not null
) {{strict}};
create index vertegenwoordiging_inwoner on vertegenwoordiging (inwoner_id);
create index vertegenwoordiging_account on vertegenwoordiging (account_id);

-- Who may see which resident, from when to when: kept in the transaction that
-- changes it, recomputed by `trede verify`. kant is team, gemeente, aanbieder,
-- begeleider, caw, zelf or vertegenwoordiger.
create table inzage (
  kant {{text}} not null,
  kant_id {{text}} not null,
  inwoner_id {{text}} not null references inwoner (id),
  van {{date}} not null,
  tot {{date}},
  primary key (kant, kant_id, inwoner_id, van)
) {{keyed}};
create index inzage_inwoner on inzage (inwoner_id);

-- Another team's dossier, opened after a reason; ends by itself.
create table inzage_met_reden (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  account_id {{text}} not null references account (id),
  reden {{bytes}} not null,
  van {{ts}} not null,
  tot {{ts}} not null
) {{strict}};
create index inzage_met_reden_account on inzage_met_reden (account_id, inwoner_id);

create table melding (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  team_id {{text}} not null references team (id),
  gemeente_code {{text}} not null,
  door_soort {{text}} not null,
  door {{bytes}},
  ontvangen {{date}} not null,
  vraag {{bytes}},
  bevestigd {{date}},
  clientondersteuning {{bool}} not null,
  persoonlijk_plan {{date}},
  status {{text}} not null,
  versie {{int}} not null
) {{strict}};
create index melding_inwoner on melding (inwoner_id);
create index melding_team on melding (team_id, status, ontvangen);

create table onderzoek (
  id {{text}} primary key,
  melding_id {{text}} not null references melding (id),
  inwoner_id {{text}} not null references inwoner (id),
  begonnen {{date}} not null,
  antwoorden {{bytes}} not null,
  afbakening {{bytes}},
  advies {{text}} not null,
  keuze {{text}} not null,
  reden {{bytes}},
  nevenadvies {{text}} not null,
  uitkomst {{bytes}},
  kijk_opnieuw {{date}},
  afgerond {{date}},
  door_id {{text}} not null,
  versie {{int}} not null
) {{strict}};
create unique index onderzoek_melding on onderzoek (melding_id);
create index onderzoek_inwoner on onderzoek (inwoner_id);

-- Suspension (opschorting) of a legal term of a melding or an aanvraag.
create table opschorting (
  id {{text}} primary key,
  onderwerp {{text}} not null,
  onderwerp_id {{text}} not null,
  inwoner_id {{text}} not null references inwoner (id),
  van {{date}} not null,
  tot {{date}},
  reden {{bytes}} not null,
  versie {{int}} not null
) {{strict}};
create index opschorting_onderwerp on opschorting (onderwerp_id);
create index opschorting_inwoner on opschorting (inwoner_id);

create table meting (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  toewijzing_id {{text}},
  datum {{date}} not null,
  soort {{text}} not null,
  ladder_versie {{text}} not null,
  antwoorden {{json}} not null,
  berekend {{int}} not null,
  vastgesteld {{int}} not null,
  reden {{bytes}},
  eigen_kijk {{int}} not null,
  groei {{bytes}},
  door_id {{text}} not null,
  versie {{int}} not null
) {{strict}};
create index meting_inwoner on meting (inwoner_id, datum);

create table profiel (
  inwoner_id {{text}} primary key references inwoner (id),
  inhoud {{bytes}} not null,
  bijgewerkt {{date}} not null,
  versie {{int}} not null
) {{strict}};

create table doel (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  volgorde {{int}} not null,
  tekst {{bytes}} not null,
  domein {{text}} not null,
  nulmeting {{text}} not null,
  streefwaarde {{text}} not null,
  streefdatum {{date}},
  stand {{text}} not null,
  stand_op {{date}},
  samen {{bool}} not null,
  akkoord_inwoner {{text}} not null,
  akkoord_inwoner_op {{date}},
  akkoord_toegang_op {{date}},
  status {{text}} not null,
  opgesteld {{date}} not null,
  versie {{int}} not null
) {{strict}};
create index doel_inwoner on doel (inwoner_id, volgorde);

create table doel_versie (
  doel_id {{text}} not null references doel (id),
  volgnr {{int}} not null,
  op {{ts}} not null,
  door_id {{text}} not null,
  inhoud {{bytes}} not null,
  primary key (doel_id, volgnr)
) {{strict}};

create table aanvraag (
  id {{text}} primary key,
  nummer {{text}} not null,
  inwoner_id {{text}} not null references inwoner (id),
  onderzoek_id {{text}} references onderzoek (id),
  gemeente_code {{text}} not null,
  ontvangen {{date}} not null,
  grondslag {{text}} not null,
  vorm {{text}} not null,
  status {{text}} not null,
  versie {{int}} not null
) {{strict}};
create unique index aanvraag_nummer on aanvraag (gemeente_code, nummer);
create index aanvraag_inwoner on aanvraag (inwoner_id);

create table besluit (
  id {{text}} primary key,
  nummer {{text}} not null,
  aanvraag_id {{text}} not null references aanvraag (id),
  inwoner_id {{text}} not null references inwoner (id),
  gemeente_code {{text}} not null,
  datum {{date}} not null,
  uitkomst {{text}} not null,
  grondslag {{text}} not null,
  motivering {{bytes}},
  regels {{json}} not null,
  door_id {{text}} not null,
  versie {{int}} not null
) {{strict}};
create unique index besluit_nummer on besluit (gemeente_code, nummer);
create index besluit_inwoner on besluit (inwoner_id);
create index besluit_aanvraag on besluit (aanvraag_id);

-- The state of an allocation as its newest version says; toewijzing_versie keeps
-- every version and is only ever added to.
create table toewijzing (
  id {{text}} primary key,
  nummer {{int}} not null,
  inwoner_id {{text}} not null references inwoner (id),
  besluit_id {{text}} references besluit (id),
  gemeente_code {{text}} not null,
  team_id {{text}} not null references team (id),
  aanbieder_id {{text}} not null references organisatie (id),
  contract_id {{text}} not null references contract (id),
  werkplek_id {{text}} references werkplek (id),
  catalogus {{text}} not null,
  product_code {{text}} not null,
  tarief {{int}} not null,
  tarief_eenheid {{text}} not null,
  begintrede {{int}} not null,
  besloten {{ts}} not null,
  ingangsdatum {{date}} not null,
  einddatum {{date}} not null,
  afgekapt {{bool}} not null,
  volume {{int}} not null,
  eenheid {{text}} not null,
  frequentie {{text}} not null,
  waarom_niet_verder {{bytes}},
  hertoets_op {{date}},
  status {{text}} not null,
  bevestigd {{date}},
  gestart {{date}},
  werkbegeleider_id {{text}} references account (id),
  trajectbegeleider_id {{text}} references account (id),
  weigering {{bytes}},
  gestopt {{date}},
  reden_beeindiging {{text}} not null,
  eindtrede {{int}} not null,
  resultaat {{text}} not null,
  bestemming {{text}} not null,
  vervolg_id {{text}},
  versie {{int}} not null
) {{strict}};
create unique index toewijzing_nummer on toewijzing (gemeente_code, nummer);
create index toewijzing_inwoner on toewijzing (inwoner_id, ingangsdatum);
create index toewijzing_aanbieder on toewijzing (aanbieder_id, einddatum);

create table toewijzing_versie (
  toewijzing_id {{text}} not null references toewijzing (id),
  volgnr {{int}} not null,
  besloten {{ts}} not null,
  door_id {{text}} not null,
  ingangsdatum {{date}} not null,
  einddatum {{date}} not null,
  volume {{int}} not null,
  eenheid {{text}} not null,
  frequentie {{text}} not null,
  reden_wijziging {{text}} not null,
  reden_beeindiging {{text}} not null,
  regels {{json}} not null,
  primary key (toewijzing_id, volgnr)
) {{strict}};

-- The last number given out per gemeente and kind (toewijzing, aanvraag, besluit).
create table nummer (
  gemeente_code {{text}} not null,
  soort {{text}} not null,
  laatste {{int}} not null,
  primary key (gemeente_code, soort)
) {{keyed}};

-- Derived tasks. id is the key that the derivation gives. No status that changes
-- as days pass; uitgesteld_tot and overgedragen_aan are what people did.
create table taak (
  id {{text}} primary key,
  soort {{text}} not null,
  inwoner_id {{text}} not null references inwoner (id),
  onderwerp_id {{text}} not null,
  kant {{text}} not null,
  kant_id {{text}} not null,
  eigenaar_id {{text}} not null,
  wacht_op {{text}} not null,
  zichtbaar {{date}} not null,
  termijn {{date}} not null,
  wettelijk {{bool}} not null,
  uitgesteld_tot {{date}},
  overgedragen_aan {{text}},
  versie {{int}} not null
) {{strict}};
create index taak_lijst on taak (kant, kant_id, termijn, id);
create index taak_inwoner on taak (inwoner_id);
