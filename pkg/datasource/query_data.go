package datasource

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

const (
	instantFormat         = "2006-01-02T15:04:05.000Z"
	defaultMaxDataPoints  = 1000
	maximumMaxDataPoints  = 11_000
	maximumQueriesInBatch = 100
)

// window is what the queries of one batch have in common. The queries of an alert rule can differ in it.
type window struct {
	from          string
	to            string
	maxDataPoints int64
}

// QueryData answers each query with frames or with an error of its own.
func (d *DataSource) QueryData(ctx context.Context, request *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	response := backend.NewQueryDataResponse()
	identity := querierOf(request)
	for common, queries := range groupByWindow(request.Queries, response.Responses) {
		for batch := range slices.Chunk(queries, maximumQueriesInBatch) {
			d.answerBatch(ctx, identity, common, batch, response.Responses)
		}
	}
	return response, nil
}

// groupByWindow makes batches of the queries that can be read; the others get their error at once.
func groupByWindow(queries []backend.DataQuery, responses backend.Responses) map[window][]serviceclient.Query {
	groups := map[window][]serviceclient.Query{}
	for _, query := range queries {
		model, err := parseQuery(query)
		if err != nil {
			responses[query.RefID] = errorResponse(err)
			continue
		}
		common := windowOf(query)
		groups[common] = append(groups[common], model)
	}
	return groups
}

func windowOf(query backend.DataQuery) window {
	points := query.MaxDataPoints
	if points <= 0 {
		points = defaultMaxDataPoints
	}
	return window{
		from:          formatInstant(query.TimeRange.From),
		to:            formatInstant(query.TimeRange.To),
		maxDataPoints: min(points, maximumMaxDataPoints),
	}
}

func formatInstant(instant time.Time) string { return instant.UTC().Format(instantFormat) }

func (d *DataSource) answerBatch(
	ctx context.Context, identity serviceclient.Identity, common window, batch []serviceclient.Query, responses backend.Responses,
) {
	answer, err := d.client.Query(ctx, identity, serviceclient.QueryRequest{
		From:          common.from,
		To:            common.to,
		MaxDataPoints: common.maxDataPoints,
		Queries:       batch,
	})
	if err != nil {
		backend.Logger.FromContext(ctx).Warn("Queries not answered", "queries", len(batch), "error", err)
	}
	results := make(map[string]serviceclient.QueryResult, len(answer.Results))
	for _, result := range answer.Results {
		results[result.RefID] = result
	}
	for _, query := range batch {
		if err != nil {
			responses[query.RefID] = errorResponse(err)
			continue
		}
		responses[query.RefID] = answerQuery(query, results)
	}
}

func answerQuery(query serviceclient.Query, results map[string]serviceclient.QueryResult) backend.DataResponse {
	result, answered := results[query.RefID]
	if !answered {
		return errorResponse(badAnswer("The Vigil service left this query unanswered."))
	}
	if result.Error != nil {
		return errorResponse(serviceclient.NewFailure(result.Error.Status, result.Error.Code, result.Error.Title, result.Error.Detail))
	}
	frames, err := framesOf(query.QueryType, result)
	if err != nil {
		return errorResponse(err)
	}
	return backend.DataResponse{Status: backend.StatusOK, Frames: frames}
}

func badAnswer(detail string) error {
	return serviceclient.NewFailure(http.StatusBadGateway, serviceclient.CodeUnexpectedAnswer, "Answer not understood", detail)
}

func errorResponse(err error) backend.DataResponse {
	response := backend.ErrorResponseWithErrorSource(err)
	response.Status = backend.Status(serviceclient.ProblemOf(err).Status)
	return response
}
