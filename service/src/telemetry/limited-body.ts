import { TelemetryError } from './telemetry-error.ts';
import type { TelemetrySourceName } from './telemetry-error.ts';

/** Reads a body as text and gives up as soon as it is longer than `limitBytes`, without holding the rest in memory. */
export async function readLimitedText(
  response: Response,
  limitBytes: number,
  source: TelemetrySourceName,
  address: string
): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let receivedBytes = 0;
  for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
    receivedBytes += chunk.value.byteLength;
    if (receivedBytes > limitBytes) {
      await reader?.cancel();
      throw new TelemetryError(
        source,
        'too-large',
        `${address} answered with more than ${limitBytes} bytes. Ask for a shorter range, a coarser step or fewer series.`
      );
    }
    parts.push(decoder.decode(chunk.value, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}
