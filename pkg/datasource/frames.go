package datasource

import (
	"fmt"
	"math"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/vigil-aiops/vigil/pkg/serviceclient"
)

const (
	highScore     = 1
	criticalScore = 2
)

var grafanaUnits = map[string]string{"ratio": "percentunit", "req/s": "reqps"}

func framesOf(queryType string, result serviceclient.QueryResult) (data.Frames, error) {
	frames, err := contentOf(queryType, result)
	if err != nil {
		return nil, err
	}
	for _, frame := range frames {
		frame.RefID = result.RefID
	}
	if result.Notice != nil {
		frames[0].AppendNotices(data.Notice{Severity: data.NoticeSeverityWarning, Text: *result.Notice})
	}
	return frames, nil
}

func contentOf(queryType string, result serviceclient.QueryResult) (data.Frames, error) {
	if queryType == queryAnomalies || queryType == queryIncidents {
		if result.Table == nil {
			return nil, badAnswer(fmt.Sprintf("The Vigil service answered a query for %s without a table.", queryType))
		}
		frame, err := tableFrame(queryType, *result.Table)
		if err != nil {
			return nil, err
		}
		return data.Frames{frame}, nil
	}
	if len(result.Series) == 0 {
		return data.Frames{emptySeriesFrame(queryType)}, nil
	}
	frames := make(data.Frames, 0, len(result.Series))
	for _, series := range result.Series {
		frame, err := seriesFrame(series)
		if err != nil {
			return nil, err
		}
		frames = append(frames, frame)
	}
	return frames, nil
}

func seriesFrame(series serviceclient.NamedSeries) (*data.Frame, error) {
	if len(series.TimestampsMs) != len(series.Values) {
		return nil, badAnswer(fmt.Sprintf("The series %s has %d timestamps and %d values.",
			series.Name, len(series.TimestampsMs), len(series.Values)))
	}
	times := make([]time.Time, len(series.TimestampsMs))
	for index, timestampMs := range series.TimestampsMs {
		times[index] = instantOf(timestampMs)
	}
	values := data.NewField(series.Name, series.Labels, series.Values)
	values.Config = seriesConfig(series)
	return timeSeries(data.NewField(data.TimeSeriesTimeFieldName, nil, times), values), nil
}

// emptySeriesFrame has the fields of an answer but no rows; alert rules read it as "no data".
func emptySeriesFrame(queryType string) *data.Frame {
	name := queryType
	if queryType == queryBand {
		name = "value"
	}
	values := data.NewField(name, nil, []*float64{})
	values.Config = seriesConfig(serviceclient.NamedSeries{Name: name})
	return timeSeries(data.NewField(data.TimeSeriesTimeFieldName, nil, []time.Time{}), values)
}

func timeSeries(times, values *data.Field) *data.Frame {
	frame := data.NewFrame("", times, values)
	frame.Meta = &data.FrameMeta{
		Type:                   data.FrameTypeTimeSeriesMulti,
		TypeVersion:            data.FrameTypeVersion{0, 1},
		PreferredVisualization: data.VisTypeGraph,
	}
	return frame
}

func seriesConfig(series serviceclient.NamedSeries) *data.FieldConfig {
	config := &data.FieldConfig{Unit: unitOf(series.Unit)}
	if series.Name == queryScore {
		config.SetMin(0)
		config.Thresholds = &data.ThresholdsConfig{
			Mode: data.ThresholdsModeAbsolute,
			Steps: []data.Threshold{
				data.NewThreshold(math.Inf(-1), "green", "normal"),
				data.NewThreshold(highScore, "orange", "high"),
				data.NewThreshold(criticalScore, "red", "critical"),
			},
		}
	}
	return config
}

// unitOf gives Grafana's id of a unit; Grafana shows a unit that it does not know as it is written.
func unitOf(unit string) string {
	if id, known := grafanaUnits[unit]; known {
		return id
	}
	return unit
}

func instantOf(timestampMs float64) time.Time { return time.UnixMilli(int64(timestampMs)).UTC() }
