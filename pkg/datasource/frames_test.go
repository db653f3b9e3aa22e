package datasource_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/experimental"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/testutil"
)

func answerFrom(t *testing.T, queryType, answer string) backend.DataResponse {
	t.Helper()
	service := testutil.StartService(t)
	service.AnswerJSON(queryPattern, answer)
	asked := query("A", fmt.Sprintf(`{"queryType":%q}`, queryType))
	return ask(t, newDataSource(t, service.URL, testutil.Secret), request(asked))["A"]
}

func fixture(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "answer."+name+".json"))
	require.NoError(t, err)
	return string(content)
}

func TestGoldenFrames(t *testing.T) {
	for answer, queryType := range map[string]string{
		"score":        "score",
		"band":         "band",
		"forecast":     "forecast",
		"anomalies":    "anomalies",
		"empty-series": "score",
		"empty-table":  "incidents",
	} {
		t.Run(answer, func(t *testing.T) {
			response := answerFrom(t, queryType, fixture(t, answer))
			require.NoError(t, response.Error)
			experimental.CheckGoldenJSONResponse(t, "testdata", answer+".golden", &response, *testutil.Update)
		})
	}
}

func TestSeriesFollowTheDataPlaneContract(t *testing.T) {
	for _, answer := range []string{"score", "band", "forecast"} {
		for _, frame := range answerFrom(t, "score", fixture(t, answer)).Frames {
			require.Equal(t, data.FrameTypeTimeSeriesMulti, frame.Meta.Type)
			require.Equal(t, data.TimeSeriesTypeWide, frame.TimeSeriesSchema().Type)
			require.Len(t, frame.Fields, 2)
		}
	}
}

func TestSeriesWithoutAValueAreNoData(t *testing.T) {
	empty := `{"name":"score","labels":{"service":"payments"},"unit":"","timestampsMs":[],"values":[]}`
	untrained := `{"name":"score","labels":{"service":"catalog"},"unit":"","timestampsMs":[1769850000000],"values":[null]}`
	full := `{"name":"score","labels":{"service":"orders"},"unit":"","timestampsMs":[1769850000000],"values":[0.1]}`
	answer := `{"results":[{"refId":"A","series":[%s],"notice":"Cut.","error":null}]}`

	nothing := answerFrom(t, "score", fmt.Sprintf(answer, empty+","+untrained)).Frames
	some := answerFrom(t, "score", fmt.Sprintf(answer, empty+","+untrained+","+full)).Frames

	require.Len(t, nothing, 1)
	require.Empty(t, nothing[0].Fields)
	require.Equal(t, "Cut.", nothing[0].Meta.Notices[0].Text)
	require.Len(t, some, 1)
	require.Equal(t, "orders", some[0].Fields[1].Labels["service"])
}

func TestAnswersThatCannotBeFrames(t *testing.T) {
	table := `{"results":[{"refId":"A","table":{"columns":[%s],"rows":[%s]},"notice":null,"error":null}]}`
	for name, test := range map[string]struct {
		queryType string
		answer    string
		says      string
	}{
		"no table": {"incidents", fixture(t, "score"), "a query for incidents without a table"},
		"columns of unequal length": {"score",
			`{"results":[{"refId":"A","series":[{"name":"score","labels":{},"unit":"","timestampsMs":[1],"values":[]}],"notice":null,"error":null}]}`,
			"has 1 timestamps and 0 values"},
		"unknown column type": {"anomalies", fmt.Sprintf(table, `{"name":"x","type":"color"}`, ""), `unknown type "color"`},
		"short row":           {"anomalies", fmt.Sprintf(table, `{"name":"x","type":"string"}`, "[]"), "Row 0 has 0 cells for 1 columns"},
		"cell of another type": {"anomalies", fmt.Sprintf(table, `{"name":"time","type":"time"}`, `["yesterday"]`),
			"Row 0 holds yesterday in the column time"},
	} {
		t.Run(name, func(t *testing.T) {
			response := answerFrom(t, test.queryType, test.answer)
			require.ErrorContains(t, response.Error, test.says)
			require.Equal(t, backend.StatusBadGateway, response.Status)
		})
	}
}
