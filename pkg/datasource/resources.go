package datasource

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

var variableKinds = []string{"services", "detectors", "kinds", "severities"}

func newResources(client *serviceclient.Client) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /variables", func(writer http.ResponseWriter, request *http.Request) {
		relayVariables(client, writer, request)
	})
	return mux
}

func relayVariables(client *serviceclient.Client, writer http.ResponseWriter, request *http.Request) {
	kind := request.URL.Query().Get("kind")
	if !slices.Contains(variableKinds, kind) {
		serviceclient.WriteProblem(writer, request, serviceclient.NewFailure(http.StatusBadRequest, "invalid-request",
			"No such variable", fmt.Sprintf("There is no kind of variable %q; there are %s.", kind, strings.Join(variableKinds, ", "))))
		return
	}
	identity := readerOf(backend.PluginConfigFromContext(request.Context()))
	client.Relay(writer, request, identity, serviceclient.Request{
		Method: http.MethodGet,
		Path:   "/api/v1/variables",
		Query:  url.Values{"kind": {kind}}.Encode(),
	})
}
