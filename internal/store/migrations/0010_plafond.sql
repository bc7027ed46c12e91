-- +goose Up

-- Leave to go above a ceiling is for one toewijzing of the size that was asked, in cents.
-- What was asked before this was kept covers no money.
alter table plafond_verzoek add column bedrag {{int}} not null default 0;
alter table plafond_verzoek add column toewijzing_id {{text}};
