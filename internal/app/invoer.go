package app

import (
	"context"
	"slices"

	"trede/internal/platform/errs"
)

type foundKey struct{}

// WithFound gives a context in which a use case on a dossier also reports what the
// form itself found, such as a text that is no date, and then writes nothing. So
// whoever fills in a form sees all that is wrong with it at once. found is read when
// the use case is done.
func WithFound(ctx context.Context, found *[]errs.Finding) context.Context {
	return context.WithValue(ctx, foundKey{}, found)
}

// RefuseFound puts what the form found before what the use case found; use cases that
// do not go through [Base.WriteDossier] call it themselves. About a field that could not
// be read the form knows best.
func RefuseFound(ctx context.Context, err error) error {
	found, ok := ctx.Value(foundKey{}).(*[]errs.Finding)
	if !ok || len(*found) == 0 || err != nil && !errs.Is(err, errs.Invalid) {
		return err
	}
	all := slices.Clone(*found)
	for _, f := range errs.FindingsOf(err) {
		if f.Field == "" || !slices.ContainsFunc(*found, func(x errs.Finding) bool { return x.Field == f.Field }) {
			all = append(all, f)
		}
	}
	return errs.InvalidInput(all...)
}
