-- +goose Up

-- Who wrote a part of a version of the catalogue while it was a concept: somebody else
-- adopts it. The versions of the region's document say what was written.
create table catalogus_auteur (
  catalogus_code {{text}} not null,
  account_id {{text}} not null,
  sinds {{ts}} not null,
  primary key (catalogus_code, account_id)
) {{strict}};
