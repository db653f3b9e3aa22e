package app

import (
	"net/http"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

// route is a method and path of the service that pages may call, and the lowest role that may do so.
type route struct {
	pattern string
	role    serviceclient.Role
}

var routes = []route{
	{"GET /api/v1/status", serviceclient.RoleViewer},
	{"GET /api/v1/insights", serviceclient.RoleViewer},
	{"GET /api/v1/services", serviceclient.RoleViewer},
	{"GET /api/v1/services/{service...}", serviceclient.RoleViewer},
	{"GET /api/v1/detectors", serviceclient.RoleViewer},
	{"GET /api/v1/detectors/{id}", serviceclient.RoleViewer},
	{"POST /api/v1/detectors/preview", serviceclient.RoleEditor},
	{"POST /api/v1/detectors", serviceclient.RoleAdmin},
	{"PUT /api/v1/detectors/{id}", serviceclient.RoleAdmin},
	{"DELETE /api/v1/detectors/{id}", serviceclient.RoleAdmin},
	{"GET /api/v1/backtests/{id}", serviceclient.RoleViewer},
	{"POST /api/v1/backtests", serviceclient.RoleEditor},
	{"POST /api/v1/backtests/{id}/cancel", serviceclient.RoleEditor},
	{"GET /api/v1/detectors/{id}/card", serviceclient.RoleViewer},
	{"GET /api/v1/detectors/{id}/dataset.csv", serviceclient.RoleViewer},
	{"POST /api/v1/retrain", serviceclient.RoleEditor},
	{"GET /api/v1/trainings", serviceclient.RoleViewer},
	{"GET /api/v1/trainings/{id}", serviceclient.RoleViewer},
	{"GET /api/v1/anomalies", serviceclient.RoleViewer},
	{"GET /api/v1/anomalies/open", serviceclient.RoleViewer},
	{"GET /api/v1/anomalies/rate", serviceclient.RoleViewer},
	{"GET /api/v1/anomalies/{id}", serviceclient.RoleViewer},
	{"GET /api/v1/anomalies/{id}/series", serviceclient.RoleViewer},
	{"POST /api/v1/anomalies/{id}/verdict", serviceclient.RoleEditor},
	{"GET /api/v1/mutes", serviceclient.RoleViewer},
	{"POST /api/v1/mutes", serviceclient.RoleEditor},
	{"DELETE /api/v1/mutes/{id}", serviceclient.RoleEditor},
	{"POST /api/v1/correlate", serviceclient.RoleViewer},
	{"GET /api/v1/joint", serviceclient.RoleViewer},
	{"GET /api/v1/incidents", serviceclient.RoleViewer},
	{"GET /api/v1/incidents/{id}", serviceclient.RoleViewer},
	{"POST /api/v1/incidents/{id}/acknowledge", serviceclient.RoleEditor},
	{"POST /api/v1/incidents/{id}/resolve", serviceclient.RoleEditor},
	{"POST /api/v1/incidents/{id}/comment", serviceclient.RoleEditor},
	{"GET /api/v1/investigations", serviceclient.RoleViewer},
	{"GET /api/v1/investigations/{id}", serviceclient.RoleViewer},
	{"POST /api/v1/investigations", serviceclient.RoleEditor},
	{"POST /api/v1/query", serviceclient.RoleViewer},
	{"GET /api/v1/variables", serviceclient.RoleViewer},
}

func newGateway(client *serviceclient.Client) http.Handler {
	mux := http.NewServeMux()
	for _, allowed := range routes {
		mux.Handle(allowed.pattern, forward(client, allowed.role))
	}
	mux.HandleFunc("/", refuseUnknownRoute)
	return refuseUncleanPaths(mux)
}
