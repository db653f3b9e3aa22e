package datasource

import (
	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

const (
	alertHeader   = "FromAlert"
	alertingLogin = "grafana-alerting"
)

// readerOf is the identity of whoever uses the data source. Grafana decides who may query it, and it only reads, so it never
// claims more than a viewer.
func readerOf(pluginContext backend.PluginContext) serviceclient.Identity {
	identity := serviceclient.IdentityOf(pluginContext)
	identity.Role = serviceclient.RoleViewer
	return identity
}

// querierOf is the identity of a query. Grafana runs alert rules as an administrator of its own making or as nobody.
func querierOf(request *backend.QueryDataRequest) serviceclient.Identity {
	identity := readerOf(request.PluginContext)
	if request.Headers[alertHeader] == "true" {
		identity.Login = alertingLogin
		identity.Name = "Grafana Alerting"
	}
	return identity
}
