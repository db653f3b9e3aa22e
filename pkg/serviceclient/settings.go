package serviceclient

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

const (
	secretKey           = "sharedSecret"
	minimumSecretLength = 32
)

// Settings say where the Vigil service is and how to prove to it who is asking.
type Settings struct {
	ServiceURL   string
	SharedSecret string
}

// ParseSettings reads the settings of the app or of the data source; both keep them under the same names.
func ParseSettings(jsonData []byte, decrypted map[string]string) (Settings, error) {
	var stored struct {
		ServiceURL string `json:"serviceUrl"`
	}
	if len(jsonData) > 0 {
		if err := json.Unmarshal(jsonData, &stored); err != nil {
			return Settings{}, fmt.Errorf("reading the plugin settings: %w", err)
		}
	}
	return Settings{
		ServiceURL:   strings.TrimRight(strings.TrimSpace(stored.ServiceURL), "/"),
		SharedSecret: decrypted[secretKey],
	}, nil
}

// validate names what an administrator has to change, or returns nil.
func (s Settings) validate() error {
	if reason := urlDefect(s.ServiceURL); reason != "" {
		return notConfigured(reason)
	}
	switch length := len(s.SharedSecret); {
	case length == 0:
		return notConfigured("The shared secret is not set: enter the value of VIGIL_SHARED_SECRET of the Vigil service.")
	case length < minimumSecretLength:
		return notConfigured(fmt.Sprintf(
			"The shared secret has %d characters, at least %d are needed: enter the value of VIGIL_SHARED_SECRET of the Vigil service.",
			length, minimumSecretLength))
	}
	return nil
}

func urlDefect(serviceURL string) string {
	if serviceURL == "" {
		return "The URL of the Vigil service is not set."
	}
	parsed, err := url.Parse(serviceURL)
	switch {
	case err != nil:
		// The parser's message quotes its input, which may hold a password.
		return "The URL of the Vigil service cannot be read: it needs the form http://host:port."
	case parsed.User != nil:
		return "The URL of the Vigil service must not hold a user name or password: the shared secret replaces them."
	case parsed.Scheme != "http" && parsed.Scheme != "https":
		return fmt.Sprintf("The URL of the Vigil service must start with http:// or https://, not %q.", parsed.Scheme)
	case parsed.Hostname() == "":
		return "The URL of the Vigil service has no host name: it needs the form http://host:port."
	case parsed.RawQuery != "" || parsed.Fragment != "":
		return "The URL of the Vigil service must end with the host or a path, without ? or #."
	}
	return ""
}
