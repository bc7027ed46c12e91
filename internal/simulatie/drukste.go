package simulatie

import (
	"context"

	"trede/internal/authz"
	"trede/internal/platform/sqldb"
	"trede/internal/store"
)

type accountRij struct{ ID string }

// Who has most to do: a consulent by residents, somebody of a provider by those
// who are at work there.
var (
	drukstConsulent = sqldb.Select[accountRij](`
		select i.consulent_id as id from inwoner i where i.consulent_id is not null
		and exists (select 1 from aanstelling a where a.account_id = i.consulent_id and a.rol = $1 and a.tot is null)
		group by i.consulent_id order by count(*) desc, i.consulent_id limit 60`)
	drukstBegeleider = sqldb.Select[accountRij](`
		select t.werkbegeleider_id as id from toewijzing t where t.begonnen is not null and t.afgesloten is null and t.werkbegeleider_id is not null
		and exists (select 1 from aanstelling a where a.account_id = t.werkbegeleider_id and a.rol = $1 and a.tot is null)
		group by t.werkbegeleider_id order by count(*) desc, t.werkbegeleider_id limit 60`)
)

// Busiest gives the accounts of a role that have most to do, the busiest first: a
// consulent or a werkbegeleider, to measure with.
func Busiest(ctx context.Context, s *store.Store, role authz.Role) ([]string, error) {
	query := drukstConsulent
	if role == authz.RoleWerkbegeleider {
		query = drukstBegeleider
	}
	var out []string
	err := s.Read(ctx, func(tx *store.Tx) error {
		return query.Each(tx.Tx, func(r accountRij) error {
			out = append(out, r.ID)
			return nil
		}, string(role))
	})
	return out, err
}
