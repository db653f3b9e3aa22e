package serviceclient

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Codes of the problems that a plugin backend finds by itself. Problems of the service keep the code they came with.
const (
	CodeNotConfigured      = "not-configured"
	CodeServiceUnreachable = "service-unreachable"
	CodeSecretRejected     = "secret-rejected"
	CodeContractMismatch   = "contract-mismatch"
	CodeUnexpectedAnswer   = "unexpected-answer"
	CodeRequestCancelled   = "request-cancelled"
	CodeInternal           = "internal"
)

const statusClientClosedRequest = 499

// FieldError is one offending field of a request.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Problem is an error answer, RFC 9457; see contract/src/problem.schema.ts.
type Problem struct {
	Type   string       `json:"type"`
	Title  string       `json:"title"`
	Status int          `json:"status"`
	Code   string       `json:"code"`
	Detail string       `json:"detail"`
	Field  string       `json:"field,omitempty"`
	Errors []FieldError `json:"errors,omitempty"`
	// Since is set by a plugin backend: when it first failed to reach the service.
	Since *time.Time `json:"since,omitempty"`
}

// Failure is an error with the problem document that explains it to a person or a page.
type Failure struct {
	Problem    Problem
	RetryAfter string
	cause      error
}

// Error is the sentence that a person sees.
func (f *Failure) Error() string { return f.Problem.Detail }

func (f *Failure) Unwrap() error { return f.cause }

// NewFailure makes a failure that a person can do something about. Its source is downstream: the plugin works as it should.
func NewFailure(status int, code, title, detail string) error {
	return downstream(Problem{Status: status, Code: code, Title: title, Detail: detail}, nil)
}

// ProblemOf returns the problem document of any error.
func ProblemOf(err error) Problem {
	if failure, ok := errors.AsType[*Failure](err); ok {
		return failure.Problem
	}
	return Problem{
		Type:   "about:blank",
		Title:  "The plugin failed",
		Status: http.StatusInternalServerError,
		Code:   CodeInternal,
		Detail: err.Error(),
	}
}

func downstream(problem Problem, cause error) error {
	if problem.Type == "" {
		problem.Type = "about:blank"
	}
	return backend.DownstreamError(&Failure{Problem: problem, cause: cause})
}

func notConfigured(detail string) error {
	return NewFailure(http.StatusServiceUnavailable, CodeNotConfigured, "Vigil is not configured", detail)
}

func secretRejected(serviceURL, serviceDetail string) error {
	return NewFailure(http.StatusBadGateway, CodeSecretRejected, "The Vigil service rejects the plugin", fmt.Sprintf(
		"The Vigil service at %s rejects this plugin (%s). The shared secret must equal VIGIL_SHARED_SECRET of the service, and both clocks must agree.",
		serviceURL, serviceDetail))
}

func contractMismatch(serviceURL string, spoken int) error {
	behind := "this plugin"
	if spoken < contractVersion {
		behind = "the Vigil service"
	}
	return NewFailure(http.StatusBadGateway, CodeContractMismatch, "Vigil service and plugin do not match", fmt.Sprintf(
		"The Vigil service at %s speaks contract %d, this plugin %d: update %s.", serviceURL, spoken, contractVersion, behind))
}

func unexpectedAnswer(serviceURL, what string) error {
	return NewFailure(http.StatusBadGateway, CodeUnexpectedAnswer, "Not an answer of the Vigil service", fmt.Sprintf(
		"%s answered with %s. Is it the URL of the Vigil service, and not of a proxy or a login page?", serviceURL, what))
}
