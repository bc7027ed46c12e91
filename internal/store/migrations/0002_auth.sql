-- +goose Up

-- Means of sign-in beside the account itself; see internal/auth for each column.
create table passkey (
  id {{bytes}} primary key,
  account_id {{text}} not null references account (id),
  rpid {{text}} not null,
  label {{text}} not null,
  data {{bytes}} not null,
  created_at {{ts}},
  used_at {{ts}}
) {{strict}};
create index passkey_account on passkey (account_id);

create table recovery_code (
  account_id {{text}} not null references account (id),
  hash {{text}} not null,
  created_at {{ts}},
  used_at {{ts}},
  primary key (account_id, hash)
) {{keyed}};

create table one_time_code (
  hash {{text}} primary key,
  purpose {{text}} not null,
  account_id {{text}} references account (id),
  second {{text}} not null,
  created_at {{ts}},
  expires_at {{ts}},
  used_at {{ts}},
  withdrawn_at {{ts}}
) {{strict}};
create index one_time_code_account on one_time_code (account_id);

create table challenge_spent (
  hash {{text}} primary key,
  until_at {{ts}}
) {{keyed}};

create table session (
  hash {{text}} primary key,
  id {{text}} not null,
  account_id {{text}} not null references account (id),
  epoch {{int}} not null,
  step {{text}} not null,
  first {{text}} not null,
  second {{text}} not null,
  must_password {{bool}} not null,
  roles {{text}},
  roles_until {{ts}},
  created_at {{ts}},
  seen_at {{ts}},
  strong_at {{ts}},
  address {{text}} not null,
  agent {{text}} not null,
  logout_hint {{bytes}}
) {{strict}};
create unique index session_id on session (id);
create index session_account on session (account_id);

-- Failures under keyed hashes, so that the table names nobody.
create table attempt (
  key {{text}} primary key,
  failures {{int}} not null,
  last_at {{ts}},
  until_at {{ts}},
  versie {{int}} not null
) {{strict}};
