-- +goose Up

-- What somebody typed of a voortgangsbericht that was not sent yet.
create table concept (
  toewijzing_id {{text}} not null references toewijzing (id),
  door_id {{text}} not null,
  op {{ts}} not null,
  inhoud {{bytes}} not null,
  primary key (toewijzing_id, door_id)
) {{keyed}};
