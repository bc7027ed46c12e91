-- +goose Up

-- The study whose label a toewijzing carries (B-REG-06), so that it can be counted without
-- opening a dossier; none: empty.
alter table toewijzing add column verkenning {{text}} not null default '';
create index toewijzing_verkenning on toewijzing (verkenning, gemeente_code) where verkenning <> '';
