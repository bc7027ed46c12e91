-- +goose Up

-- The content of an event stands in the row of its event and can be emptied, nothing
-- else of it: one row less to write, and one key less to keep.

-- Content without an event is tampering: this refuses it, so that `trede verify` of the
-- program before this one can still tell of it.
insert into audit_event (soort, onderwerp_id, volgnr)
select i.soort, i.onderwerp_id, i.volgnr from audit_inhoud i
where not exists (select 1 from audit_event e where e.soort = i.soort and e.onderwerp_id = i.onderwerp_id and e.volgnr = i.volgnr);
{{if sqlite}}
-- On SQLite a row of some hundreds of bytes now goes behind the last one, and its key is
-- found in an index. In the order of their key four to nine such rows fill a page: a tree
-- of many levels, of which one new row rewrites six pages or more. PostgreSQL keeps rows
-- like that already.
create table audit_event_nieuw (
  soort {{text}} not null,
  onderwerp_id {{text}} not null,
  volgnr {{int}} not null,
  tijdstip {{ts}} not null,
  actor_id {{text}} not null,
  handeling {{text}} not null,
  record {{bytes}} not null,
  hash {{bytes}} not null,
  zout {{bytes}},
  inhoud {{bytes}},
  primary key (soort, onderwerp_id, volgnr),
  check ((zout is null) = (inhoud is null))
) {{strict}};
insert into audit_event_nieuw
select e.*, i.zout, i.inhoud from audit_event e
left join audit_inhoud i on i.soort = e.soort and i.onderwerp_id = e.onderwerp_id and i.volgnr = e.volgnr;
drop table audit_inhoud;
drop table audit_event;
alter table audit_event_nieuw rename to audit_event;
-- +goose StatementBegin
create trigger audit_event_update before update on audit_event
when new.zout is not null or new.inhoud is not null
  or (new.rowid, new.soort, new.onderwerp_id, new.volgnr, new.tijdstip, new.actor_id, new.handeling, new.record, new.hash)
  is not (old.rowid, old.soort, old.onderwerp_id, old.volgnr, old.tijdstip, old.actor_id, old.handeling, old.record, old.hash)
begin select raise(abort, 'audit events are never changed; their content can only be emptied'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger audit_event_insert before insert on audit_event
when exists (select 1 from audit_event e where e.soort = new.soort and e.onderwerp_id = new.onderwerp_id and e.volgnr = new.volgnr)
  or exists (select 1 from audit_event e where e.rowid = new.rowid)
begin select raise(abort, 'audit events are never replaced'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger audit_event_delete before delete on audit_event
begin select raise(abort, 'audit events are never deleted'); end;
-- +goose StatementEnd

create table taak_nieuw (
  inwoner_id {{text}} not null references inwoner (id),
  id {{text}} not null,
  soort {{text}} not null,
  onderwerp {{text}} not null,
  onderwerp_id {{text}} not null,
  rol {{text}} not null,
  kant {{text}} not null,
  kant_id {{text}} not null,
  persoon_id {{text}} not null,
  team_id {{text}} not null,
  aanbieder_id {{text}} not null,
  zichtbaar {{date}} not null,
  termijn {{date}} not null,
  wettelijk {{bool}} not null,
  opgeschort {{bool}} not null,
  uitgesteld_tot {{date}},
  uitstel_reden {{bytes}},
  overgedragen_aan {{text}},
  versie {{int}} not null,
  primary key (inwoner_id, id)
) {{strict}};
insert into taak_nieuw select * from taak;
drop table taak;
alter table taak_nieuw rename to taak;
create index taak_lijst on taak (kant, kant_id, termijn, id, inwoner_id) where kant <> 'inwoner';
create index taak_team on taak (team_id, termijn, id, inwoner_id) where kant <> 'team';
create index taak_aanbieder on taak (aanbieder_id, termijn, id, inwoner_id) where kant <> 'aanbieder';
{{else}}
drop trigger audit_event_frozen on audit_event;
alter table audit_event add column zout {{bytes}}, add column inhoud {{bytes}};
update audit_event e set zout = i.zout, inhoud = i.inhoud from audit_inhoud i
where i.soort = e.soort and i.onderwerp_id = e.onderwerp_id and i.volgnr = e.volgnr;
drop table audit_inhoud;
alter table audit_event add constraint audit_event_inhoud check ((zout is null) = (inhoud is null));
-- +goose StatementBegin
create or replace function audit_event_frozen() returns trigger language plpgsql as $$
begin raise exception 'audit events are never changed or deleted; their content can only be emptied'; end $$;
-- +goose StatementEnd
create trigger audit_event_frozen before delete on audit_event
for each row execute function audit_event_frozen();
create trigger audit_event_update before update on audit_event
for each row when (new.zout is not null or new.inhoud is not null
  or (new.soort, new.onderwerp_id, new.volgnr, new.tijdstip, new.actor_id, new.handeling, new.record, new.hash)
  is distinct from (old.soort, old.onderwerp_id, old.volgnr, old.tijdstip, old.actor_id, old.handeling, old.record, old.hash))
execute function audit_event_frozen();
{{end}}
