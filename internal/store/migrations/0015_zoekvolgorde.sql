-- +goose Up

-- Who is found is put in order from the index of words alone: the own team first, then by
-- name. Only who is shown is read.
alter table inwoner_zoekwoord add column team_id {{text}} not null default '';
alter table inwoner_zoekwoord add column sorteernaam {{text}} not null default '';
update inwoner_zoekwoord set
  team_id = (select i.team_id from inwoner i where i.id = inwoner_zoekwoord.inwoner_id),
  sorteernaam = (select i.sorteernaam from inwoner i where i.id = inwoner_zoekwoord.inwoner_id);
