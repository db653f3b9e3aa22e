package datasource

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

const (
	queryScore     = "score"
	queryBand      = "band"
	queryAnomalies = "anomalies"
	queryIncidents = "incidents"
	queryHealth    = "health"
	queryForecast  = "forecast"
	queryRate      = "anomaly-rate"
)

const (
	shortestHorizonSeconds = 60
	longestHorizonSeconds  = 90 * 24 * 60 * 60
)

var (
	queryTypes = []string{queryScore, queryBand, queryAnomalies, queryIncidents, queryHealth, queryForecast, queryRate}
	severities = []string{"high", "critical"}
	statuses   = []string{"open", "acknowledged", "resolved", "closed"}
)

// parseQuery reads the JSON model of a query. Checking the closed sets here keeps one wrong query from spoiling its batch.
func parseQuery(query backend.DataQuery) (serviceclient.Query, error) {
	model := serviceclient.Query{}
	if err := json.Unmarshal(query.JSON, &model); err != nil {
		return model, badQuery(fmt.Sprintf("The query cannot be read: %s.", err))
	}
	model.RefID = query.RefID
	if model.QueryType == "" {
		model.QueryType = queryScore
	}
	if !slices.Contains(queryTypes, model.QueryType) {
		return model, badQuery(describeChoice("query type", model.QueryType, queryTypes))
	}
	if model.Severity != "" && !slices.Contains(severities, model.Severity) {
		return model, badQuery(describeChoice("severity", model.Severity, severities))
	}
	if model.Status != "" && !slices.Contains(statuses, model.Status) {
		return model, badQuery(describeChoice("status", model.Status, statuses))
	}
	if !isHorizon(model.HorizonSeconds) {
		return model, badQuery(fmt.Sprintf("A forecast cannot go %d s ahead; choose from one minute to 90 days.", model.HorizonSeconds))
	}
	return model, nil
}

// isHorizon accepts 0, which leaves the choice to the service.
func isHorizon(seconds int64) bool {
	return seconds == 0 || (seconds >= shortestHorizonSeconds && seconds <= longestHorizonSeconds)
}

func describeChoice(what, given string, valid []string) string {
	return fmt.Sprintf("There is no %s %q; there are %s.", what, given, strings.Join(valid, ", "))
}

func badQuery(detail string) error {
	return serviceclient.NewFailure(http.StatusBadRequest, "invalid-request", "Query not understood", detail)
}
