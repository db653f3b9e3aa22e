// Package datasource is the backend of the Vigil data source: anomaly scores, bands and service health as time series that
// panels and alert rules can use, anomalies and incidents as tables that are also annotations, and values for variables.
package datasource

import (
	"context"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

// PluginID is the id of the data source plugin.
const PluginID = "vigil-aiops-datasource"

var (
	_ backend.QueryDataHandler      = (*DataSource)(nil)
	_ backend.CallResourceHandler   = (*DataSource)(nil)
	_ backend.CheckHealthHandler    = (*DataSource)(nil)
	_ instancemgmt.InstanceDisposer = (*DataSource)(nil)
)

// DataSource is one configured data source.
type DataSource struct {
	backend.CallResourceHandler
	client *serviceclient.Client
}

// New makes an instance. Missing or wrong settings show in its answers, so that the settings page can explain them.
func New(ctx context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
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
	return &DataSource{CallResourceHandler: httpadapter.New(newResources(client)), client: client}, nil
}

// Dispose lets go of connections when the settings have changed.
func (d *DataSource) Dispose() { d.client.Close() }

// CheckHealth is the test that runs when the data source is saved.
func (d *DataSource) CheckHealth(ctx context.Context, request *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	return d.client.CheckConnection(ctx, readerOf(request.PluginContext))
}
