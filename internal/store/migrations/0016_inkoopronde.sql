-- +goose Up

-- A file that somebody uploaded or that the program made. inhoud is encrypted by the
-- program; the rest says what it is.
create table bestand (
  id {{text}} primary key,
  soort {{text}} not null,
  aanbieder_id {{text}} references organisatie (id),
  naam {{text}} not null,
  mediatype {{text}} not null,
  grootte {{int}} not null,
  sha256 {{text}} not null,
  gescand {{text}} not null,
  door_id {{text}} not null,
  op {{ts}} not null,
  inhoud {{bytes}} not null
) {{strict}};
create index bestand_aanbieder on bestand (aanbieder_id, op, id);

-- A round of procurement, with its papers and the questions that were asked.
create table ronde (
  id {{text}} primary key,
  naam {{text}} not null,
  consultatie {{date}} not null,
  inhoud {{json}} not null,
  versie {{int}} not null
) {{strict}};

-- gepubliceerd: the moment from which everybody can read it; none: a concept.
create table ronde_stuk (
  id {{text}} primary key,
  ronde_id {{text}} not null references ronde (id),
  soort {{text}} not null,
  titel {{text}} not null,
  tekst {{text}} not null,
  bestand_id {{text}} references bestand (id),
  gepubliceerd {{ts}},
  door_id {{text}} not null,
  versie {{int}} not null
) {{strict}};
create index ronde_stuk_ronde on ronde_stuk (ronde_id, gepubliceerd, id);

create table ronde_vraag (
  id {{text}} primary key,
  ronde_id {{text}} not null references ronde (id),
  aanbieder_id {{text}} not null references organisatie (id),
  onderwerp {{text}} not null,
  tekst {{text}} not null,
  openbaar {{text}} not null,
  antwoord {{text}} not null,
  gesteld {{ts}} not null,
  gesteld_door_id {{text}} not null,
  nota_id {{text}} references ronde_stuk (id),
  versie {{int}} not null
) {{strict}};
create index ronde_vraag_ronde on ronde_vraag (ronde_id, gesteld, id);

-- What an aanbieder asks to be contracted for in a round. inhoud is encrypted: it names
-- people and how a business works. besluit and gesprek are those of the assessment.
create table inschrijving (
  id {{text}} primary key,
  ronde_id {{text}} not null references ronde (id),
  aanbieder_id {{text}} not null references organisatie (id),
  begonnen {{ts}} not null,
  ingediend {{ts}},
  ingetrokken {{ts}},
  contract_id {{text}} references contract (id),
  inhoud {{bytes}} not null,
  gesprek {{bytes}} not null,
  besluit {{bytes}} not null,
  versie {{int}} not null
) {{strict}};
create index inschrijving_aanbieder on inschrijving (aanbieder_id, ronde_id);
create index inschrijving_ronde on inschrijving (ronde_id, ingediend, id);

create table beoordeling (
  inschrijving_id {{text}} not null references inschrijving (id),
  beoordelaar_id {{text}} not null,
  afgerond {{ts}},
  inhoud {{bytes}} not null,
  versie {{int}} not null,
  primary key (inschrijving_id, beoordelaar_id)
) {{keyed}};

-- The compliance file of contracts, the meetings, and what somebody does because of them.
create table nalevingspunt (
  id {{text}} primary key,
  contract_id {{text}} not null references contract (id),
  door_id {{text}} not null,
  inhoud {{json}} not null,
  versie {{int}} not null
) {{strict}};
create index nalevingspunt_contract on nalevingspunt (contract_id, id);

create table overleg (
  id {{text}} primary key,
  dag {{date}} not null,
  inhoud {{json}} not null,
  versie {{int}} not null
) {{strict}};

create table actie (
  id {{text}} primary key,
  overleg_id {{text}} references overleg (id),
  nalevingspunt_id {{text}} references nalevingspunt (id),
  organisatie_id {{text}} not null references organisatie (id),
  uiterlijk {{date}} not null,
  gedaan {{date}},
  inhoud {{json}} not null,
  versie {{int}} not null
) {{strict}};
create index actie_organisatie on actie (organisatie_id, gedaan, uiterlijk);

create table leerpunt (
  id {{text}} primary key,
  op {{date}} not null,
  inhoud {{json}} not null,
  versie {{int}} not null
) {{strict}};
