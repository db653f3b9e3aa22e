package app

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

const maximumRequestBytes = 1 << 20

func forward(client *serviceclient.Client, needed serviceclient.Role) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		identity, err := authorise(request, needed)
		if err != nil {
			serviceclient.WriteProblem(writer, request, err)
			return
		}
		body, err := readBody(writer, request)
		if err != nil {
			serviceclient.WriteProblem(writer, request, err)
			return
		}
		client.Relay(writer, request, identity, serviceclient.Request{
			Method: request.Method,
			Path:   servicePath(request),
			Query:  request.URL.RawQuery,
			Body:   body,
		})
	})
}

// servicePath keeps a service name one segment: Grafana hands over decoded paths, and names such as monitoring/kubelet are common.
func servicePath(request *http.Request) string {
	if name := request.PathValue("service"); name != "" {
		return "/api/v1/services/" + url.PathEscape(name)
	}
	return request.URL.EscapedPath()
}

func authorise(request *http.Request, needed serviceclient.Role) (serviceclient.Identity, error) {
	pluginContext := backend.PluginConfigFromContext(request.Context())
	if pluginContext.User == nil {
		return serviceclient.Identity{}, serviceclient.NewFailure(http.StatusForbidden, "forbidden", "Not allowed",
			"This request carries no Grafana user.")
	}
	identity := serviceclient.IdentityOf(pluginContext)
	if !identity.Role.Includes(needed) {
		return identity, serviceclient.NewFailure(http.StatusForbidden, "forbidden", "Not allowed",
			fmt.Sprintf("This needs the role %s; %s has %s.", needed, identity.Login, describeRole(identity.Role)))
	}
	return identity, nil
}

func describeRole(role serviceclient.Role) string {
	if role == "" {
		return "no role"
	}
	return "the role " + string(role)
}

func readBody(writer http.ResponseWriter, request *http.Request) ([]byte, error) {
	if request.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(writer, request.Body, maximumRequestBytes))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, serviceclient.NewFailure(http.StatusRequestEntityTooLarge, "body-too-large", "Request too large",
			fmt.Sprintf("The request body has more than %d MiB.", maximumRequestBytes>>20))
	}
	if err != nil {
		return nil, backend.PluginErrorf("reading the request: %w", err)
	}
	return body, nil
}

func refuseUnknownRoute(writer http.ResponseWriter, request *http.Request) {
	serviceclient.WriteProblem(writer, request, serviceclient.NewFailure(http.StatusNotFound, "not-found", "No such route",
		fmt.Sprintf("This plugin has no route %s %s.", request.Method, request.URL.Path)))
}

// refuseUncleanPaths keeps `..` away from the service.
func refuseUncleanPaths(next http.Handler) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		if path.Clean(request.URL.Path) != request.URL.Path {
			refuseUnknownRoute(writer, request)
			return
		}
		next.ServeHTTP(writer, request)
	})
}
