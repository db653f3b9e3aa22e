package serviceclient_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

const insightsPattern = "GET /api/v1/insights"

var askInsights = serviceclient.Request{Method: http.MethodGet, Path: "/api/v1/insights", Query: "a=b"}

func newClient(t *testing.T, url string, options ...func(*httpclient.Options)) *serviceclient.Client {
	t.Helper()
	chosen := httpclient.Options{}
	for _, option := range options {
		option(&chosen)
	}
	client, err := serviceclient.New(serviceclient.Settings{ServiceURL: url, SharedSecret: testutil.Secret}, chosen)
	require.NoError(t, err)
	t.Cleanup(client.Close)
	return client
}

func timeout(duration time.Duration) func(*httpclient.Options) {
	return func(options *httpclient.Options) { options.Timeouts = &httpclient.TimeoutOptions{Timeout: duration} }
}

func TestRequestReachesTheServiceWithTheIdentity(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(insightsPattern, `{"services":[]}`)

	answer, err := newClient(t, service.URL).Do(t.Context(), viewer, askInsights)

	require.NoError(t, err)
	require.Equal(t, `{"services":[]}`, string(answer.Body))
	received := service.Received()
	require.Len(t, received, 1)
	require.Equal(t, "/api/v1/insights", received[0].Path)
	require.Equal(t, "a=b", received[0].Query)
	require.Equal(t, serviceclient.NewClaims(viewer, time.Unix(received[0].Claims.IssuedAt, 0)), received[0].Claims)
	require.WithinDuration(t, time.Now(), time.Unix(received[0].Claims.IssuedAt, 0), 5*time.Second)
}

func TestServiceBelowAPath(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(insightsPattern, `{}`)
	prefixed := httptest.NewServer(http.StripPrefix("/vigil", service.Config.Handler))
	defer prefixed.Close()

	_, err := newClient(t, prefixed.URL+"/vigil").Do(t.Context(), viewer, askInsights)

	require.NoError(t, err)
}

func TestAnswersThatAreNotOfTheService(t *testing.T) {
	redirect := func(writer http.ResponseWriter, _ *http.Request) {
		writer.Header().Set("Location", "/login")
		writer.WriteHeader(http.StatusFound)
	}
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		says    string
	}{
		"HTML with 200":           {reply(200, "text/html", "<html>"), "200 and text/html"},
		"HTML with 502":           {reply(502, "text/html", "<html>"), "502 and text/html"},
		"JSON that is no problem": {reply(500, "application/json", `{"message":"x"}`), "500 and application/json"},
		"problem without a code":  {reply(500, "application/problem+json", `{}`), "that cannot be read"},
		"problem that is no JSON": {reply(500, "application/problem+json", `<html>`), "that cannot be read"},
		"no content type":         {reply(200, "", ""), "200 and no content type"},
		"redirect to a login":     {redirect, "302, a redirect to /login"},
		"endless answer":          {reply(200, "application/json", strings.Repeat(" ", 16<<20+1)), "more than 16 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			service := testutil.StartService(t)
			service.Handle(insightsPattern, test.handler)

			_, err := newClient(t, service.URL).Do(t.Context(), viewer, askInsights)

			require.ErrorContains(t, err, test.says)
			require.ErrorContains(t, err, service.URL)
			requireProblem(t, err, http.StatusBadGateway, serviceclient.CodeUnexpectedAnswer)
		})
	}
}

func TestRefusalOfTheServiceKeepsItsProblem(t *testing.T) {
	for _, status := range []int{400, 403, 404, 409, 413, 429, 500, 503} {
		service := testutil.StartService(t)
		sent := serviceclient.Problem{
			Type: "about:blank", Title: "Refused", Status: status, Code: "some-code", Detail: "Because.",
			Field: "from", Errors: []serviceclient.FieldError{{Field: "from", Message: "must be an instant"}},
		}
		service.AnswerProblem(insightsPattern, sent)

		_, err := newClient(t, service.URL).Do(t.Context(), viewer, askInsights)

		require.Equal(t, sent, serviceclient.ProblemOf(err))
		require.True(t, backend.IsDownstreamError(err))
	}
}

func TestWrongSecretIsAConfigurationError(t *testing.T) {
	service := testutil.StartService(t)
	client, err := serviceclient.New(serviceclient.Settings{ServiceURL: service.URL, SharedSecret: strings.Repeat("wrong", 10)}, httpclient.Options{})
	require.NoError(t, err)

	_, err = client.Do(t.Context(), viewer, askInsights)

	require.ErrorContains(t, err, "must equal VIGIL_SHARED_SECRET")
	require.ErrorContains(t, err, "The signature is wrong")
	requireProblem(t, err, http.StatusBadGateway, serviceclient.CodeSecretRejected)
}

func TestOtherContractVersions(t *testing.T) {
	for name, test := range map[string]struct {
		status string
		code   string
		says   string
	}{
		"newer service":       {testutil.Status(2), serviceclient.CodeContractMismatch, "speaks contract 2, this plugin 1: update this plugin."},
		"older service":       {testutil.Status(0), serviceclient.CodeContractMismatch, "speaks contract 0, this plugin 1: update the Vigil service."},
		"newer, other shape":  {`{"contractVersion":2,"components":"none"}`, serviceclient.CodeContractMismatch, "speaks contract 2"},
		"no contract":         {`{"status":"ok"}`, serviceclient.CodeUnexpectedAnswer, "without a contract version"},
		"no object":           {`[]`, serviceclient.CodeUnexpectedAnswer, "JSON of another shape"},
		"same, another shape": {`{"contractVersion":1,"components":"none"}`, serviceclient.CodeUnexpectedAnswer, "JSON of another shape"},
	} {
		t.Run(name, func(t *testing.T) {
			service := testutil.StartService(t)
			service.AnswerJSON("GET /api/v1/status", test.status)

			_, err := newClient(t, service.URL).Do(t.Context(), viewer, askInsights)

			require.ErrorContains(t, err, test.says)
			requireProblem(t, err, http.StatusBadGateway, test.code)
			require.Empty(t, service.Received(), "a request went out although the versions differ")
		})
	}
}

func TestContractIsCheckedAgainAfterAMismatch(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(insightsPattern, `{}`)
	service.AnswerJSON("GET /api/v1/status", testutil.Status(2))
	client := newClient(t, service.URL)
	_, err := client.Do(t.Context(), viewer, askInsights)
	require.Error(t, err)

	service.AnswerJSON("GET /api/v1/status", testutil.Status(1))
	_, err = client.Do(t.Context(), viewer, askInsights)

	require.NoError(t, err)
}

func TestContractIsCheckedAgainAfterAnOutage(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(insightsPattern, `{}`)
	client := newClient(t, service.URL)
	_, err := client.Do(t.Context(), viewer, askInsights)
	require.NoError(t, err)

	dropped := serviceclient.Request{Method: http.MethodGet, Path: "/drop"}
	service.Handle("GET /drop", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	_, err = client.Do(t.Context(), viewer, dropped)
	requireProblem(t, err, http.StatusBadGateway, serviceclient.CodeServiceUnreachable)
	service.AnswerJSON("GET /api/v1/status", testutil.Status(2))
	_, err = client.Do(t.Context(), viewer, askInsights)

	requireProblem(t, err, http.StatusBadGateway, serviceclient.CodeContractMismatch)
}

func TestServiceThatIsDownNamesAddressReasonAndSince(t *testing.T) {
	service := testutil.StartService(t)
	client := newClient(t, service.URL)
	service.Close()

	_, first := client.Do(t.Context(), viewer, askInsights)
	time.Sleep(1100 * time.Millisecond)
	_, second := client.Do(t.Context(), viewer, askInsights)

	require.ErrorContains(t, first, service.URL)
	require.ErrorContains(t, first, "connection refused")
	requireProblem(t, first, http.StatusBadGateway, serviceclient.CodeServiceUnreachable)
	since := serviceclient.ProblemOf(first).Since
	require.NotNil(t, since)
	require.WithinDuration(t, time.Now(), *since, 5*time.Second)
	require.Equal(t, since, serviceclient.ProblemOf(second).Since, "a later failure belongs to the same outage")
}

func TestOutageEndsWithAnAnswer(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON(insightsPattern, `{}`)
	service.Handle("GET /drop", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	client := newClient(t, service.URL)
	dropped := serviceclient.Request{Method: http.MethodGet, Path: "/drop"}

	_, first := client.Do(t.Context(), viewer, dropped)
	_, between := client.Do(t.Context(), viewer, askInsights)
	time.Sleep(1100 * time.Millisecond)
	_, second := client.Do(t.Context(), viewer, dropped)

	require.NoError(t, between)
	require.True(t, serviceclient.ProblemOf(second).Since.After(*serviceclient.ProblemOf(first).Since))
}

func TestSlowServiceTimesOut(t *testing.T) {
	service := testutil.StartService(t)
	release := make(chan struct{})
	defer close(release)
	service.Handle(insightsPattern, func(writer http.ResponseWriter, _ *http.Request) {
		writer.Header().Set("Content-Type", "application/json")
		writer.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(writer).Flush()
		<-release
	})

	_, err := newClient(t, service.URL, timeout(200*time.Millisecond)).Do(t.Context(), viewer, askInsights)

	require.ErrorContains(t, err, "no complete answer in time")
	requireProblem(t, err, http.StatusGatewayTimeout, serviceclient.CodeServiceUnreachable)
}

func TestCancelledRequestIsNoOutage(t *testing.T) {
	service := testutil.StartService(t)
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	defer close(release)
	service.Handle(insightsPattern, func(http.ResponseWriter, *http.Request) {
		cancel()
		<-release
	})

	_, err := newClient(t, service.URL).Do(ctx, viewer, askInsights)

	require.ErrorIs(t, err, context.Canceled)
	requireProblem(t, err, 499, serviceclient.CodeRequestCancelled)
	require.Nil(t, serviceclient.ProblemOf(err).Since)
}

func reply(status int, contentType, body string) http.HandlerFunc {
	return func(writer http.ResponseWriter, _ *http.Request) {
		writer.Header()["Content-Type"] = nil
		if contentType != "" {
			writer.Header().Set("Content-Type", contentType)
		}
		writer.WriteHeader(status)
		_, _ = writer.Write([]byte(body))
	}
}

func requireProblem(t *testing.T, err error, status int, code string) {
	t.Helper()
	require.True(t, backend.IsDownstreamError(err), "the error must have a source")
	problem := serviceclient.ProblemOf(err)
	require.Equal(t, code, problem.Code)
	require.Equal(t, status, problem.Status)
	require.Equal(t, err.Error(), problem.Detail)
	require.NotEmpty(t, problem.Title)
}
