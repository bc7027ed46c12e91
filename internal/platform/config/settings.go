package config

import (
	"slices"
	"strings"
	"time"
)

// setting declares one setting.
type setting struct {
	Key     string // in the file; TREDE_KEY in the environment, --key as a flag
	Default string
	Kind    string // what a value looks like, for people
	Help    string // one sentence
	Group   string
	Secret  bool
	set     func(c *Config, raw string) error
}

const envPrefix = "TREDE_"

// Env gives the name of the environment variable.
func (s setting) env() string { return envPrefix + strings.ToUpper(s.Key) }

// flag gives the name of the flag, without hyphens before it.
func (s setting) flag() string { return strings.ReplaceAll(s.Key, "_", "-") }

// fileSuffix makes, for a secret, the setting that names the file it is in.
const fileSuffix = "_file"

// settings is the one table of all settings, in the order of the page.
func settings() []setting {
	table := slices.Concat(serverSettings(), dataSettings(), sessionSettings(), providerSettings(), mailSettings(), operationSettings())
	out := make([]setting, 0, len(table)+8)
	for _, s := range table {
		out = append(out, s)
		if s.Secret {
			out = append(out, setting{
				Key: s.Key + fileSuffix, Kind: "path", Group: s.Group,
				Help: "File that holds " + s.Key + "; white space at its end is left out.",
			})
		}
	}
	return out
}

func serverSettings() []setting {
	const group = "Server"
	return []setting{
		{
			Key: "listen", Default: "127.0.0.1:8080", Kind: "host:port", Group: group,
			Help: "Address to listen on; without a certificate only an address of this machine itself.",
			set:  address(func(c *Config) *string { return &c.Listen }),
		},
		{
			Key: "base_url", Kind: "URL", Group: group,
			Help: "Address that people type, such as https://werk.example.nl; it stands in mails and letters. Empty: made from listen.",
			set:  baseURL,
		},
		{
			Key: "tls_cert", Kind: "path", Group: group,
			Help: "File with the certificate chain (PEM); it is read again when it changes.",
			set:  text(func(c *Config) *string { return &c.TLSCert }),
		},
		{
			Key: "tls_key", Kind: "path", Group: group,
			Help: "File with the private key of the certificate (PEM).",
			set:  text(func(c *Config) *string { return &c.TLSKey }),
		},
		{
			Key: "trusted_proxies", Kind: "list of addresses", Group: group,
			Help: "Addresses or networks of the proxy in front; only from these X-Forwarded-For and X-Forwarded-Proto count.",
			set:  prefixes,
		},
		{
			Key: "body_limit", Default: "1MiB", Kind: "size", Group: group,
			Help: "Largest request that is read, 64KiB to 64MiB.",
			set:  size(func(c *Config) *Size { return &c.BodyLimit }, 64<<10, 64<<20),
		},
	}
}

func dataSettings() []setting {
	const group = "Data"
	return []setting{
		{
			Key: "db", Default: "trede.db", Kind: "path or postgres:// URL", Group: group,
			Help: "Database: the path of a file (its read log stands beside it) or the URL of a PostgreSQL server.",
			set:  database,
		},
		{
			Key: "db_password", Kind: "text", Group: group, Secret: true,
			Help: "Password of the PostgreSQL server.",
			set:  databasePassword,
		},
		{
			Key: "key_file", Default: "trede.key", Kind: "path", Group: group,
			Help: "File with the keys of the encrypted fields, mode 0600, made at the first start. Keep a copy apart from the database.",
			set:  needed(func(c *Config) *string { return &c.KeyFile }),
		},
		{
			Key: "key_passphrase", Kind: "text", Group: group, Secret: true,
			Help: "Passphrase that encrypts the key file itself.",
			set:  secret(func(c *Config) *secretValue { return &c.KeyPassphrase }),
		},
		{
			Key: "backup_dir", Kind: "path", Group: group,
			Help: "Directory for scheduled backups. Empty: none are made.",
			set:  text(func(c *Config) *string { return &c.BackupDir }),
		},
		{
			Key: "checkpoint_dir", Kind: "path", Group: group,
			Help: "Directory, best on another machine, for signed checkpoints of the audit trail. Empty: none are made.",
			set:  text(func(c *Config) *string { return &c.CheckpointDir }),
		},
		{
			Key: "checkpoint_interval", Default: "24h", Kind: "duration", Group: group,
			Help: "Time between two checkpoints, 1m to 168h.",
			set:  duration(func(c *Config) *time.Duration { return &c.CheckpointInterval }, time.Minute, 7*24*time.Hour),
		},
	}
}

const signInGroup = "Sign-in"

func sessionSettings() []setting {
	const group = signInGroup
	return []setting{
		{
			Key: "session_idle", Default: "30m", Kind: "duration", Group: group,
			Help: "Time after which a session without a request ends, 5m to 24h.",
			set:  duration(func(c *Config) *time.Duration { return &c.SessionIdle }, 5*time.Minute, 24*time.Hour),
		},
		{
			Key: "session_limit", Default: "10h", Kind: "duration", Group: group,
			Help: "Time after which every session ends, 5m to 24h.",
			set:  duration(func(c *Config) *time.Duration { return &c.SessionLimit }, 5*time.Minute, 24*time.Hour),
		},
	}
}

func providerSettings() []setting {
	const group = signInGroup
	return []setting{
		{
			Key: "oidc_issuer", Kind: "URL", Group: group,
			Help: "OpenID Connect provider with which staff sign in. Empty: only accounts of Trede itself.",
			set:  issuer,
		},
		{
			Key: "oidc_client_id", Kind: "text", Group: group,
			Help: "Name under which Trede is known to the provider.",
			set:  text(func(c *Config) *string { return &c.OIDC.ClientID }),
		},
		{
			Key: "oidc_client_secret", Kind: "text", Group: group, Secret: true,
			Help: "Secret that goes with oidc_client_id.",
			set:  secret(func(c *Config) *secretValue { return &c.OIDC.ClientSecret }),
		},
		{
			Key: "oidc_label", Default: "Inloggen met je organisatie", Kind: "text", Group: group,
			Help: "Text on the button of the provider.",
			set:  needed(func(c *Config) *string { return &c.OIDC.Label }),
		},
		{
			Key: "oidc_scopes", Default: "openid,profile,email", Kind: "list of texts", Group: group,
			Help: "What is asked of the provider.",
			set:  texts(func(c *Config) *[]string { return &c.OIDC.Scopes }),
		},
		{
			Key: "oidc_link_claim", Default: "email", Kind: "text", Group: group,
			Help: "Claim that ties the first sign-in to the account that was made for it.",
			set:  needed(func(c *Config) *string { return &c.OIDC.LinkClaim }),
		},
		{
			Key: "oidc_trust_email", Default: "false", Kind: "true or false", Group: group,
			Help: "Take an e-mail address that the provider does not call verified.",
			set:  yesNo(func(c *Config) *bool { return &c.OIDC.TrustEmail }),
		},
		{
			Key: "oidc_acr", Kind: "list of texts", Group: group,
			Help: "Values of the acr claim that prove that two factors were shown at the provider.",
			set:  texts(func(c *Config) *[]string { return &c.OIDC.ACR }),
		},
		{
			Key: "oidc_amr", Kind: "list of texts", Group: group,
			Help: "Values of the amr claim that prove the same.",
			set:  texts(func(c *Config) *[]string { return &c.OIDC.AMR }),
		},
		{
			Key: "oidc_factor_at_provider", Default: "false", Kind: "true or false", Group: group,
			Help: "Refuse who has not proved two factors at the provider, instead of asking for the second one here.",
			set:  yesNo(func(c *Config) *bool { return &c.OIDC.FactorAtProvider }),
		},
		{
			Key: "oidc_auto_provision", Default: "false", Kind: "true or false", Group: group,
			Help: "Make an account, without any role, for whoever the provider knows.",
			set:  yesNo(func(c *Config) *bool { return &c.OIDC.AutoProvision }),
		},
	}
}

func mailSettings() []setting {
	const group = "Mail"
	return []setting{
		{
			Key: "smtp_host", Kind: "host", Group: group,
			Help: "Mail server. Empty: no mail is sent.",
			set:  host(func(c *Config) *string { return &c.SMTP.Host }),
		},
		{
			Key: "smtp_port", Default: "587", Kind: "number", Group: group,
			Help: "Port of the mail server, 1 to 65535.",
			set:  number(func(c *Config) *int { return &c.SMTP.Port }, 1, 65535),
		},
		{
			Key: "smtp_tls", Default: TLSStart, Kind: "starttls, tls or none", Group: group,
			Help: "Encryption: starttls (must succeed), tls from the first byte, or none to a server on this machine.",
			set:  oneOf(func(c *Config) *string { return &c.SMTP.TLS }, TLSStart, TLSFull, TLSNone),
		},
		{
			Key: "smtp_user", Kind: "text", Group: group,
			Help: "Account at the mail server. Empty: none is needed.",
			set:  text(func(c *Config) *string { return &c.SMTP.User }),
		},
		{
			Key: "smtp_password", Kind: "text", Group: group, Secret: true,
			Help: "Password of the account at the mail server.",
			set:  secret(func(c *Config) *secretValue { return &c.SMTP.Password }),
		},
		{
			Key: "smtp_from", Kind: "mail address", Group: group,
			Help: "Sender, such as Trede <trede@werk.example.nl>.",
			set:  mailAddress(func(c *Config) *string { return &c.SMTP.From }),
		},
	}
}

func operationSettings() []setting {
	const group = "Operation"
	return []setting{
		{
			Key: "log_level", Default: "info", Kind: "debug, info, warn or error", Group: group,
			Help: "Least important message that is logged.",
			set:  logLevel,
		},
		{
			Key: "log_format", Default: "json", Kind: "json or text", Group: group,
			Help: "Form of the log on standard error.",
			set:  oneOf(func(c *Config) *string { return &c.LogFormat }, "json", "text"),
		},
		{
			Key: "metrics_listen", Kind: "host:port", Group: group,
			Help: "Address for Prometheus (/metrics), not for the public. Empty: no metrics are served.",
			set:  optional(address(func(c *Config) *string { return &c.MetricsListen })),
		},
		{
			Key: "chromium", Kind: "path", Group: group,
			Help: "Headless Chromium that makes PDF files. Empty: people print from their browser.",
			set:  text(func(c *Config) *string { return &c.Chromium }),
		},
		{
			Key: "scan_command", Kind: "command", Group: group,
			Help: "Virus scanner that reads an uploaded file from its input and ends with 0 (clean) or 1 (infected), such as clamdscan --no-summary -; words are parted by spaces, no shell is used. Empty: files are not scanned.",
			set:  words(func(c *Config) *[]string { return &c.ScanCommand }),
		},
		{
			Key: "scan_timeout", Default: "30s", Kind: "duration", Group: group,
			Help: "Time that the virus scanner gets for one file, 1s to 2m.",
			set:  duration(func(c *Config) *time.Duration { return &c.ScanTimeout }, time.Second, 2*time.Minute),
		},
	}
}
