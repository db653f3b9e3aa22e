package serviceclient_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

// requireSameDocument fails on a field that only one side knows: unknown fields while reading, missing ones after writing.
func requireSameDocument[Envelope any](t *testing.T, pattern string) {
	t.Helper()
	for name, document := range testutil.ContractGoldens(t, pattern) {
		var envelope Envelope
		testutil.DecodeStrict(t, document, &envelope)
		testutil.RequireSameFields(t, name, document, envelope)
	}
}

func TestServiceStatusMatchesTheContract(t *testing.T) {
	requireSameDocument[serviceclient.ServiceStatus](t, "service-status.*.json")
}

func TestProblemsMatchTheContract(t *testing.T) {
	requireSameDocument[serviceclient.Problem](t, "problem.*.json")
}

func TestQueryResponsesMatchTheContract(t *testing.T) {
	requireSameDocument[serviceclient.QueryResponse](t, "query-response.*.json")
}

func TestClaimsOfTheGoldensVerify(t *testing.T) {
	for name, document := range testutil.ContractGoldens(t, "identity-claims.*.json") {
		var claims serviceclient.Claims
		testutil.DecodeStrict(t, document, &claims)
		require.Equal(t, int64(60), claims.ExpiresAt-claims.IssuedAt, name)
		require.Positive(t, claims.OrgID, name)
	}
}
