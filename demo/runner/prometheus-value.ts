const requestTimeoutMs = 5_000;

/** The value of an expression now; null when there is none or it is not a number. */
export async function readValue(prometheusUrl: string, expression: string): Promise<number | null> {
  const response = await fetch(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(expression)}`, {
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  if (!response.ok) {
    throw new Error(`Prometheus answered ${response.status} to ${expression}`);
  }
  const { data } = (await response.json()) as { data: { result: Array<{ value: [number, string] }> } };
  const value = Number(data.result[0]?.value[1] ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}
