package datasource_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/experimental"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

func TestQueryRequestMatchesTheContract(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(queryPattern, twoAnswers)

	ask(t, newDataSource(t, service.URL, testutil.Secret), request(
		query("A", `{}`),
		query("B", `{"queryType":"anomalies","service":"payments","detectorId":"latency-p99","severity":"high","status":"open"}`),
	))

	testutil.CheckContractGolden(t, "query-request.panel.json", sentQueries(t, service)[0])
}

// queryTypesByRefID says what the queries asked that the goldens of the service answer.
var queryTypesByRefID = map[string]map[string]string{
	"query-response.all-types.json":     {"A": "score", "B": "band", "C": "anomalies", "D": "incidents", "E": "health"},
	"query-response.partial-error.json": {"A": "health", "B": "score"},
}

func TestAnswersOfTheContractBecomeFrames(t *testing.T) {
	for name, document := range testutil.ContractGoldens(t, "query-response.*.json") {
		queryTypes, known := queryTypesByRefID[name]
		require.True(t, known, "say which query types %s answers", name)
		var answer serviceclient.QueryResponse
		testutil.DecodeStrict(t, document, &answer)
		service := testutil.StartService(t)
		service.AnswerJSON(queryPattern, string(document))
		var queries []backend.DataQuery
		for refID, queryType := range queryTypes {
			queries = append(queries, query(refID, fmt.Sprintf(`{"queryType":%q}`, queryType)))
		}

		responses := ask(t, newDataSource(t, service.URL, testutil.Secret), request(queries...))

		for _, result := range answer.Results {
			response := responses[result.RefID]
			if result.Error != nil {
				require.EqualError(t, response.Error, result.Error.Detail)
				require.Equal(t, backend.Status(result.Error.Status), response.Status)
				continue
			}
			golden := strings.TrimSuffix(name, ".json") + "." + result.RefID + ".golden"
			experimental.CheckGoldenJSONResponse(t, "testdata", golden, &response, *testutil.Update)
		}
	}
}

func TestVariableValuesOfTheContractReachTheBrowser(t *testing.T) {
	for name, document := range testutil.ContractGoldens(t, "variable-values.*.json") {
		service := testutil.StartService(t)
		service.AnswerJSON("GET /api/v1/variables", string(document))

		response := getResource(t, newDataSource(t, service.URL, testutil.Secret), "variables", "variables?kind=services")

		require.JSONEq(t, string(document), string(response.Body), name)
	}
}
