-- +goose Up

create table aanwezigheid (
  toewijzing_id {{text}} not null references toewijzing (id),
  datum {{date}} not null,
  dagdeel {{text}} not null,
  minuten {{int}} not null,
  aanwezig {{text}} not null,
  reden {{text}} not null,
  door_id {{text}} not null,
  gecorrigeerd {{bool}} not null,
  primary key (toewijzing_id, datum, dagdeel)
) {{keyed}};

create table waarneming (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  doel_id {{text}} not null references doel (id),
  toewijzing_id {{text}} references toewijzing (id),
  datum {{date}} not null,
  score {{text}} not null,
  door_soort {{text}} not null,
  door_id {{text}} not null
) {{strict}};
create index waarneming_doel on waarneming (doel_id, datum);
create index waarneming_inwoner on waarneming (inwoner_id, datum);

create table voortgangsbericht (
  id {{text}} primary key,
  toewijzing_id {{text}} not null references toewijzing (id),
  inwoner_id {{text}} not null references inwoner (id),
  nr {{int}} not null,
  termijn {{date}} not null,
  ingediend {{date}} not null,
  inhoud {{bytes}} not null,
  samen {{bool}} not null,
  door_id {{text}} not null,
  gelezen {{date}},
  gelezen_door_id {{text}},
  versie {{int}} not null
) {{strict}};
create unique index voortgangsbericht_nr on voortgangsbericht (toewijzing_id, nr);
create index voortgangsbericht_inwoner on voortgangsbericht (inwoner_id, ingediend);

create table signaal (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  toewijzing_id {{text}} references toewijzing (id),
  soort {{text}} not null,
  urgentie {{text}} not null,
  van_kant {{text}} not null,
  aan_kant {{text}} not null,
  geopend {{date}} not null,
  geopend_door_id {{text}} not null,
  tekst {{bytes}},
  termijn {{date}} not null,
  beantwoord {{date}},
  antwoord {{bytes}},
  antwoord_door_id {{text}},
  gesloten {{date}},
  uitkomst {{text}} not null,
  versie {{int}} not null
) {{strict}};
create index signaal_inwoner on signaal (inwoner_id, geopend);

create table evaluatie (
  id {{text}} primary key,
  toewijzing_id {{text}} not null references toewijzing (id),
  inwoner_id {{text}} not null references inwoner (id),
  termijn {{date}} not null,
  gepland_op {{date}},
  gepland_om {{text}} not null,
  plaats {{text}} not null,
  voorbereiding {{bytes}},
  gehouden {{date}},
  deelnemers {{text}} not null,
  verslag {{bytes}},
  voorstel {{text}} not null,
  besluit {{text}} not null,
  besloten {{date}},
  versie {{int}} not null
) {{strict}};
create index evaluatie_toewijzing on evaluatie (toewijzing_id);
create index evaluatie_inwoner on evaluatie (inwoner_id);

create table onderbreking (
  id {{text}} primary key,
  toewijzing_id {{text}} not null references toewijzing (id),
  inwoner_id {{text}} not null references inwoner (id),
  reden {{text}} not null,
  toelichting {{bytes}},
  van {{date}} not null,
  verwacht_tot {{date}},
  tot {{date}},
  door_id {{text}} not null,
  versie {{int}} not null
) {{strict}};
create index onderbreking_toewijzing on onderbreking (toewijzing_id);
create index onderbreking_inwoner on onderbreking (inwoner_id);

create table nazorg (
  id {{text}} primary key,
  toewijzing_id {{text}} not null references toewijzing (id),
  inwoner_id {{text}} not null references inwoner (id),
  maanden {{int}} not null,
  termijn {{date}} not null,
  gedaan {{date}},
  uitkomst {{text}} not null,
  trede {{int}} not null,
  toelichting {{bytes}},
  door_id {{text}} not null,
  versie {{int}} not null
) {{strict}};
create unique index nazorg_maanden on nazorg (toewijzing_id, maanden);
create index nazorg_inwoner on nazorg (inwoner_id);

-- What the resident thinks, in own words.
create table mening (
  id {{text}} primary key,
  inwoner_id {{text}} not null references inwoner (id),
  op {{ts}} not null,
  onderwerp {{text}} not null,
  antwoord {{text}} not null,
  woorden {{bytes}},
  door_id {{text}} not null
) {{strict}};
create index mening_inwoner on mening (inwoner_id, op);
