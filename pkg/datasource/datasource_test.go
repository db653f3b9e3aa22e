package datasource_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/datasource"
	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

const queryPattern = "POST /api/v1/query"

var (
	rangeStart = time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	rangeEnd   = rangeStart.Add(time.Hour)
)

func newDataSource(t *testing.T, serviceURL, secret string) *datasource.DataSource {
	t.Helper()
	instance, err := datasource.New(t.Context(), backend.DataSourceInstanceSettings{
		JSONData:                testutil.SettingsJSON(t, serviceURL),
		DecryptedSecureJSONData: testutil.Secrets(secret),
	})
	require.NoError(t, err)
	made, ok := instance.(*datasource.DataSource)
	require.True(t, ok)
	t.Cleanup(made.Dispose)
	return made
}

func query(refID, model string) backend.DataQuery {
	return backend.DataQuery{
		RefID:         refID,
		JSON:          []byte(model),
		MaxDataPoints: 500,
		TimeRange:     backend.TimeRange{From: rangeStart, To: rangeEnd},
	}
}

func request(queries ...backend.DataQuery) *backend.QueryDataRequest {
	return &backend.QueryDataRequest{
		PluginContext: backend.PluginContext{OrgID: 7, User: testutil.User(serviceclient.RoleAdmin)},
		Headers:       map[string]string{},
		Queries:       queries,
	}
}

func ask(t *testing.T, made *datasource.DataSource, request *backend.QueryDataRequest) backend.Responses {
	t.Helper()
	response, err := made.QueryData(t.Context(), request)
	require.NoError(t, err)
	return response.Responses
}

func sentQueries(t *testing.T, service *testutil.Service) []serviceclient.QueryRequest {
	t.Helper()
	var sent []serviceclient.QueryRequest
	for _, received := range service.Received() {
		var request serviceclient.QueryRequest
		require.NoError(t, json.Unmarshal([]byte(received.Body), &request))
		sent = append(sent, request)
	}
	return sent
}

func TestConnectionTestReadsAsAViewer(t *testing.T) {
	service := testutil.StartService(t)

	result, err := newDataSource(t, service.URL, testutil.Secret).CheckHealth(t.Context(), &backend.CheckHealthRequest{})

	require.NoError(t, err)
	require.Equal(t, backend.HealthStatusOk, result.Status)
	require.Contains(t, result.Message, "Connected to Vigil 0.1.0")
}

func TestSettingsOfAnotherShapeAreADownstreamError(t *testing.T) {
	_, err := datasource.New(t.Context(), backend.DataSourceInstanceSettings{JSONData: []byte(`{"serviceUrl":[]}`)})
	require.ErrorContains(t, err, "reading the plugin settings")
	require.True(t, backend.IsDownstreamError(err))
}
