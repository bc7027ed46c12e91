-- +goose Up

-- Attendance. A row is never changed: a correction replaces it.
create table aanwezigheid (
  id {{text}} primary key,
  toewijzing_id {{text}} not null references toewijzing (id),
  datum {{date}} not null,
  moment {{text}} not null,
  minuten {{int}} not null,
  status {{text}} not null,
  door_id {{text}} not null,
  vervangt {{text}},
  reden {{bytes}},
  betwist {{date}},
  betwist_reden {{bytes}}
) {{strict}};
create index aanwezigheid_toewijzing on aanwezigheid (toewijzing_id, datum);

-- News of a goal in between two reports.
create table waarneming (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  doel_id {{text}} not null references doel (id),
  toewijzing_id {{text}} references toewijzing (id),
  datum {{date}} not null,
  score {{text}} not null,
  tekst {{bytes}},
  door_soort {{text}} not null,
  door_id {{text}} not null
) {{strict}};
create index waarneming_inwoner on waarneming (inwoner_id, datum, id);

create table voortgangsbericht (
  id {{text}} primary key,
  toewijzing_id {{text}} not null references toewijzing (id),
  inwoner_id {{text}} not null references inwoner (id),
  aanbieder_id {{text}} not null,
  nr {{int}} not null,
  termijn {{date}},
  ingediend {{date}} not null,
  inhoud {{bytes}} not null,
  samen {{bool}} not null,
  door_id {{text}} not null,
  gelezen {{date}},
  gelezen_door_id {{text}},
  bekeken {{date}},
  reactie {{bytes}},
  regels {{bytes}},
  versie {{int}} not null
) {{strict}};
create unique index voortgangsbericht_nr on voortgangsbericht (toewijzing_id, nr) where nr > 0;
create index voortgangsbericht_inwoner on voortgangsbericht (inwoner_id, ingediend, id);

create table signaal (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  toewijzing_id {{text}} references toewijzing (id),
  aanbieder_id {{text}} not null,
  soort {{text}} not null,
  urgentie {{text}} not null,
  van {{text}} not null,
  aan {{text}} not null,
  geopend {{date}} not null,
  beantwoord {{date}},
  gesloten {{date}},
  inhoud {{bytes}} not null,
  versie {{int}} not null
) {{strict}};
create index signaal_inwoner on signaal (inwoner_id, geopend, id);

-- What the resident thinks, in own words.
create table mening (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  op {{ts}} not null,
  onderwerp {{text}} not null,
  onderwerp_id {{text}} not null,
  antwoord {{text}} not null,
  woorden {{bytes}},
  samen_met {{text}} not null,
  door_id {{text}} not null
) {{strict}};
create index mening_inwoner on mening (inwoner_id, op);

create table afspraak (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  toewijzing_id {{text}} references toewijzing (id),
  organisatie_id {{text}} not null,
  datum {{date}} not null,
  tijd {{text}} not null,
  inhoud {{bytes}} not null,
  vervallen {{date}},
  door_id {{text}} not null,
  versie {{int}} not null
) {{strict}};
create index afspraak_inwoner on afspraak (inwoner_id, datum);
