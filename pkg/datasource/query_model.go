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
)

var (
	queryTypes = []string{queryScore, queryBand, queryAnomalies, queryIncidents, queryHealth}
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
	return model, nil
}

func describeChoice(what, given string, valid []string) string {
	return fmt.Sprintf("There is no %s %q; there are %s.", what, given, strings.Join(valid, ", "))
}

func badQuery(detail string) error {
	return serviceclient.NewFailure(http.StatusBadRequest, "invalid-request", "Query not understood", detail)
}
