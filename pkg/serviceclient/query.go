package serviceclient

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Query is one query of a panel, an alert rule or an annotation; see contract/src/query.schema.ts.
type Query struct {
	RefID      string `json:"refId"`
	QueryType  string `json:"queryType"`
	Service    string `json:"service"`
	DetectorID string `json:"detectorId"`
	Severity   string `json:"severity"`
	Status     string `json:"status"`
	// HorizonSeconds is how far from now a forecast goes; the service has a default.
	HorizonSeconds int64 `json:"horizonSeconds,omitempty"`
}

// QueryRequest is a batch of queries over one time range. From and To are ISO 8601 in UTC.
type QueryRequest struct {
	From          string  `json:"from"`
	To            string  `json:"to"`
	MaxDataPoints int64   `json:"maxDataPoints"`
	Queries       []Query `json:"queries"`
}

// NamedSeries is one labelled series of an answer, as columns of equal length.
type NamedSeries struct {
	Name         string            `json:"name"`
	Labels       map[string]string `json:"labels"`
	Unit         string            `json:"unit"`
	TimestampsMs []float64         `json:"timestampsMs"`
	Values       []*float64        `json:"values"`
}

// TableColumn is a column of a table; Type is time, string, number or boolean.
type TableColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Table has rows in the order of its columns; a time is a number of milliseconds since the epoch.
type Table struct {
	Columns []TableColumn `json:"columns"`
	Rows    [][]any       `json:"rows"`
}

// QueryResult is the answer to one query, or the problem that kept it from being answered.
type QueryResult struct {
	RefID  string        `json:"refId"`
	Series []NamedSeries `json:"series,omitzero"`
	Table  *Table        `json:"table,omitempty"`
	Notice *string       `json:"notice"`
	Error  *Problem      `json:"error"`
}

// QueryResponse answers a QueryRequest.
type QueryResponse struct {
	Results []QueryResult `json:"results"`
}

// Query asks a batch of queries at once.
func (c *Client) Query(ctx context.Context, identity Identity, request QueryRequest) (QueryResponse, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return QueryResponse{}, backend.PluginErrorf("encoding queries: %w", err)
	}
	answer, err := c.Do(ctx, identity, Request{Method: http.MethodPost, Path: "/api/v1/query", Body: body})
	if err != nil {
		return QueryResponse{}, err
	}
	return decode[QueryResponse](c, answer)
}
