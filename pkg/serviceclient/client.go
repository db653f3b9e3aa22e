// Package serviceclient is how the plugin backends speak to the Vigil service. It signs an identity for each request,
// bounds time and size, and turns everything that can go wrong into a problem document that names what to do.
package serviceclient

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

const maximumAnswerBytes = 16 << 20

// Client speaks to one Vigil service. It is safe for concurrent use.
type Client struct {
	serviceURL   string
	secret       string
	invalid      error
	httpClient   *http.Client
	outage       outage
	contractSeen contractCheck
}

// Request is what goes to the service. Path is escaped and starts with a slash.
type Request struct {
	Method string
	Path   string
	Query  string
	Body   []byte
}

// Answer is a successful answer of the service.
type Answer struct {
	Status      int
	ContentType string
	Body        []byte
}

// New makes a client. Settings that cannot work do not fail here but in every request, with a problem that says what to change.
func New(settings Settings, options httpclient.Options) (*Client, error) {
	httpClient, err := httpclient.New(options)
	if err != nil {
		return nil, backend.PluginErrorf("making the HTTP client: %w", err)
	}
	// A redirect leads to a login page or leaks the identity; it is reported, not followed.
	httpClient.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{
		serviceURL: settings.ServiceURL,
		secret:     settings.SharedSecret,
		invalid:    settings.validate(),
		httpClient: httpClient,
	}, nil
}

// Close lets go of idle connections.
func (c *Client) Close() { c.httpClient.CloseIdleConnections() }

// Do sends a request once it is known that the service speaks the contract of this plugin.
func (c *Client) Do(ctx context.Context, identity Identity, request Request) (*Answer, error) {
	if !c.contractSeen.isRecent(time.Now()) {
		if _, err := c.Status(ctx, identity); err != nil {
			return nil, err
		}
	}
	return c.send(ctx, identity, request)
}

func (c *Client) send(ctx context.Context, identity Identity, request Request) (*Answer, error) {
	if c.invalid != nil {
		return nil, c.invalid
	}
	httpRequest, err := c.newHTTPRequest(ctx, identity, request)
	if err != nil {
		return nil, backend.PluginError(err)
	}
	response, err := c.httpClient.Do(httpRequest)
	if err != nil {
		return nil, c.transportFailure(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maximumAnswerBytes+1))
	if err != nil {
		return nil, c.transportFailure(ctx, err)
	}
	c.outage.end()
	if len(body) > maximumAnswerBytes {
		return nil, unexpectedAnswer(c.serviceURL, fmt.Sprintf("more than %d MiB", maximumAnswerBytes>>20))
	}
	return c.classify(response, body)
}

func (c *Client) newHTTPRequest(ctx context.Context, identity Identity, request Request) (*http.Request, error) {
	token, err := NewClaims(identity, time.Now()).Sign(c.secret)
	if err != nil {
		return nil, err
	}
	target := c.serviceURL + request.Path
	if request.Query != "" {
		target += "?" + request.Query
	}
	httpRequest, err := http.NewRequestWithContext(ctx, request.Method, target, bytes.NewReader(request.Body))
	if err != nil {
		return nil, fmt.Errorf("making a request to %s: %w", c.serviceURL, err)
	}
	httpRequest.Header.Set("Authorization", "Bearer "+token)
	httpRequest.Header.Set("Accept", "application/json, application/problem+json")
	if len(request.Body) > 0 {
		httpRequest.Header.Set("Content-Type", "application/json")
	}
	return httpRequest, nil
}

func (c *Client) transportFailure(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return downstream(Problem{
			Status: statusClientClosedRequest,
			Code:   CodeRequestCancelled,
			Title:  "Request cancelled",
			Detail: "The request was cancelled before the Vigil service answered.",
		}, context.Canceled)
	}
	c.contractSeen.forget()
	since := c.outage.begin(time.Now())
	status, reason := http.StatusBadGateway, reasonOf(err)
	if isTimeout(err) {
		status, reason = http.StatusGatewayTimeout, "no complete answer in time"
	}
	return downstream(Problem{
		Status: status,
		Code:   CodeServiceUnreachable,
		Title:  "The Vigil service does not answer",
		Detail: fmt.Sprintf("The Vigil service at %s has not answered since %s: %s.", c.serviceURL, since.Format(time.RFC3339), reason),
		Since:  &since,
	}, err)
}

// reasonOf drops method and address, which the detail names already.
func reasonOf(err error) string {
	if urlError, ok := errors.AsType[*url.Error](err); ok {
		return urlError.Err.Error()
	}
	return err.Error()
}

func isTimeout(err error) bool {
	netError, ok := errors.AsType[net.Error](err)
	return ok && netError.Timeout()
}
