package app_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/app"
	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

func newApp(t *testing.T, serviceURL, secret string) *app.App {
	t.Helper()
	instance, err := app.New(t.Context(), backend.AppInstanceSettings{
		JSONData:                testutil.SettingsJSON(t, serviceURL),
		DecryptedSecureJSONData: testutil.Secrets(secret),
	})
	require.NoError(t, err)
	made, ok := instance.(*app.App)
	require.True(t, ok)
	t.Cleanup(made.Dispose)
	return made
}

func call(t *testing.T, made *app.App, user *backend.User, method, path, body string) *backend.CallResourceResponse {
	t.Helper()
	route, _, _ := strings.Cut(path, "?")
	return testutil.Call(t, made, &backend.CallResourceRequest{
		PluginContext: backend.PluginContext{OrgID: 7, User: user},
		Method:        method,
		Path:          route,
		URL:           path,
		Body:          []byte(body),
	})
}

func TestEveryRouteNeedsItsRole(t *testing.T) {
	readers := []string{
		"GET api/v1/status", "GET api/v1/insights", "GET api/v1/services", "GET api/v1/services/payments", "GET api/v1/detectors",
		"GET api/v1/anomalies", "GET api/v1/anomalies/a1", "GET api/v1/anomalies/a1/series",
		"GET api/v1/detectors/d1/card", "GET api/v1/detectors/d1/dataset.csv", "GET api/v1/trainings", "GET api/v1/trainings/t1", "GET api/v1/mutes",
		"GET api/v1/incidents", "GET api/v1/incidents/i1", "GET api/v1/investigations", "GET api/v1/investigations/v1",
		"GET api/v1/detectors/latency", "GET api/v1/backtests/b1",
		"POST api/v1/query", "GET api/v1/variables",
	}
	editors := []string{
		"POST api/v1/anomalies/a1/verdict", "POST api/v1/mutes", "DELETE api/v1/mutes/m1",
		"POST api/v1/retrain", "POST api/v1/incidents/i1/acknowledge", "POST api/v1/incidents/i1/resolve",
		"POST api/v1/incidents/i1/comment", "POST api/v1/investigations",
		"POST api/v1/detectors/preview", "POST api/v1/backtests", "POST api/v1/backtests/b1/cancel",
	}
	administrators := []string{
		"POST api/v1/detectors", "PUT api/v1/detectors/latency", "DELETE api/v1/detectors/latency",
	}
	allowed := map[serviceclient.Role][]string{
		"":                       nil,
		"None":                   nil,
		serviceclient.RoleViewer: readers,
		serviceclient.RoleEditor: slices.Concat(readers, editors),
		serviceclient.RoleAdmin:  slices.Concat(readers, editors, administrators),
	}
	for role, routes := range allowed {
		for _, route := range slices.Concat(readers, editors, administrators) {
			t.Run(string(role)+" "+route, func(t *testing.T) {
				service := testutil.StartService(t)
				service.AnswerJSON("/", `{"answered":true}`)
				method, path, _ := strings.Cut(route, " ")

				response := call(t, newApp(t, service.URL, testutil.Secret), testutil.User(role), method, path, "")

				if !slices.Contains(routes, route) {
					require.Equal(t, http.StatusForbidden, response.Status)
					require.Equal(t, "forbidden", testutil.DecodeProblem(t, response.Body).Code)
					require.Empty(t, service.Received(), "the request reached the service")
					return
				}
				require.Equal(t, http.StatusOK, response.Status, string(response.Body))
			})
		}
	}
}

func TestRequestAndAnswerPassThrough(t *testing.T) {
	service := testutil.StartService(t)
	service.Answer("POST /api/v1/incidents/i1/comment", http.StatusCreated, "application/json; charset=utf-8", `{"id":"i1"}`)

	response := call(t, newApp(t, service.URL, testutil.Secret), testutil.User(serviceclient.RoleEditor),
		"POST", "api/v1/incidents/i1/comment?a=b%20c", `{"comment":"seen"}`)

	require.Equal(t, http.StatusCreated, response.Status)
	require.Equal(t, `{"id":"i1"}`, string(response.Body))
	require.Equal(t, []string{"application/json; charset=utf-8"}, response.Headers["Content-Type"])
	received := service.Received()
	require.Len(t, received, 1)
	require.Equal(t, "POST", received[0].Method)
	require.Equal(t, "/api/v1/incidents/i1/comment", received[0].Path)
	require.Equal(t, "a=b%20c", received[0].Query)
	require.JSONEq(t, `{"comment":"seen"}`, received[0].Body)
	require.Equal(t, "ada", received[0].Claims.Subject)
	require.Equal(t, int64(7), received[0].Claims.OrgID)
	require.Equal(t, serviceclient.RoleEditor, received[0].Claims.Role)
}

func TestDataSetsPassThroughAsFiles(t *testing.T) {
	service := testutil.StartService(t)
	service.Answer("GET /api/v1/detectors/latency/dataset.csv", http.StatusOK, "text/csv; charset=utf-8", "timestamp,value,score\r\n")

	response := call(t, newApp(t, service.URL, testutil.Secret), testutil.User(serviceclient.RoleViewer),
		"GET", "api/v1/detectors/latency/dataset.csv?part=history", "")

	require.Equal(t, http.StatusOK, response.Status, string(response.Body))
	require.Equal(t, "timestamp,value,score\r\n", string(response.Body))
	require.Equal(t, []string{"text/csv; charset=utf-8"}, response.Headers["Content-Type"])
}

func TestOnlyListedRoutesReachTheService(t *testing.T) {
	for _, route := range []string{
		"GET ", "GET health", "GET metrics", "GET docs", "GET api/v1", "GET api/v1/", "GET api/v1/secrets", "GET webhook/alerts",
		"POST webhook/alerts", "DELETE api/v1/incidents/i1", "PUT api/v1/incidents/i1", "PATCH api/v1/detectors", "POST api/v1/status",
		"GET api/v1/incidents/i1/acknowledge", "GET api/v1/incidents/../../metrics", "GET api/v1/services/../../metrics", "GET api/v1/incidents/..",
		"GET api/v1/services/", "GET api/v1//incidents", "GET api/v1/incidents/", "GET api/v1/incidents/i1/members",
	} {
		t.Run(route, func(t *testing.T) {
			service := testutil.StartService(t)
			service.AnswerJSON("/", `{}`)
			method, path, _ := strings.Cut(route, " ")

			response := call(t, newApp(t, service.URL, testutil.Secret), testutil.User(serviceclient.RoleAdmin), method, path, "")

			require.Equal(t, http.StatusNotFound, response.Status)
			require.Equal(t, "not-found", testutil.DecodeProblem(t, response.Body).Code)
			require.Empty(t, service.Received())
		})
	}
}

func TestNamesOfServicesStayOneSegment(t *testing.T) {
	for name, path := range map[string]string{
		"payments":           "/api/v1/services/payments",
		"monitoring/kubelet": "/api/v1/services/monitoring%2Fkubelet",
		"a b":                "/api/v1/services/a%20b",
		"why?":               "/api/v1/services/why%3F",
		"100%":               "/api/v1/services/100%25",
		"%2e%2e":             "/api/v1/services/%252e%252e",
	} {
		t.Run(name, func(t *testing.T) {
			service := testutil.StartService(t)
			service.AnswerJSON("GET /api/v1/services/{name}", `{}`)

			response := testutil.Call(t, newApp(t, service.URL, testutil.Secret), &backend.CallResourceRequest{
				PluginContext: backend.PluginContext{OrgID: 7, User: testutil.User(serviceclient.RoleViewer)},
				Method:        http.MethodGet,
				Path:          "api/v1/services/" + name,
				URL:           "api/v1/services",
			})

			require.Equal(t, http.StatusOK, response.Status, string(response.Body))
			require.Equal(t, path, service.Received()[0].Path)
		})
	}
}

func TestRequestWithoutAUserIsRefused(t *testing.T) {
	service := testutil.StartService(t)

	response := call(t, newApp(t, service.URL, testutil.Secret), nil, "GET", "api/v1/insights", "")

	require.Equal(t, http.StatusForbidden, response.Status)
	require.Empty(t, service.Received())
}

func TestBodyOverTheLimit(t *testing.T) {
	service := testutil.StartService(t)
	service.AnswerJSON("/", `{}`)
	made := newApp(t, service.URL, testutil.Secret)
	user := testutil.User(serviceclient.RoleViewer)

	atLimit := call(t, made, user, "POST", "api/v1/query", strings.Repeat("x", 1<<20))
	overLimit := call(t, made, user, "POST", "api/v1/query", strings.Repeat("x", 1<<20+1))

	require.Equal(t, http.StatusOK, atLimit.Status)
	require.Equal(t, http.StatusRequestEntityTooLarge, overLimit.Status)
	require.Equal(t, "body-too-large", testutil.DecodeProblem(t, overLimit.Body).Code)
	require.Len(t, service.Received(), 1)
}

func TestRefusalOfTheServicePassesThrough(t *testing.T) {
	service := testutil.StartService(t)
	service.Handle("POST /api/v1/retrain", func(writer http.ResponseWriter, _ *http.Request) {
		writer.Header().Set("Content-Type", "application/problem+json")
		writer.Header().Set("Retry-After", "30")
		writer.WriteHeader(http.StatusServiceUnavailable)
		_, _ = writer.Write([]byte(`{"type":"about:blank","title":"Busy","status":503,"code":"overloaded","detail":"Queue full."}`))
	})

	response := call(t, newApp(t, service.URL, testutil.Secret), testutil.User(serviceclient.RoleEditor), "POST", "api/v1/retrain", "{}")

	require.Equal(t, http.StatusServiceUnavailable, response.Status)
	require.Equal(t, []string{"application/problem+json"}, response.Headers["Content-Type"])
	require.Equal(t, []string{"30"}, response.Headers["Retry-After"])
	require.JSONEq(t, `{"type":"about:blank","title":"Busy","status":503,"code":"overloaded","detail":"Queue full."}`, string(response.Body))
}

func TestUnreachableServiceIsAProblemWithSince(t *testing.T) {
	service := testutil.StartService(t)
	made := newApp(t, service.URL, testutil.Secret)
	service.Close()

	response := call(t, made, testutil.User(serviceclient.RoleViewer), "GET", "api/v1/insights", "")

	require.Equal(t, http.StatusBadGateway, response.Status)
	problem := testutil.DecodeProblem(t, response.Body)
	require.Equal(t, serviceclient.CodeServiceUnreachable, problem.Code)
	require.Contains(t, problem.Detail, service.URL)
	require.NotNil(t, problem.Since)
	require.WithinDuration(t, time.Now(), *problem.Since, 5*time.Second)
}

func TestWrongSecretNeverLooksLikeAnExpiredSession(t *testing.T) {
	service := testutil.StartService(t)

	response := call(t, newApp(t, service.URL, strings.Repeat("wrong", 10)), testutil.User(serviceclient.RoleViewer), "GET", "api/v1/insights", "")

	require.Equal(t, http.StatusBadGateway, response.Status)
	require.Equal(t, serviceclient.CodeSecretRejected, testutil.DecodeProblem(t, response.Body).Code)
}
