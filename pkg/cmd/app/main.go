// Command app is the executable of the Vigil app plugin's backend.
package main

import (
	"os"

	grafanaapp "github.com/grafana/grafana-plugin-sdk-go/backend/app"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"

	"github.com/vigil-aiops/vigil/pkg/app"
)

func main() {
	if err := grafanaapp.Manage(app.PluginID, app.New, grafanaapp.ManageOpts{}); err != nil {
		log.DefaultLogger.Error("App backend stopped", "error", err)
		os.Exit(1)
	}
}
