package app_test

import (
	"net/http"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/app"
	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

func checkHealth(t *testing.T, made *app.App) *backend.CheckHealthResult {
	t.Helper()
	result, err := made.CheckHealth(t.Context(), &backend.CheckHealthRequest{
		PluginContext: backend.PluginContext{OrgID: 1, User: testutil.User(serviceclient.RoleAdmin)},
	})
	require.NoError(t, err)
	return result
}

func TestPluginProblemsMatchTheContract(t *testing.T) {
	service := testutil.StartService(t)
	for name, test := range map[string]struct {
		made   *app.App
		method string
		path   string
		status int
	}{
		"problem.plugin-not-configured.json": {newApp(t, "", ""), "GET", "api/v1/insights", http.StatusServiceUnavailable},
		"problem.plugin-forbidden.json":      {newApp(t, service.URL, testutil.Secret), "POST", "api/v1/retrain", http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			response := call(t, test.made, testutil.User(serviceclient.RoleViewer), test.method, test.path, "")
			require.Equal(t, test.status, response.Status)
			require.Equal(t, []string{"application/problem+json"}, response.Headers["Content-Type"])
			testutil.CheckContractGolden(t, name, testutil.DecodeProblem(t, response.Body))
		})
	}
}

func TestConnectionTest(t *testing.T) {
	service := testutil.StartService(t)
	for name, test := range map[string]struct {
		url     string
		secret  string
		health  backend.HealthStatus
		message string
	}{
		"connected":      {service.URL, testutil.Secret, backend.HealthStatusOk, "Connected to Vigil 0.1.0"},
		"not configured": {"", "", backend.HealthStatusError, "The URL of the Vigil service is not set."},
		"short secret":   {service.URL, "short", backend.HealthStatusError, "at least 32 are needed"},
		"wrong secret":   {service.URL, "a-secret-of-the-right-length-but-not-the-same", backend.HealthStatusError, "VIGIL_SHARED_SECRET"},
		"nobody there":   {"http://127.0.0.1:1", testutil.Secret, backend.HealthStatusError, "connection refused"},
	} {
		t.Run(name, func(t *testing.T) {
			result := checkHealth(t, newApp(t, test.url, test.secret))
			require.Equal(t, test.health, result.Status)
			require.Contains(t, result.Message, test.message)
			require.NotContains(t, string(result.JSONDetails), testutil.Secret)
		})
	}
}

func TestSettingsOfAnotherShapeAreADownstreamError(t *testing.T) {
	_, err := app.New(t.Context(), backend.AppInstanceSettings{JSONData: []byte(`{"serviceUrl":[]}`)})
	require.ErrorContains(t, err, "reading the plugin settings")
	require.True(t, backend.IsDownstreamError(err))
}
