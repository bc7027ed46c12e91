-- +goose Up

-- Which dossiers somebody opened last, for the palette.
create index lees_regel_actor on lees_regel (actor_id, tijdstip, inwoner_id);
