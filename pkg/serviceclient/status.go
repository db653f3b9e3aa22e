package serviceclient

import (
	"context"
	"net/http"
	"time"
)

const statusPath = "/api/v1/status"

// The states of the service as a whole.
const (
	ServiceOK       = "ok"
	ServiceDegraded = "degraded"
	ServiceDown     = "down"
)

// ComponentDown is the state of a component that is configured and does not work.
const ComponentDown = "down"

// ComponentStatus is one dependency of the service; see contract/src/status.schema.ts.
type ComponentStatus struct {
	Name      string    `json:"name"`
	State     string    `json:"state"`
	Since     time.Time `json:"since"`
	Message   string    `json:"message"`
	LatencyMs *float64  `json:"latencyMs"`
}

// DetectionStatus says how far detection has come.
type DetectionStatus struct {
	DetectorCount      int        `json:"detectorCount"`
	SeriesCount        int        `json:"seriesCount"`
	TrainedSeriesCount int        `json:"trainedSeriesCount"`
	LastScoredAt       *time.Time `json:"lastScoredAt"`
	LastTrainedAt      *time.Time `json:"lastTrainedAt"`
	// Replicas that are alive, the oldest first.
	Replicas []ReplicaShare `json:"replicas"`
}

// ReplicaShare is a live replica of the service and what it scores.
type ReplicaShare struct {
	Name         string     `json:"name"`
	Shards       int        `json:"shards"`
	Series       int        `json:"series"`
	LastScoredAt *time.Time `json:"lastScoredAt"`
}

// ServiceStatus is what the service says about itself.
type ServiceStatus struct {
	Status          string            `json:"status"`
	Version         string            `json:"version"`
	ContractVersion int               `json:"contractVersion"`
	StartedAt       time.Time         `json:"startedAt"`
	Components      []ComponentStatus `json:"components"`
	Detection       DetectionStatus   `json:"detection"`
}

// Status asks the service about itself and fails when it speaks another contract.
func (c *Client) Status(ctx context.Context, identity Identity) (ServiceStatus, error) {
	answer, err := c.send(ctx, identity, Request{Method: http.MethodGet, Path: statusPath})
	if err != nil {
		return ServiceStatus{}, err
	}
	// Read first by itself: the rest of another contract may have another shape.
	spoken, err := decode[struct {
		ContractVersion *int `json:"contractVersion"`
	}](c, answer)
	if err != nil {
		return ServiceStatus{}, err
	}
	if spoken.ContractVersion == nil {
		return ServiceStatus{}, unexpectedAnswer(c.serviceURL, "JSON without a contract version")
	}
	if *spoken.ContractVersion != contractVersion {
		return ServiceStatus{}, contractMismatch(c.serviceURL, *spoken.ContractVersion)
	}
	status, err := decode[ServiceStatus](c, answer)
	if err != nil {
		return ServiceStatus{}, err
	}
	c.contractSeen.pass(time.Now())
	return status, nil
}
