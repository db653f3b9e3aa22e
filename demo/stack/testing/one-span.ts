/** An OTLP request with one server span that ended just now. */
export function oneSpan(service: string, name: string, nowMs = Date.now()): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: '5b8efff798038103d269b633813fc60c',
                spanId: 'eee19b7ec3c1b174',
                name,
                kind: 2,
                startTimeUnixNano: `${nowMs - 40}000000`,
                endTimeUnixNano: `${nowMs}000000`,
              },
            ],
          },
        ],
      },
    ],
  };
}
