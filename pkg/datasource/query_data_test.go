package datasource_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

const twoAnswers = `{"results":[
	{"refId":"A","series":[],"notice":null,"error":null},
	{"refId":"B","notice":null,"error":{"type":"about:blank","title":"Gone","status":404,"code":"unknown-detector","detail":"There is no detector x."}}]}`

func TestQueriesOfOnePanelGoOutInOneRequest(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(queryPattern, twoAnswers)

	ask(t, newDataSource(t, service.URL, testutil.Secret), request(
		query("A", `{}`),
		query("B", `{"queryType":"anomalies","service":"payments","detectorId":"x","severity":"high","status":"open","hide":false,"intervalMs":1000}`),
	))

	require.Equal(t, []serviceclient.QueryRequest{{
		From:          "2026-01-31T09:00:00.000Z",
		To:            "2026-01-31T10:00:00.000Z",
		MaxDataPoints: 500,
		Queries: []serviceclient.Query{
			{RefID: "A", QueryType: "score"},
			{RefID: "B", QueryType: "anomalies", Service: "payments", DetectorID: "x", Severity: "high", Status: "open"},
		},
	}}, sentQueries(t, service))
}

func TestQueriesOverDifferentWindowsGoOutApart(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(queryPattern, twoAnswers)
	later := query("B", `{}`)
	later.TimeRange.To = rangeEnd.Add(time.Hour)

	ask(t, newDataSource(t, service.URL, testutil.Secret), request(query("A", `{}`), later))

	require.Len(t, sentQueries(t, service), 2)
}

func TestMaxDataPointsStaysInTheContract(t *testing.T) {
	for given, expected := range map[int64]int64{0: 1000, -1: 1000, 1: 1, 11_000: 11_000, 43_200: 11_000} {
		service := testutil.StartService(t)
		service.AnswerJSON(queryPattern, twoAnswers)
		asked := query("A", `{}`)
		asked.MaxDataPoints = given

		ask(t, newDataSource(t, service.URL, testutil.Secret), request(asked))

		require.Equal(t, expected, sentQueries(t, service)[0].MaxDataPoints)
	}
}

func TestLargeBatchesAreSplit(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(queryPattern, `{"results":[]}`)
	queries := make([]backend.DataQuery, 101)
	for index := range queries {
		queries[index] = query(fmt.Sprintf("Q%d", index), `{}`)
	}

	responses := ask(t, newDataSource(t, service.URL, testutil.Secret), request(queries...))

	require.Len(t, responses, 101)
	require.Len(t, sentQueries(t, service), 2)
}

func TestEachQueryHasItsOwnError(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(queryPattern, twoAnswers)

	responses := ask(t, newDataSource(t, service.URL, testutil.Secret), request(
		query("A", `{"queryType":"score"}`),
		query("B", `{"queryType":"score"}`),
		query("C", `{"queryType":"scores"}`),
		query("D", `{"severity":"huge"}`),
		query("E", `{"status":"gone"}`),
		query("F", `{"service":["a"]}`),
		query("G", `{"queryType":"health"}`),
		query("H", `{"queryType":"forecast","horizonSeconds":5}`),
	))

	require.NoError(t, responses["A"].Error)
	for refID, expected := range map[string]struct {
		status backend.Status
		says   string
	}{
		"B": {http.StatusNotFound, "There is no detector x."},
		"C": {http.StatusBadRequest, `There is no query type "scores"; there are score, band, anomalies, incidents, health, forecast, anomaly-rate.`},
		"D": {http.StatusBadRequest, `There is no severity "huge"; there are high, critical.`},
		"E": {http.StatusBadRequest, `There is no status "gone"; there are open, acknowledged, resolved, closed.`},
		"F": {http.StatusBadRequest, "The query cannot be read"},
		"G": {http.StatusBadGateway, "left this query unanswered"},
		"H": {http.StatusBadRequest, "cannot go 5 s ahead; choose from one minute to 90 days"},
	} {
		require.ErrorContains(t, responses[refID].Error, expected.says, refID)
		require.Equal(t, expected.status, responses[refID].Status, refID)
		require.Equal(t, backend.ErrorSourceDownstream, responses[refID].ErrorSource, refID)
	}
}

func TestAForecastSaysHowFarItGoes(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(queryPattern, twoAnswers)

	ask(t, newDataSource(t, service.URL, testutil.Secret), request(
		query("A", `{"queryType":"forecast","detectorId":"disk-space","horizonSeconds":345600}`),
		query("B", `{"queryType":"score"}`),
	))

	sent := sentQueries(t, service)
	require.Len(t, sent, 1)
	require.Equal(t, int64(345600), sent[0].Queries[0].HorizonSeconds)
	require.Contains(t, service.Received()[0].Body, `"horizonSeconds":345600`)
	require.NotContains(t, service.Received()[0].Body, `"horizonSeconds":0`)
}

func TestFailureOfTheServiceIsTheErrorOfEachQuery(t *testing.T) {
	service := testutil.StartService(t)
	made := newDataSource(t, service.URL, testutil.Secret)
	service.Close()

	responses := ask(t, made, request(query("A", `{}`), query("B", `{"queryType":"nonsense"}`), query("C", `{}`)))

	for _, refID := range []string{"A", "C"} {
		require.ErrorContains(t, responses[refID].Error, "has not answered since")
		require.Equal(t, backend.StatusBadGateway, responses[refID].Status)
		require.Equal(t, backend.ErrorSourceDownstream, responses[refID].ErrorSource)
	}
	require.ErrorContains(t, responses["B"].Error, "There is no query type")
}

func TestUnconfiguredDataSourceSaysSoPerQuery(t *testing.T) {
	responses := ask(t, newDataSource(t, "", ""), request(query("A", `{}`)))
	require.ErrorContains(t, responses["A"].Error, "URL of the Vigil service is not set")
	require.Equal(t, backend.Status(http.StatusServiceUnavailable), responses["A"].Status)
}

func TestWhoAQueryIsFor(t *testing.T) {
	fromAlert := map[string]string{"FromAlert": "true"}
	scheduler := &backend.User{Login: "grafana_scheduler", Role: "Admin"}
	for name, test := range map[string]struct {
		user    *backend.User
		headers map[string]string
		login   string
	}{
		"user":                          {testutil.User(serviceclient.RoleAdmin), nil, "ada"},
		"alert rule without a user":     {nil, fromAlert, "grafana-alerting"},
		"alert rule as administrator":   {scheduler, fromAlert, "grafana-alerting"},
		"nobody, e.g. public dashboard": {nil, nil, "grafana"},
	} {
		t.Run(name, func(t *testing.T) {
			service := testutil.StartService(t)
			service.AnswerJSON(queryPattern, twoAnswers)
			asked := request(query("A", `{}`))
			asked.PluginContext.User = test.user
			asked.Headers = test.headers

			responses := ask(t, newDataSource(t, service.URL, testutil.Secret), asked)

			require.NoError(t, responses["A"].Error)
			claims := service.Received()[0].Claims
			require.Equal(t, test.login, claims.Subject)
			require.Equal(t, int64(7), claims.OrgID)
			require.Equal(t, serviceclient.RoleViewer, claims.Role, "the data source only reads")
		})
	}
}
