package auth

// What the tests outside the package look at.
var (
	HashToken = hashToken
	TOTPStep  = totpStep
	NetworkOf = networkOf
)

// OpenAnyFlow opens a text as every kind of flow, for the fuzzer.
func (s *Service) OpenAnyFlow(text string) error {
	for _, kind := range []string{"totp", "oidc", "apparaat", "passkey.inlog", "passkey.factor", "passkey.nieuw"} {
		var data any
		if _, err := s.openFlow(kind, text, "", &data); err == nil {
			return nil
		}
	}
	_, err := s.openFlow("totp", text, "", nil)
	return err
}
