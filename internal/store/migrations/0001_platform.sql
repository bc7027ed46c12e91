-- +goose Up

-- What this database is: the id of the pair that it belongs to.
create table kenmerk (
  sleutel {{text}} primary key,
  waarde {{text}} not null
) {{keyed}};

-- Organisations, their teams and places, and the people who work there.
create table organisatie (
  id {{text}} primary key,
  soort {{text}} not null check (soort in ('regio', 'gemeente', 'aanbieder', 'caw', 'werkgever')),
  naam {{text}} not null,
  gemeente_code {{text}} not null,
  van {{date}} not null,
  tot {{date}},
  versie {{int}} not null
) {{strict}};

create table team (
  id {{text}} primary key,
  organisatie_id {{text}} not null references organisatie (id),
  naam {{text}} not null,
  gemeente_code {{text}} not null,
  van {{date}} not null,
  tot {{date}},
  versie {{int}} not null
) {{strict}};
create index team_organisatie on team (organisatie_id);

-- Which neighbourhoods a team serves; a new resident goes to the team of the wijk.
create table team_wijk (
  team_id {{text}} not null references team (id),
  wijk_code {{text}} not null,
  primary key (wijk_code, team_id)
) {{keyed}};

create table locatie (
  id {{text}} primary key,
  organisatie_id {{text}} not null references organisatie (id),
  naam {{text}} not null,
  straat {{text}} not null,
  huisnummer {{text}} not null,
  postcode {{text}} not null,
  plaats {{text}} not null,
  gemeente_code {{text}} not null,
  wijk_code {{text}} not null,
  telefoon {{text}} not null,
  van {{date}} not null,
  tot {{date}},
  versie {{int}} not null
) {{strict}};
create index locatie_organisatie on locatie (organisatie_id);

-- Who can sign in. Technical columns are in English; see internal/auth.
create table account (
  id {{text}} primary key,
  kind {{text}} not null check (kind in ('medewerker', 'inwoner', 'vertegenwoordiger')),
  login {{text}},
  name {{text}} not null,
  email {{text}} not null,
  organisation {{text}} not null,
  persoon_id {{text}},
  password_hash {{text}} not null,
  password_at {{ts}},
  code_only {{bool}} not null,
  totp_secret {{bytes}},
  totp_step {{int}} not null,
  external_key {{text}},
  link_issuer {{text}},
  link_subject {{text}},
  epoch {{int}} not null,
  disabled_at {{ts}},
  created_at {{ts}},
  versie {{int}} not null
) {{strict}};
create unique index account_login on account (login);
create unique index account_external_key on account (external_key);
create unique index account_link on account (link_issuer, link_subject);
create index account_persoon on account (persoon_id);
create index account_name on account (kind, name, id);

-- A dated appointment: who does what, where. It is ended, never deleted.
create table aanstelling (
  id {{text}} primary key,
  account_id {{text}} not null references account (id),
  rol {{text}} not null,
  organisatie_id {{text}} references organisatie (id),
  team_id {{text}} references team (id),
  van {{date}} not null,
  tot {{date}},
  versie {{int}} not null
) {{strict}};
create index aanstelling_account on aanstelling (account_id);
create index aanstelling_organisatie on aanstelling (organisatie_id);
create index aanstelling_team on aanstelling (team_id);

-- During absence a colleague sees and does the absent person's work.
create table vervanging (
  id {{text}} primary key,
  account_id {{text}} not null references account (id),
  vervanger_id {{text}} not null references account (id),
  van {{date}} not null,
  tot {{date}} not null,
  reden {{text}} not null,
  versie {{int}} not null
) {{strict}};
create index vervanging_vervanger on vervanging (vervanger_id);
create index vervanging_account on vervanging (account_id);

-- The region's dated data, one document per version; the newest counts.
create table regio_versie (
  id {{text}} primary key,
  volgnr {{int}} not null,
  ingelezen {{ts}} not null,
  door_id {{text}} not null,
  document {{text}} not null
) {{strict}};
create unique index regio_versie_volgnr on regio_versie (volgnr);

-- Counters that say when something that programs remember has changed.
create table scope_versie (
  scope {{text}} primary key,
  versie {{int}} not null
) {{keyed}};

-- Work for later: outgoing messages, reminders, recomputation.
create table job (
  id {{text}} primary key,
  soort {{text}} not null,
  sleutel {{text}} not null,
  inhoud {{json}} not null,
  vanaf {{ts}} not null,
  poging {{int}} not null,
  lease_tot {{ts}},
  fout {{text}} not null,
  klaar {{ts}},
  opgegeven {{bool}} not null
) {{strict}};
create unique index job_sleutel on job (soort, sleutel);
create index job_open on job (vanaf) where klaar is null;

-- The audit trail: one hash chain per subject. Personal values stand beside the
-- chain, so that they can be erased while the chain stays whole.
create table audit_kop (
  soort {{text}} not null,
  onderwerp_id {{text}} not null,
  volgnr {{int}} not null,
  hash {{bytes}} not null,
  primary key (soort, onderwerp_id)
) {{keyed}};

create table audit_event (
  soort {{text}} not null,
  onderwerp_id {{text}} not null,
  volgnr {{int}} not null,
  tijdstip {{ts}} not null,
  actor_id {{text}} not null,
  handeling {{text}} not null,
  record {{bytes}} not null,
  hash {{bytes}} not null,
  primary key (soort, onderwerp_id, volgnr)
) {{keyed}};

create table audit_inhoud (
  soort {{text}} not null,
  onderwerp_id {{text}} not null,
  volgnr {{int}} not null,
  zout {{bytes}} not null,
  inhoud {{bytes}} not null,
  primary key (soort, onderwerp_id, volgnr)
) {{keyed}};

-- The seals of the checkpoints that were exported.
create table controlepunt (
  nummer {{int}} primary key,
  gemaakt {{ts}} not null,
  zegel {{json}} not null
) {{strict}};

{{if sqlite}}
-- +goose StatementBegin
create trigger audit_event_update before update on audit_event
begin select raise(abort, 'audit events are never changed'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger audit_event_delete before delete on audit_event
begin select raise(abort, 'audit events are never deleted'); end;
-- +goose StatementEnd
{{else}}
-- +goose StatementBegin
create function audit_event_frozen() returns trigger language plpgsql as $$
begin raise exception 'audit events are never changed or deleted'; end $$;
-- +goose StatementEnd
create trigger audit_event_frozen before update or delete on audit_event
for each row execute function audit_event_frozen();
create trigger audit_event_kept before truncate on audit_event
for each statement execute function audit_event_frozen();
{{end}}
