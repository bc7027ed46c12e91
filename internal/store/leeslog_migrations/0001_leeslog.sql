-- +goose Up

-- The id of the pair, to check that two files belong together.
create table lees_kenmerk (
  sleutel {{text}} primary key,
  waarde {{text}} not null
) {{keyed}};

-- Who looked at what. Each program that writes has a chain of batches; a batch
-- holds the reads that were committed together.
create table lees_kop (
  keten {{text}} primary key,
  volgnr {{int}} not null,
  hash {{bytes}} not null
) {{keyed}};

create table lees_batch (
  keten {{text}} not null,
  volgnr {{int}} not null,
  record {{bytes}} not null,
  hash {{bytes}} not null,
  primary key (keten, volgnr)
) {{keyed}};

-- The same reads, one row per resident, to show them to that resident.
create table lees_regel (
  inwoner_id {{text}} not null,
  tijdstip {{ts}} not null,
  keten {{text}} not null,
  volgnr {{int}} not null,
  nr {{int}} not null,
  actor_id {{text}} not null,
  handeling {{text}} not null,
  reden {{text}} not null,
  primary key (inwoner_id, tijdstip, keten, volgnr, nr)
) {{keyed}};

{{if sqlite}}
-- +goose StatementBegin
create trigger lees_batch_update before update on lees_batch
begin select raise(abort, 'the read log is never changed'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger lees_batch_delete before delete on lees_batch
begin select raise(abort, 'the read log is never deleted'); end;
-- +goose StatementEnd
{{else}}
-- +goose StatementBegin
create function lees_batch_frozen() returns trigger language plpgsql as $$
begin raise exception 'the read log is never changed or deleted'; end $$;
-- +goose StatementEnd
create trigger lees_batch_frozen before update or delete on lees_batch
for each row execute function lees_batch_frozen();
create trigger lees_batch_kept before truncate on lees_batch
for each statement execute function lees_batch_frozen();
{{end}}
