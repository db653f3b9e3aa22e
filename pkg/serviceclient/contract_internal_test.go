package serviceclient

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestContractCheckLastsFiveMinutes(t *testing.T) {
	now := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	var check contractCheck
	require.False(t, check.isRecent(now))

	check.pass(now)
	require.True(t, check.isRecent(now.Add(5*time.Minute-time.Nanosecond)))
	require.False(t, check.isRecent(now.Add(5*time.Minute)))

	check.forget()
	require.False(t, check.isRecent(now))
}
