-- +goose Up

-- A provider (aanbieder) is an organisatie; here is what it may deliver.
create table contract (
  id {{text}} primary key,
  nummer {{text}} not null,
  aanbieder_id {{text}} not null references organisatie (id),
  inschrijving_gemeente {{text}} not null,
  van {{date}} not null,
  tot {{date}} not null,
  uitloop {{text}} not null,
  uitloop_tot {{date}},
  versie {{int}} not null
) {{strict}};
create unique index contract_nummer on contract (nummer);
create index contract_aanbieder on contract (aanbieder_id);

-- Which product for which gemeente, within the contract.
create table contract_product (
  contract_id {{text}} not null references contract (id),
  product_code {{text}} not null,
  gemeente_code {{text}} not null,
  van {{date}} not null,
  tot {{date}},
  primary key (contract_id, product_code, gemeente_code, van)
) {{keyed}};
create index contract_product_aanbod on contract_product (gemeente_code, product_code);

create table contract_addendum (
  id {{text}} primary key,
  contract_id {{text}} not null references contract (id),
  soort {{text}} not null,
  datum {{date}} not null,
  nieuw_tot {{date}},
  toelichting {{text}} not null
) {{strict}};
create index contract_addendum_contract on contract_addendum (contract_id);

create table verzekering (
  id {{text}} primary key,
  aanbieder_id {{text}} not null references organisatie (id),
  soort {{text}} not null check (soort in ('aansprakelijkheid', 'ongevallen')),
  verzekeraar {{text}} not null,
  polisnummer {{text}} not null,
  dekt_deelnemers {{bool}} not null,
  van {{date}} not null,
  tot {{date}} not null,
  versie {{int}} not null
) {{strict}};
create index verzekering_aanbieder on verzekering (aanbieder_id);

create table werkplek (
  id {{text}} primary key,
  aanbieder_id {{text}} not null references organisatie (id),
  locatie_id {{text}} references locatie (id),
  naam {{text}} not null,
  werksoort {{text}} not null,
  voor_wie {{text}} not null,
  omgeving {{text}} not null,
  dagdelen {{text}} not null,
  capaciteit {{int}} not null,
  van {{date}} not null,
  tot {{date}},
  versie {{int}} not null
) {{strict}};
create index werkplek_aanbieder on werkplek (aanbieder_id);
