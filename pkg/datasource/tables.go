package datasource

import (
	"fmt"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

const (
	idColumn      = "id"
	pageURLFormat = "/a/vigil-aiops-app/%s/${__value.raw}"
)

// columnReaders turn the cells of one column into a field, by the type of the column.
var columnReaders = map[string]func(table serviceclient.Table, column int) (*data.Field, error){
	"time":    readColumn(func(cell float64) time.Time { return instantOf(cell) }),
	"string":  readColumn(func(cell string) string { return cell }),
	"number":  readColumn(func(cell float64) float64 { return cell }),
	"boolean": readColumn(func(cell bool) bool { return cell }),
}

// tableFrame keeps the columns of the service. Their names are those that Grafana reads from annotations: time, timeEnd,
// title, text, tags and id.
func tableFrame(queryType string, table serviceclient.Table) (*data.Frame, error) {
	frame := data.NewFrame("")
	frame.Meta = &data.FrameMeta{
		Type:                   data.FrameTypeTable,
		TypeVersion:            data.FrameTypeVersion{0, 1},
		PreferredVisualization: data.VisTypeTable,
	}
	for index, column := range table.Columns {
		read, known := columnReaders[column.Type]
		if !known {
			return nil, badAnswer(fmt.Sprintf("The column %s has the unknown type %q.", column.Name, column.Type))
		}
		field, err := read(table, index)
		if err != nil {
			return nil, err
		}
		if column.Name == idColumn {
			field.Config = &data.FieldConfig{Links: []data.DataLink{{Title: "Open in Vigil", URL: fmt.Sprintf(pageURLFormat, queryType)}}}
		}
		frame.Fields = append(frame.Fields, field)
	}
	return frame, nil
}

func readColumn[Cell, Value any](convert func(Cell) Value) func(serviceclient.Table, int) (*data.Field, error) {
	return func(table serviceclient.Table, column int) (*data.Field, error) {
		name := table.Columns[column].Name
		values := make([]*Value, len(table.Rows))
		for index, row := range table.Rows {
			if column >= len(row) {
				return nil, badAnswer(fmt.Sprintf("Row %d has %d cells for %d columns.", index, len(row), len(table.Columns)))
			}
			if row[column] == nil {
				continue
			}
			cell, ok := row[column].(Cell)
			if !ok {
				return nil, badAnswer(fmt.Sprintf("Row %d holds %v in the column %s.", index, row[column], name))
			}
			value := convert(cell)
			values[index] = &value
		}
		return data.NewField(name, nil, values), nil
	}
}
