-- +goose Up

-- Who works with residents at an aanbieder, as it keeps that up to date itself. inhoud is
-- encrypted: it names people. What an inschrijving of a later moment names goes before it.
create table mensen (
  id {{text}} primary key references organisatie (id),
  bijgewerkt {{ts}} not null,
  inhoud {{bytes}} not null,
  versie {{int}} not null
) {{strict}};
