package datasource_test

import (
	"net/http"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

func getResource(t *testing.T, handler backend.CallResourceHandler, path, url string) *backend.CallResourceResponse {
	t.Helper()
	return testutil.Call(t, handler, &backend.CallResourceRequest{
		PluginContext: backend.PluginContext{OrgID: 7, User: testutil.User(serviceclient.RoleEditor)},
		Method:        http.MethodGet,
		Path:          path,
		URL:           url,
	})
}

func TestVariableValuesComeFromTheService(t *testing.T) {
	for _, kind := range []string{"services", "detectors", "kinds", "severities"} {
		service := testutil.StartService(t)
		service.AnswerJSON("GET /api/v1/variables", `{"items":[{"text":"payments","value":"payments"}]}`)

		response := getResource(t, newDataSource(t, service.URL, testutil.Secret), "variables", "variables?kind="+kind+"&other=1")

		require.Equal(t, http.StatusOK, response.Status)
		require.JSONEq(t, `{"items":[{"text":"payments","value":"payments"}]}`, string(response.Body))
		require.Equal(t, "kind="+kind, service.Received()[0].Query)
		require.Equal(t, serviceclient.RoleViewer, service.Received()[0].Claims.Role)
	}
}

func TestUnknownVariableKindNamesTheValidOnes(t *testing.T) {
	service := testutil.StartService(t)
	made := newDataSource(t, service.URL, testutil.Secret)

	for _, url := range []string{"variables", "variables?kind=", "variables?kind=users"} {
		response := getResource(t, made, "variables", url)
		require.Equal(t, http.StatusBadRequest, response.Status)
		require.Contains(t, testutil.DecodeProblem(t, response.Body).Detail, "services, detectors, kinds, severities")
	}
	require.Empty(t, service.Received())
}

func TestNoOtherResourceReachesTheService(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON("/", `{}`)

	response := getResource(t, newDataSource(t, service.URL, testutil.Secret), "api/v1/incidents", "api/v1/incidents")

	require.Equal(t, http.StatusNotFound, response.Status)
	require.Empty(t, service.Received())
}
