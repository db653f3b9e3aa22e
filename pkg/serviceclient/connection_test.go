package serviceclient_test

import (
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

const allWell = `{"status":"ok","version":"0.1.0","contractVersion":1,"startedAt":"2026-01-31T09:00:00Z","components":[],
	"detection":{"detectorCount":4,"seriesCount":28,"trainedSeriesCount":28,"lastScoredAt":null,"lastTrainedAt":null}}`

const serviceDown = `{"status":"down","version":"0.1.0","contractVersion":1,"startedAt":"2026-01-31T09:00:00Z","components":[],
	"detection":{"detectorCount":0,"seriesCount":0,"trainedSeriesCount":0,"lastScoredAt":null,"lastTrainedAt":null}}`

func TestConnectionTestSaysWhatTheServiceSaysAboutItself(t *testing.T) {
	for name, test := range map[string]struct {
		status  string
		health  backend.HealthStatus
		message string
	}{
		"all well": {allWell, backend.HealthStatusOk, "Connected to Vigil 0.1.0: 4 detectors on 28 series."},
		"metrics down": {testutil.Status(1), backend.HealthStatusOk,
			"Connected to Vigil 0.1.0, which is degraded: metrics down since 2026-01-31T09:05:00Z (http://127.0.0.1:9090: connection refused)."},
		"service down": {serviceDown, backend.HealthStatusError, "Connected to Vigil 0.1.0, which is down."},
	} {
		t.Run(name, func(t *testing.T) {
			service := testutil.StartService(t)
			service.AnswerJSON("GET /api/v1/status", test.status)

			result, err := newClient(t, service.URL).CheckConnection(t.Context(), viewer)

			require.NoError(t, err)
			require.Equal(t, test.health, result.Status)
			require.Equal(t, test.message, result.Message)
			var details serviceclient.ServiceStatus
			testutil.DecodeStrict(t, result.JSONDetails, &details)
			require.Equal(t, "0.1.0", details.Version)
		})
	}
}

func TestConnectionTestExplainsAFailure(t *testing.T) {
	client, err := serviceclient.New(serviceclient.Settings{}, httpclient.Options{})
	require.NoError(t, err)

	result, err := client.CheckConnection(t.Context(), viewer)

	require.NoError(t, err)
	require.Equal(t, backend.HealthStatusError, result.Status)
	require.Equal(t, "The URL of the Vigil service is not set.", result.Message)
	require.Equal(t, serviceclient.CodeNotConfigured, testutil.DecodeProblem(t, result.JSONDetails).Code)
}
