package store

import (
	"encoding/base64"

	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
)

// Carry seals a text that a browser carries in an address, such as a name that was
// searched for: addresses stand in histories and logs. Only this program reads it back,
// for the same account.
func (s *Store) Carry(accountID, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	sealed, err := s.keys.Encrypt([]byte(text), carried(accountID))
	return base64.RawURLEncoding.EncodeToString(sealed), err
}

// Carried gives what [Store.Carry] sealed. What was changed, or sealed for another, is
// bad input.
func (s *Store) Carried(accountID, sealed string) (string, error) {
	if sealed == "" {
		return "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err == nil {
		raw, err = s.keys.Decrypt(raw, carried(accountID))
	}
	if err != nil {
		return "", errs.Wrapped(errs.Invalid, "verzoek.onleesbaar", err)
	}
	return string(raw), nil
}

func carried(accountID string) crypt.Place {
	return crypt.Place{Table: "account", Column: "adres", Row: accountID}
}
