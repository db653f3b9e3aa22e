package testutil

import (
	"encoding/json"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

// User is a Grafana user with a role.
func User(role serviceclient.Role) *backend.User {
	return &backend.User{Login: "ada", Name: "Ada", Email: "ada@example.com", Role: string(role)}
}

// SettingsJSON is the stored configuration that points to a service.
func SettingsJSON(t *testing.T, serviceURL string) []byte {
	t.Helper()
	encoded, err := json.Marshal(map[string]string{"serviceUrl": serviceURL})
	require.NoError(t, err)
	return encoded
}

// Secrets is the stored secret, decrypted.
func Secrets(secret string) map[string]string { return map[string]string{"sharedSecret": secret} }

// Call sends a resource request as Grafana does and returns what the browser would get.
func Call(t *testing.T, handler backend.CallResourceHandler, request *backend.CallResourceRequest) *backend.CallResourceResponse {
	t.Helper()
	var response *backend.CallResourceResponse
	sender := backend.CallResourceResponseSenderFunc(func(sent *backend.CallResourceResponse) error {
		response = sent
		return nil
	})
	require.NoError(t, handler.CallResource(t.Context(), request, sender))
	require.NotNil(t, response, "no answer")
	return response
}

// DecodeProblem reads the problem document of an answer.
func DecodeProblem(t *testing.T, body []byte) serviceclient.Problem {
	t.Helper()
	var problem serviceclient.Problem
	DecodeStrict(t, body, &problem)
	return problem
}
