import {
  errorRatioOptions,
  latencyOptions,
  p99Query,
  rateQuery,
  ratioQuery,
  trafficOptions,
} from './detector-preset.ts';
import type { DetectorPreset } from './detector-preset.ts';

/** Rate, errors and duration of HTTP servers: the usual names, and Spring Boot's. */
export const httpPresets: readonly DetectorPreset[] = [
  {
    id: 'http-latency',
    title: 'HTTP latency p99',
    kind: 'latency',
    unit: 's',
    requires: ['http_request_duration_seconds_bucket'],
    query: p99Query('http_request_duration_seconds'),
    options: latencyOptions,
  },
  {
    id: 'http-errors',
    title: 'HTTP error ratio',
    kind: 'errors',
    unit: 'ratio',
    requires: ['http_requests_total'],
    query: ratioQuery('http_requests_total', 'status=~"5.."'),
    options: errorRatioOptions,
  },
  {
    id: 'http-traffic',
    title: 'HTTP request rate',
    kind: 'traffic',
    unit: 'req/s',
    requires: ['http_requests_total'],
    query: rateQuery('http_requests_total'),
    options: trafficOptions,
  },
  {
    id: 'spring-latency',
    title: 'Spring HTTP latency p99',
    kind: 'latency',
    unit: 's',
    requires: ['http_server_requests_seconds_bucket'],
    query: p99Query('http_server_requests_seconds'),
    options: latencyOptions,
  },
  {
    id: 'spring-errors',
    title: 'Spring HTTP error ratio',
    kind: 'errors',
    unit: 'ratio',
    requires: ['http_server_requests_seconds_count'],
    query: ratioQuery('http_server_requests_seconds_count', 'status=~"5.."'),
    options: errorRatioOptions,
  },
  {
    id: 'spring-traffic',
    title: 'Spring HTTP request rate',
    kind: 'traffic',
    unit: 'req/s',
    requires: ['http_server_requests_seconds_count'],
    query: rateQuery('http_server_requests_seconds_count'),
    options: trafficOptions,
  },
];
