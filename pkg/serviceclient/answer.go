package serviceclient

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

const problemMediaType = "application/problem+json"

// classify tells an answer of the service from a refusal of the service, and both from what something else answered.
func (c *Client) classify(response *http.Response, body []byte) (*Answer, error) {
	contentType := response.Header.Get("Content-Type")
	mediaType, _, _ := mime.ParseMediaType(contentType)
	switch {
	case mediaType == problemMediaType:
		return nil, c.refusal(response, body)
	case response.StatusCode >= http.StatusMultipleChoices:
		return nil, unexpectedAnswer(c.serviceURL, describe(response, mediaType))
	case response.StatusCode != http.StatusNoContent && !isAnswer(mediaType):
		return nil, unexpectedAnswer(c.serviceURL, describe(response, mediaType))
	}
	return &Answer{Status: response.StatusCode, ContentType: contentType, Body: body}, nil
}

// isAnswer tells what the service answers with, data sets being comma-separated, from a page of something before it.
func isAnswer(mediaType string) bool {
	return mediaType == "application/json" || mediaType == "text/csv"
}

func (c *Client) refusal(response *http.Response, body []byte) error {
	var problem Problem
	if err := json.Unmarshal(body, &problem); err != nil || problem.Code == "" {
		return unexpectedAnswer(c.serviceURL, describe(response, problemMediaType)+" that cannot be read")
	}
	if response.StatusCode == http.StatusUnauthorized {
		return secretRejected(c.serviceURL, strings.TrimRight(problem.Detail, "."))
	}
	problem.Status = response.StatusCode
	problem.Since = nil
	return backend.DownstreamError(&Failure{Problem: problem, RetryAfter: response.Header.Get("Retry-After")})
}

func describe(response *http.Response, mediaType string) string {
	if mediaType == "" {
		mediaType = "no content type"
	}
	if location := response.Header.Get("Location"); location != "" {
		return fmt.Sprintf("%d, a redirect to %s", response.StatusCode, location)
	}
	return fmt.Sprintf("%d and %s", response.StatusCode, mediaType)
}

// decode reads the body of an answer into its envelope.
func decode[Envelope any](c *Client, answer *Answer) (Envelope, error) {
	var envelope Envelope
	if err := json.Unmarshal(answer.Body, &envelope); err != nil {
		return envelope, unexpectedAnswer(c.serviceURL, fmt.Sprintf("JSON of another shape (%s)", err))
	}
	return envelope, nil
}
