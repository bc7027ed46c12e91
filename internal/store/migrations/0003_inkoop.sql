-- +goose Up

-- What a provider (aanbieder) is beside being an organisatie. The gemeente of
-- registration is dated, because it decides where a provider may work.
create table aanbieder (
  id {{text}} primary key references organisatie (id),
  kvk {{text}} not null,
  agb {{text}} not null,
  inschrijving {{json}} not null,
  versie {{int}} not null
) {{strict}};

-- A contract with its lines, addenda and ceilings as one document: it is read as a
-- whole and changed by addenda only.
create table contract (
  id {{text}} primary key,
  nummer {{text}} not null,
  aanbieder_id {{text}} not null references organisatie (id),
  van {{date}} not null,
  tot {{date}},
  inhoud {{json}} not null,
  versie {{int}} not null
) {{strict}};
create unique index contract_nummer on contract (nummer);
create index contract_aanbieder on contract (aanbieder_id);

create table verzekering (
  id {{text}} primary key,
  aanbieder_id {{text}} not null references organisatie (id),
  soort {{text}} not null check (soort in ('aansprakelijkheid', 'ongevallen')),
  verzekeraar {{text}} not null,
  polisnummer {{text}} not null,
  dekt_deelnemers {{bool}} not null,
  van {{date}} not null,
  tot {{date}},
  versie {{int}} not null
) {{strict}};
create index verzekering_aanbieder on verzekering (aanbieder_id);

-- uitzondering is the exception by which a provider may work here although it is
-- registered elsewhere (uniek aanbod).
create table werkplek (
  id {{text}} primary key,
  aanbieder_id {{text}} not null references organisatie (id),
  locatie_id {{text}} references locatie (id),
  naam {{text}} not null,
  voor_wie {{text}} not null,
  werksoort {{text}} not null,
  gemeente_code {{text}} not null,
  wijk_code {{text}} not null,
  woonplaats {{text}} not null,
  dagdelen {{json}} not null,
  uitzondering {{json}} not null,
  van {{date}} not null,
  tot {{date}},
  versie {{int}} not null
) {{strict}};
create index werkplek_aanbieder on werkplek (aanbieder_id);
