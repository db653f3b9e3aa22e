package serviceclient

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// CheckConnection finds out whether the service is configured, reachable, trusts this plugin and speaks its contract, and
// what it says about its own dependencies. The details of the result are a ServiceStatus, or a Problem when there is none.
func (c *Client) CheckConnection(ctx context.Context, identity Identity) (*backend.CheckHealthResult, error) {
	status, err := c.Status(ctx, identity)
	if err != nil {
		return connectionResult(backend.HealthStatusError, err.Error(), ProblemOf(err))
	}
	health := backend.HealthStatusOk
	if status.Status == ServiceDown {
		health = backend.HealthStatusError
	}
	return connectionResult(health, connectionMessage(status), status)
}

func connectionResult(health backend.HealthStatus, message string, details any) (*backend.CheckHealthResult, error) {
	encoded, err := json.Marshal(details)
	if err != nil {
		return nil, backend.PluginErrorf("encoding the details of the connection test: %w", err)
	}
	return &backend.CheckHealthResult{Status: health, Message: message, JSONDetails: encoded}, nil
}

func connectionMessage(status ServiceStatus) string {
	connected := fmt.Sprintf("Connected to Vigil %s", status.Version)
	var failing []string
	for _, component := range status.Components {
		if component.State == ComponentDown {
			failing = append(failing, fmt.Sprintf("%s down since %s (%s)", component.Name, component.Since.UTC().Format(time.RFC3339), component.Message))
		}
	}
	switch {
	case len(failing) > 0:
		return fmt.Sprintf("%s, which is %s: %s.", connected, status.Status, strings.Join(failing, "; "))
	case status.Status != ServiceOK:
		return fmt.Sprintf("%s, which is %s.", connected, status.Status)
	}
	return fmt.Sprintf("%s: %d detectors on %d series.", connected, status.Detection.DetectorCount, status.Detection.SeriesCount)
}
