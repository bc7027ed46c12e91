-- +goose Up

-- What counts for a ceiling is read from this index alone: the rows themselves are large,
-- and every choice of a place counts them.
drop index toewijzing_gemeente;
create index toewijzing_plafond on toewijzing (
  product_code, gemeente_code, ingangsdatum, laatste_dag, contract_id, aanbieder_id, id, prijs, volume, eenheid, frequentie
) where toegewezen is not null and vervallen is null and geweigerd is null;
