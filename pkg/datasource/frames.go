package datasource

import (
	"fmt"
	"math"
	"slices"
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
	return seriesFrames(result.Series)
}

// seriesFrames leaves out series without a value, and gives one frame without fields when nothing is left: that is "no data" to
// an alert rule, whereas a series without a value would count as normal.
func seriesFrames(list []serviceclient.NamedSeries) (data.Frames, error) {
	frames := make(data.Frames, 0, len(list))
	for _, series := range list {
		frame, err := seriesFrame(series)
		if err != nil {
			return nil, err
		}
		if hasValue(series) {
			frames = append(frames, frame)
		}
	}
	if len(frames) == 0 {
		frames = append(frames, timeSeries())
	}
	return frames, nil
}

func hasValue(series serviceclient.NamedSeries) bool {
	return slices.ContainsFunc(series.Values, func(value *float64) bool { return value != nil })
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

func timeSeries(fields ...*data.Field) *data.Frame {
	frame := data.NewFrame("", fields...)
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
