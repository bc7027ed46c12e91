-- +goose Up

-- Where the work of a place is done beside its address (LOC-01): a list of gemeenten and
-- woonplaatsen.
alter table werkplek add column werkgebied {{json}} not null default '[]';
