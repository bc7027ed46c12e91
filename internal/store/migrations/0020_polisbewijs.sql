-- +goose Up

-- The file that shows a policy, as the insurer gave it (VRZ-01); none: null.
alter table verzekering add column bewijs_id {{text}} references bestand (id);
