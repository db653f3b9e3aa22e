package serviceclient

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Relay sends a request to the service and gives its answer, or the problem in its way, to the browser.
func (c *Client) Relay(writer http.ResponseWriter, httpRequest *http.Request, identity Identity, request Request) {
	answer, err := c.Do(httpRequest.Context(), identity, request)
	if err != nil {
		WriteProblem(writer, httpRequest, err)
		return
	}
	if answer.ContentType != "" {
		writer.Header().Set("Content-Type", answer.ContentType)
	}
	write(writer, httpRequest, answer.Status, answer.Body)
}

// WriteProblem answers with the problem document of an error.
func WriteProblem(writer http.ResponseWriter, httpRequest *http.Request, err error) {
	problem := ProblemOf(err)
	logger := backend.Logger.FromContext(httpRequest.Context())
	logger.Warn("Request refused", "method", httpRequest.Method, "path", httpRequest.URL.Path, "code", problem.Code, "detail", problem.Detail)
	body, encodingError := json.Marshal(problem)
	if encodingError != nil {
		http.Error(writer, problem.Detail, problem.Status)
		return
	}
	if failure, ok := errors.AsType[*Failure](err); ok && failure.RetryAfter != "" {
		writer.Header().Set("Retry-After", failure.RetryAfter)
	}
	writer.Header().Set("Content-Type", problemMediaType)
	write(writer, httpRequest, problem.Status, body)
}

func write(writer http.ResponseWriter, httpRequest *http.Request, status int, body []byte) {
	writer.WriteHeader(status)
	if _, err := writer.Write(body); err != nil {
		backend.Logger.FromContext(httpRequest.Context()).Warn("Answer not delivered", "path", httpRequest.URL.Path, "error", err)
	}
}
