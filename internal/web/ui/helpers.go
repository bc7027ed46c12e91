package ui

import "strings"

// telURL makes a link of a phone number: "026 123 45 67" becomes "tel:0261234567".
func telURL(phone string) string {
	return "tel:" + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
}

func currentLanguage(list []Language) string {
	for _, l := range list {
		if l.Current {
			return l.Own
		}
	}
	return list[0].Own
}
