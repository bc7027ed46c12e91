-- +goose Up

-- The list of a provider in the order of names, and its count, without a look at every
-- resident who ever was there. sorteernaam follows the name of the resident.
alter table inzage add column sorteernaam {{text}} not null default '';
update inzage set sorteernaam = (select i.sorteernaam from inwoner i where i.id = inzage.inwoner_id);
drop index inzage_kant;
create index inzage_lijst on inzage (kant, kant_id, sorteernaam, inwoner_id, bron, van, einde, tot, bereik);
create index inzage_tot on inzage (kant, kant_id, tot, van, bereik);
