package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/app/beheer"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/config"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// subcommand is one of the things that a command does.
type subcommand struct {
	name, args, summary string
	run                 func(ctx context.Context, o *opened, e *env, word string) error
	flags               func(*flag.FlagSet)
	noWord              bool // takes no word after the flags
	// free is run in the place of run, without settings and database, with all words.
	free func(e *env, words []string) error
}

// oneOf carries out one of a command's things, on the database with its keys.
func oneOf(ctx context.Context, e *env, command string, args []string, list ...subcommand) error {
	s, err := pick(e, command, args, list)
	if err != nil {
		return err
	}
	c := config.Command{Name: "trede " + command + " " + s.name, Args: s.args, Summary: s.summary, Keys: []string{}, Flags: s.flags}
	if s.free == nil {
		c.Keys = append(slices.Clone(dataKeys), "listen", "base_url")
	}
	cfg, rest, err := e.parse(c, args[1:])
	if err != nil {
		return err
	}
	if s.free != nil {
		return s.free(e, rest)
	}
	word := ""
	if s.noWord {
		err = noArgs(rest)
	} else {
		word, err = oneArg(rest, s.args+" after the flags")
	}
	if err != nil {
		return err
	}
	o, err := open(ctx, cfg, existing)
	if err != nil {
		return err
	}
	return errors.Join(s.run(ctx, o, e, word), o.close())
}

// pick finds the thing that the first word names.
func pick(e *env, command string, args []string, list []subcommand) (subcommand, error) {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = s.name
	}
	if len(args) == 0 {
		return subcommand{}, &config.UsageError{Text: "give what to do: " + strings.Join(names, ", ")}
	}
	if args[0] == "--help" || args[0] == "-h" {
		for _, s := range list {
			words := "[FLAGS] " + s.args
			if s.free != nil && s.flags == nil {
				words = s.args
			}
			_, _ = fmt.Fprintf(e.stdout, "  trede %s %s %s\n      %s\n", command, s.name, strings.TrimSpace(words), s.summary)
		}
		return subcommand{}, errHelpShown
	}
	i := slices.Index(names, args[0])
	if i < 0 {
		return subcommand{}, &config.UsageError{Text: fmt.Sprintf("trede %s does not know %q; it does %s", command, args[0], strings.Join(names, ", "))}
	}
	return list[i], nil
}

// userCommand makes and mends accounts of staff from the server, for the day that
// nobody can sign in to do so.
func userCommand(ctx context.Context, e *env, args []string) error {
	var in newUser
	var factors bool
	return oneOf(ctx, e, "user", args,
		subcommand{
			name: "add", args: "LOGIN", summary: "make an account for a member of staff and print the one-time code for the first sign-in.",
			flags: in.flags, run: in.add,
		},
		subcommand{
			name: "reset", args: "LOGIN", summary: "take the password away and print a one-time code to choose a new one; all sessions end.",
			flags: func(f *flag.FlagSet) {
				f.BoolVar(&factors, "factors", false, "take the second factor away too")
			},
			run: func(ctx context.Context, o *opened, e *env, login string) error {
				return o.onAccount(ctx, login, func(s *beheer.Service, a auth.Account) error {
					invitation, err := s.ResetAccount(ctx, app.Systeem(), a.ID, factors, "trede user reset")
					if err != nil {
						return err
					}
					return tellCode(e.stdout, o, login, invitation)
				})
			},
		},
		subcommand{
			name: "disable", args: "LOGIN", summary: "stop an account from signing in; all its sessions end at once. An administrator can put it on again.",
			run: func(ctx context.Context, o *opened, e *env, login string) error {
				return o.onAccount(ctx, login, func(s *beheer.Service, a auth.Account) error {
					if err := s.SetDisabled(ctx, app.Systeem(), a.ID, true); err != nil {
						return err
					}
					_, err := fmt.Fprintf(e.stdout, "%s can no longer sign in.\n", login)
					return err
				})
			},
		},
	)
}

// newUser is what the flags of `trede user add` say.
type newUser struct{ name, email, role, organisation, team string }

func (n *newUser) flags(f *flag.FlagSet) {
	f.StringVar(&n.name, "name", "", "first and last name")
	f.StringVar(&n.email, "email", "", "address for messages; may be left out")
	f.StringVar(&n.role, "role", string(authz.RoleBeheerder), "what the person does: "+strings.Join(staffRoles(), ", "))
	f.StringVar(&n.organisation, "organisation", "", "name of the organisation; the region itself when empty")
	f.StringVar(&n.team, "team", "", "name of the team there, for a consulent or teamleider")
}

// staffRoles are the roles that somebody can be appointed to.
func staffRoles() []string {
	var out []string
	for _, kind := range append(beheer.Soorten(), authz.SoortRegio) {
		for _, r := range authz.RolesFor(kind) {
			out = append(out, string(r))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (n *newUser) add(ctx context.Context, o *opened, e *env, login string) error {
	service, err := o.beheer()
	if err != nil {
		return err
	}
	in := beheer.AccountInput{Naam: n.name, Login: login, Email: n.email}
	if in.Aanstelling, err = n.appointment(ctx, o); err != nil {
		return err
	}
	invitation, err := service.CreateAccount(ctx, app.Systeem(), in)
	if err != nil {
		return inEnglish(err)
	}
	return tellCode(e.stdout, o, login, invitation)
}

// appointment finds the place by its name.
func (n *newUser) appointment(ctx context.Context, o *opened) (in beheer.AanstellingInput, err error) {
	in = beheer.AanstellingInput{Rol: n.role, Van: app.Today(o.base.Now())}
	if !slices.Contains(staffRoles(), n.role) {
		return in, &config.UsageError{Text: fmt.Sprintf("%q is not a role; the roles are %s", n.role, strings.Join(staffRoles(), ", "))}
	}
	if strings.TrimSpace(n.name) == "" {
		return in, &config.UsageError{Text: "give the person's name with --name"}
	}
	system := app.Systeem().Audit(authz.Decision{Role: authz.RoleSysteem})
	err = o.store.Write(ctx, system, func(tx *store.Tx) error { // the region's own organisation is made when it is absent
		place, err := n.place(tx, in.Van)
		if err != nil {
			return err
		}
		in.OrganisatieID = place.ID
		if n.team == "" {
			return nil
		}
		teams, err := tx.TeamsOf(place.ID)
		for _, t := range teams {
			if t.Naam == n.team {
				in.TeamID = t.ID
				return nil
			}
		}
		return errors.Join(err, &config.UsageError{Text: fmt.Sprintf("%s has no team called %q", place.Naam, n.team)})
	})
	return in, err
}

func (n *newUser) place(tx *store.Tx, day civil.Date) (store.Organisatie, error) {
	if n.organisation == "" {
		return tx.RegioOrganisatie(day)
	}
	all, err := tx.Organisaties()
	for _, o := range all {
		if o.Naam == n.organisation {
			return o, err
		}
	}
	return store.Organisatie{}, errors.Join(err, &config.UsageError{Text: fmt.Sprintf("there is no organisation called %q", n.organisation)})
}

func (o *opened) beheer() (*beheer.Service, error) {
	service, err := signIn(o)
	if err != nil {
		return nil, err
	}
	return beheer.New(o.base, service), nil
}

// onAccount finds a member of staff by user name.
func (o *opened) onAccount(ctx context.Context, login string, do func(*beheer.Service, auth.Account) error) error {
	service, err := o.beheer()
	if err != nil {
		return err
	}
	var a auth.Account
	found := false
	err = o.store.Read(ctx, func(tx *store.Tx) (err error) {
		a, found, err = tx.AuthTx().AccountByLogin(auth.NormalLogin(login))
		return err
	})
	if err != nil {
		return err
	}
	if !found || a.Kind != auth.Medewerker {
		return fmt.Errorf("nobody signs in as %q; the administrator's pages list everybody", login)
	}
	return inEnglish(do(service, a))
}

// tellCode prints a one-time code; it is on the screen of the operator alone.
func tellCode(w io.Writer, o *opened, login string, i auth.Invitation) error {
	_, err := fmt.Fprintf(w, "%s signs in at %s/inloggen/code with this code, until %s:\n%s\n",
		login, origin(o.cfg), civil.Of(i.ExpiresAt), i.Code)
	return err
}

// inEnglish says what was refused in words for an operator; the texts for users
// are in Dutch and belong to pages.
func inEnglish(err error) error {
	known := map[string]string{
		auth.CodeLoginTaken: "somebody else has that user name; choose another",
		auth.CodeLoginForm:  "that is not a user name; use 3 to 64 letters, digits, dots and dashes",
		"beheer.team_kies":  "give the team with --team",
	}
	var said []string
	for _, f := range errs.FindingsOf(err) {
		text := known[f.Code]
		if text == "" {
			text = fmt.Sprintf("%s is not right (%s)", f.Field, f.Code)
		}
		said = append(said, text)
	}
	if len(said) == 0 {
		return err
	}
	return &config.UsageError{Text: strings.Join(said, "; ")}
}
