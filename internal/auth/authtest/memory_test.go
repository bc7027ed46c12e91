package authtest

import (
	"testing"

	"trede/internal/auth"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	TestRepo(t, func(*testing.T) auth.Repo { return NewMemory() })
}
