package serviceclient_test

import (
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/stretchr/testify/require"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
	"github.com/vigil-aiops/vigil/pkg/testutil"
)

func TestSettingsThatCannotWorkSayWhatToChange(t *testing.T) {
	for name, test := range map[string]struct {
		url    string
		secret string
		says   string
	}{
		"no URL":             {"", testutil.Secret, "URL of the Vigil service is not set"},
		"not a URL":          {"http://[::1", testutil.Secret, "cannot be read"},
		"other scheme":       {"ftp://vigil:8001", testutil.Secret, `not "ftp"`},
		"no scheme":          {"vigil:8001", testutil.Secret, `not "vigil"`},
		"script":             {"javascript:alert(1)", testutil.Secret, `not "javascript"`},
		"no host":            {"http://", testutil.Secret, "no host name"},
		"only a port":        {"http://:8001", testutil.Secret, "no host name"},
		"credentials in URL": {"http://ada:hunter2@vigil:8001", testutil.Secret, "must not hold a user name or password"},
		"bad URL with them":  {"http://ada:hunter2@vigil:port", testutil.Secret, "cannot be read"},
		"query in URL":       {"http://vigil:8001?a=b", testutil.Secret, "without ? or #"},
		"fragment in URL":    {"http://vigil:8001#a", testutil.Secret, "without ? or #"},
		"no secret":          {"http://vigil:8001", "", "shared secret is not set"},
		"short secret":       {"http://vigil:8001", strings.Repeat("x", 31), "has 31 characters, at least 32 are needed"},
	} {
		t.Run(name, func(t *testing.T) {
			settings, err := serviceclient.ParseSettings(testutil.SettingsJSON(t, test.url), testutil.Secrets(test.secret))
			require.NoError(t, err)
			client, err := serviceclient.New(settings, httpclient.Options{})
			require.NoError(t, err)

			_, err = client.Status(t.Context(), viewer)

			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), "hunter2")
			require.True(t, backend.IsDownstreamError(err))
			problem := serviceclient.ProblemOf(err)
			require.Equal(t, serviceclient.CodeNotConfigured, problem.Code)
			require.Equal(t, 503, problem.Status)
		})
	}
}

func TestSettingsAreTrimmed(t *testing.T) {
	settings, err := serviceclient.ParseSettings([]byte(`{"serviceUrl":" http://vigil:8001/base/ ","other":1}`), nil)
	require.NoError(t, err)
	require.Equal(t, "http://vigil:8001/base", settings.ServiceURL)
}

func TestSettingsThatAreNotJSONAreAnError(t *testing.T) {
	_, err := serviceclient.ParseSettings([]byte(`{"serviceUrl":8001}`), nil)
	require.ErrorContains(t, err, "reading the plugin settings")
}

func TestMissingSettingsAreNotConfigured(t *testing.T) {
	settings, err := serviceclient.ParseSettings(nil, nil)
	require.NoError(t, err)
	require.Empty(t, settings)
}
