// Command datasource is the executable of the Vigil data source's backend.
package main

import (
	"os"

	grafanadatasource "github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"

	"github.com/vigil-aiops/vigil/pkg/datasource"
)

func main() {
	if err := grafanadatasource.Manage(datasource.PluginID, datasource.New, grafanadatasource.ManageOpts{}); err != nil {
		log.DefaultLogger.Error("Data source backend stopped", "error", err)
		os.Exit(1)
	}
}
