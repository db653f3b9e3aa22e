// Package app is the backend of the Vigil app plugin: an authenticated gateway between the pages and the Vigil service.
// It lets through only known routes, checks the role of the Grafana user for each, and signs who is asking.
package app

import (
	"context"
	"net/url"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

// PluginID is the id of the app plugin.
const PluginID = "vigil-aiops-app"

var (
	_ backend.CallResourceHandler   = (*App)(nil)
	_ backend.CheckHealthHandler    = (*App)(nil)
	_ instancemgmt.InstanceDisposer = (*App)(nil)
)

// App is one configured instance of the app: there is one per Grafana organisation.
type App struct {
	client  *serviceclient.Client
	gateway backend.CallResourceHandler
}

// New makes an instance. Missing or wrong settings show in its answers, so that the configuration page can explain them.
func New(ctx context.Context, settings backend.AppInstanceSettings) (instancemgmt.Instance, error) {
	serviceSettings, err := serviceclient.ParseSettings(settings.JSONData, settings.DecryptedSecureJSONData)
	if err != nil {
		return nil, backend.DownstreamError(err)
	}
	options, err := settings.HTTPClientOptions(ctx)
	if err != nil {
		return nil, backend.DownstreamErrorf("reading the HTTP settings: %w", err)
	}
	client, err := serviceclient.New(serviceSettings, options)
	if err != nil {
		return nil, err
	}
	return &App{client: client, gateway: httpadapter.New(newGateway(client))}, nil
}

// Dispose lets go of connections when the settings have changed.
func (a *App) Dispose() { a.client.Close() }

// CallResource answers a request of a page. The adapter expects an escaped path, Grafana hands over a decoded one.
func (a *App) CallResource(ctx context.Context, request *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	escaped := *request
	escaped.Path = (&url.URL{Path: request.Path}).EscapedPath()
	return a.gateway.CallResource(ctx, &escaped, sender)
}

// CheckHealth is the connection test of the configuration page.
func (a *App) CheckHealth(ctx context.Context, request *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	return a.client.CheckConnection(ctx, serviceclient.IdentityOf(request.PluginContext))
}
