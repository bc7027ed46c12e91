-- +goose Up

-- How many writers took their turn at a subject: each takes the head of its chain first.
-- A program that remembers a dossier sees from it whether what it remembers still stands.
alter table audit_kop add column beurt {{int}} not null default 0;
alter table inwoner drop column stand;
alter table inwoner drop column gewijzigd;
