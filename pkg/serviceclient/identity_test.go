package serviceclient_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

var (
	viewer = serviceclient.Identity{Login: "ada", Name: "Ada", OrgID: 1, Role: serviceclient.RoleViewer}
	issued = time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
)

func TestClaimsMatchTheContract(t *testing.T) {
	for name, identity := range map[string]serviceclient.Identity{
		"identity-claims.editor.json":   {Login: "ada", Name: "Ada", OrgID: 1, Role: serviceclient.RoleEditor},
		"identity-claims.alerting.json": {Login: "grafana-alerting", Name: "Grafana Alerting", OrgID: 2, Role: serviceclient.RoleViewer},
	} {
		t.Run(name, func(t *testing.T) {
			testutil.CheckContractGolden(t, name, serviceclient.NewClaims(identity, issued))
		})
	}
}

func TestTokenCarriesTheClaimsOfTheContract(t *testing.T) {
	claims := serviceclient.NewClaims(viewer, issued)
	token, err := claims.Sign(testutil.Secret)
	require.NoError(t, err)
	parts := strings.Split(token, ".")
	require.Len(t, parts, 3)

	header, err := base64.RawURLEncoding.DecodeString(parts[0])
	require.NoError(t, err)
	require.JSONEq(t, `{"alg":"HS256","typ":"JWT"}`, string(header))

	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	require.NoError(t, err)
	var carried serviceclient.Claims
	testutil.DecodeStrict(t, payload, &carried)
	require.Equal(t, claims, carried)
	require.Equal(t, int64(60), carried.ExpiresAt-carried.IssuedAt)
}

func TestIdentityComesFromTheGrafanaUser(t *testing.T) {
	for name, test := range map[string]struct {
		user     *backend.User
		expected serviceclient.Identity
	}{
		"user":      {testutil.User(serviceclient.RoleEditor), serviceclient.Identity{Login: "ada", Name: "Ada", OrgID: 3, Role: serviceclient.RoleEditor}},
		"anonymous": {&backend.User{Role: "Viewer"}, serviceclient.Identity{Login: "anonymous", OrgID: 3, Role: serviceclient.RoleViewer}},
		"no user":   {nil, serviceclient.Identity{Login: "grafana", Name: "Grafana", OrgID: 3, Role: serviceclient.RoleViewer}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.expected, serviceclient.IdentityOf(backend.PluginContext{OrgID: 3, User: test.user}))
		})
	}
}

func TestRoles(t *testing.T) {
	roles := []serviceclient.Role{"None", serviceclient.RoleViewer, serviceclient.RoleEditor, serviceclient.RoleAdmin}
	for rank, role := range roles {
		for neededRank, needed := range roles[1:] {
			require.Equal(t, rank >= neededRank+1, role.Includes(needed), "%s includes %s", role, needed)
		}
	}
}
