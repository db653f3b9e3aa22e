import protobuf from 'protobufjs/minimal.js';
import { compress } from 'snappyjs';
import { parseAddress, shownAddress } from './address.ts';
import { connectionReason } from './connection-reason.ts';
import { readLimitedText } from './limited-body.ts';
import { RemoteWriteError, refusalOfWrite } from './remote-write-error.ts';

export { RemoteWriteError } from './remote-write-error.ts';

export interface WriteSample {
  /** Epoch milliseconds. */
  readonly timestampMs: number;
  readonly value: number;
}

export interface WriteSeries {
  /** With the name of the metric as `__name__`. */
  readonly labels: Readonly<Record<string, string>>;
  /** In order of time. */
  readonly samples: readonly WriteSample[];
}

export interface RemoteWriteTarget {
  readonly url: string;
  /** Authorization, tenant and the like. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 10_000;
const longestAnswerBytes = 64 * 1024;

/** Field number and wire type of each field of `prometheus.WriteRequest` and its parts. */
const tags = {
  timeSeries: tagOf(1, 2),
  label: tagOf(1, 2),
  sample: tagOf(2, 2),
  labelName: tagOf(1, 2),
  labelValue: tagOf(2, 2),
  sampleValue: tagOf(1, 1),
  sampleTimestamp: tagOf(2, 0),
} as const;

/**
 * The body of a Prometheus remote-write 1.0 request: a protobuf `WriteRequest`, compressed as one snappy block. Labels
 * are sorted, and those without a value left out, as the specification asks.
 * @throws {TypeError} for a series without `__name__`.
 * @see https://prometheus.io/docs/specs/prw/remote_write_spec/
 */
export function encodeWriteRequest(series: readonly WriteSeries[]): Uint8Array<ArrayBuffer> {
  const writer = protobuf.Writer.create();
  for (const one of series) {
    writer.uint32(tags.timeSeries).fork();
    writeLabels(writer, one.labels);
    for (const { timestampMs, value } of one.samples) {
      writer.uint32(tags.sample).fork();
      writer.uint32(tags.sampleValue).double(value);
      writer.uint32(tags.sampleTimestamp).int64(Math.round(timestampMs)).ldelim();
    }
    writer.ldelim();
  }
  return new Uint8Array(compress(writer.finish()));
}

/**
 * Sends samples once. Nothing is tried again here: an error with `isTransient` may be, after `retryAfterMs` or a
 * back-off of the caller's choice; the same samples may be sent twice.
 * @throws {RemoteWriteError} when the receiver cannot be reached, does not answer in time or does not take the samples.
 */
export async function remoteWrite(target: RemoteWriteTarget, series: readonly WriteSeries[]): Promise<void> {
  const { timeoutMs = defaultTimeoutMs } = target;
  const { url, headers } = parseAddress(target.url);
  const address = shownAddress(url);
  const deadline = AbortSignal.timeout(timeoutMs);
  const response = await post(
    { ...target, headers: { ...headers, ...target.headers } },
    url,
    encodeWriteRequest(series),
    deadline
  ).catch((cause: unknown) => {
    throw deadline.aborted
      ? new RemoteWriteError('timeout', `${address} did not answer within ${timeoutMs} ms.`, { cause })
      : new RemoteWriteError('unreachable', `${address} cannot be reached (${connectionReason(cause)}).`, { cause });
  });
  const answer = await readLimitedText(response, longestAnswerBytes, 'remote-write', address).catch(() => '');
  if (!response.ok) {
    throw refusalOfWrite(address, response, answer);
  }
}

function post(
  target: RemoteWriteTarget,
  url: URL,
  body: Uint8Array<ArrayBuffer>,
  signal: AbortSignal
): Promise<Response> {
  const send = target.fetch ?? fetch;
  return send(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-protobuf',
      'content-encoding': 'snappy',
      'x-prometheus-remote-write-version': '0.1.0',
      'user-agent': 'vigil',
      ...target.headers,
    },
    redirect: 'manual',
    signal,
  });
}

function writeLabels(writer: protobuf.Writer, labels: WriteSeries['labels']): void {
  if (!labels['__name__']) {
    throw new TypeError(`A series needs a name: ${JSON.stringify(labels)} has no __name__`);
  }
  for (const name of Object.keys(labels).sort()) {
    const value = labels[name];
    if (value) {
      writer.uint32(tags.label).fork();
      writer.uint32(tags.labelName).string(name);
      writer.uint32(tags.labelValue).string(value).ldelim();
    }
  }
}

function tagOf(field: number, wireType: number): number {
  return (field << 3) | wireType;
}
