// Package testutil stands in for the Vigil service and for Grafana in the tests of the plugin backends.
package testutil

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

// Secret is shared by the stand-in and the backends under test.
const Secret = "a-shared-secret-of-forty-characters-long"

const (
	jsonMediaType    = "application/json; charset=utf-8"
	problemMediaType = "application/problem+json"
	statusPattern    = "GET /api/v1/status"
)

// Received is a request that reached the service with a valid token.
type Received struct {
	Method string
	Path   string
	Query  string
	Body   string
	Claims serviceclient.Claims
}

// Service verifies tokens as the real one does and gives prepared answers.
type Service struct {
	*httptest.Server
	mutex    sync.Mutex
	mux      *http.ServeMux
	status   http.HandlerFunc
	received []Received
}

// StartService starts a stand-in that answers only the status route, with the contract version of this plugin.
func StartService(t *testing.T) *Service {
	t.Helper()
	service := &Service{mux: http.NewServeMux(), status: answer(http.StatusOK, jsonMediaType, Status(1))}
	service.Server = httptest.NewServer(http.HandlerFunc(service.serve))
	t.Cleanup(service.Close)
	return service
}

// Status is a status document with one failing component.
func Status(contractVersion int) string {
	return fmt.Sprintf(`{"status":"degraded","version":"0.1.0","contractVersion":%d,"startedAt":"2026-01-31T09:00:00.000Z",
		"components":[
			{"name":"database","state":"ok","since":"2026-01-31T09:00:00.000Z","message":"","latencyMs":1.5},
			{"name":"metrics","state":"down","since":"2026-01-31T09:05:00.000Z","message":"http://127.0.0.1:9090: connection refused","latencyMs":null}],
		"detection":{"detectorCount":4,"seriesCount":28,"trainedSeriesCount":28,"lastScoredAt":null,"lastTrainedAt":null}}`, contractVersion)
}

// AnswerJSON prepares the answer to a pattern of http.ServeMux.
func (s *Service) AnswerJSON(pattern, body string) {
	s.Answer(pattern, http.StatusOK, jsonMediaType, body)
}

// AnswerProblem prepares a refusal.
func (s *Service) AnswerProblem(pattern string, problem serviceclient.Problem) {
	body, err := json.Marshal(problem)
	if err != nil {
		panic(err)
	}
	s.Answer(pattern, problem.Status, problemMediaType, string(body))
}

// Answer prepares any answer.
func (s *Service) Answer(pattern string, status int, contentType, body string) {
	s.Handle(pattern, answer(status, contentType, body))
}

// Handle prepares an answer that takes code.
func (s *Service) Handle(pattern string, handler http.HandlerFunc) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if pattern == statusPattern {
		s.status = handler
		return
	}
	s.mux.HandleFunc(pattern, handler)
}

// Received returns the requests so far, without those that only ask for the status.
func (s *Service) Received() []Received {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]Received(nil), s.received...)
}

func (s *Service) serve(writer http.ResponseWriter, request *http.Request) {
	claims, err := verify(request)
	if err != nil {
		answer(http.StatusUnauthorized, problemMediaType,
			`{"type":"about:blank","title":"Unauthorized","status":401,"code":"invalid-token","detail":"The signature is wrong."}`)(writer, request)
		return
	}
	body, err := io.ReadAll(request.Body)
	if err != nil {
		http.Error(writer, err.Error(), http.StatusBadRequest)
		return
	}
	s.mutex.Lock()
	status := s.status
	isStatus := request.Method+" "+request.URL.Path == statusPattern
	if !isStatus {
		s.received = append(s.received, Received{
			Method: request.Method, Path: request.URL.EscapedPath(), Query: request.URL.RawQuery, Body: string(body), Claims: claims,
		})
	}
	s.mutex.Unlock()
	if isStatus {
		status(writer, request)
		return
	}
	s.mux.ServeHTTP(writer, request)
}

func verify(request *http.Request) (serviceclient.Claims, error) {
	var claims serviceclient.Claims
	scheme, token := "Bearer ", request.Header.Get("Authorization")
	if len(token) < len(scheme) || token[:len(scheme)] != scheme {
		return claims, fmt.Errorf("no bearer token")
	}
	_, err := jwt.ParseWithClaims(token[len(scheme):], &claims, func(*jwt.Token) (any, error) { return []byte(Secret), nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithIssuer("vigil-aiops-app"), jwt.WithAudience("vigil-service"),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt())
	return claims, err
}

func answer(status int, contentType, body string) http.HandlerFunc {
	return func(writer http.ResponseWriter, _ *http.Request) {
		writer.Header().Set("Content-Type", contentType)
		writer.WriteHeader(status)
		_, _ = io.WriteString(writer, body)
	}
}
