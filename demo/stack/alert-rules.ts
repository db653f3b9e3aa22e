import { stringify } from 'yaml';

const apiErrorRatio =
  'sum by (service) (rate(http_requests_total{status=~"5.."}[1m])) / sum by (service) (rate(http_requests_total[1m]))';
const apiLatencyP99 = 'histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket[1m])))';

/** The threshold alerts of the demo system, by the names and limits that its operators know. */
export function renderAlertRules(evaluationIntervalSeconds: number): string {
  return stringify({
    groups: [
      {
        name: 'demo-system',
        interval: `${evaluationIntervalSeconds}s`,
        rules: [
          {
            alert: 'ServiceDown',
            expr: 'up{service!=""} == 0',
            for: '15s',
            labels: { severity: 'critical' },
            annotations: {
              summary: '{{ $labels.service }} is down',
              description: 'Prometheus cannot read the metrics of {{ $labels.service }} at {{ $labels.instance }}.',
            },
          },
          {
            alert: 'HighAPIErrorRate',
            expr: `${apiErrorRatio} > 0.05`,
            for: '30s',
            labels: { severity: 'warning' },
            annotations: {
              summary: '{{ $labels.service }} fails more than 5 % of its requests',
              description: '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} end in 5xx.',
            },
          },
          {
            alert: 'HighAPILatency',
            expr: `${apiLatencyP99} > 2`,
            for: '30s',
            labels: { severity: 'warning' },
            annotations: {
              summary: '{{ $labels.service }} answers slower than 2 s',
              description: 'The 99th percentile of {{ $labels.service }} is {{ $value | humanizeDuration }}.',
            },
          },
        ],
      },
    ],
  });
}
