-- +goose Up

-- How many writes about a resident there were: a program that remembers a dossier sees
-- from it whether what it remembers still stands.
alter table inwoner add column stand {{int}} not null default 0;
