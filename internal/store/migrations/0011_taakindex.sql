-- +goose Up

-- Each list has an index of what can stand in it: what a resident does is found by the
-- resident, and a side does not wait for itself.
drop index taak_lijst;
drop index taak_team;
drop index taak_aanbieder;
create index taak_lijst on taak (kant, kant_id, termijn, id) where kant <> 'inwoner';
create index taak_team on taak (team_id, termijn, id) where kant <> 'team';
create index taak_aanbieder on taak (aanbieder_id, termijn, id) where kant <> 'aanbieder';
