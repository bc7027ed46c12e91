-- +goose Up

-- What rules said of a row at the acts on it, one encrypted document per row. Few who
-- load a dossier ask for it, and it is larger than the rest, so it stands apart. soort
-- is the table of the row. What rules said of a voortgangsbericht stands in the audit
-- trail with the event, and no second time.
create table regelresultaat (
  inwoner_id {{text}} not null references inwoner (id),
  soort {{text}} not null,
  onderwerp_id {{text}} not null,
  inhoud {{bytes}} not null,
  primary key (inwoner_id, soort, onderwerp_id)
) {{strict}};
insert into regelresultaat select inwoner_id, 'melding', id, regels from melding where regels is not null;
insert into regelresultaat select inwoner_id, 'meting', id, regels from meting where regels is not null;
insert into regelresultaat select inwoner_id, 'profiel', inwoner_id, regels from profiel where regels is not null;
insert into regelresultaat select inwoner_id, 'aanvraag', id, regels from aanvraag where regels is not null;
insert into regelresultaat select inwoner_id, 'toewijzing', id, regels from toewijzing where regels is not null;
alter table melding drop column regels;
alter table meting drop column regels;
alter table profiel drop column regels;
alter table aanvraag drop column regels;
alter table toewijzing drop column regels;
alter table voortgangsbericht drop column regels;
