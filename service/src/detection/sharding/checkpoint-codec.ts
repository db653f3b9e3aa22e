import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import type { TrackedSeries } from '../tracked-series.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const version = 1;
/** Series that are turned into text before others get their turn. */
const sliceLength = 250;

/** Where one series stood, as a line of a checkpoint. */
export interface StoredSeries {
  key: string;
  /** Of which training the scorer is; null without a model. */
  trainedToMs: number | null;
  scorer: unknown;
  interval: unknown;
  silentMs: number;
  lastTimestampMs: number | null;
}

export class UnreadableCheckpointError extends Error {
  constructor(options?: ErrorOptions) {
    super('where the series of a shard stood was not saved by a version that this one can read', options);
    this.name = 'UnreadableCheckpointError';
  }
}

/** Everything that scoring a shard goes on from: one line of JSON per series after a line with the version, compressed. */
export async function encodeCheckpoint(series: readonly TrackedSeries[]): Promise<Uint8Array> {
  const pieces = [Buffer.from(JSON.stringify({ version }))];
  for (let from = 0; from < series.length; from += sliceLength) {
    const lines = series.slice(from, from + sliceLength).map((each) => `\n${JSON.stringify(toStored(each))}`);
    pieces.push(Buffer.from(lines.join('')));
    await yieldToOthers();
  }
  return compress(Buffer.concat(pieces), fast);
}

/** Throws UnreadableCheckpointError. */
export async function decodeCheckpoint(checkpoint: Uint8Array): Promise<StoredSeries[]> {
  try {
    const [header, ...lines] = (await decompress(checkpoint)).toString().split('\n');
    if ((JSON.parse(header ?? '') as { version: unknown }).version !== version) {
      throw new Error('another version');
    }
    return lines.map((line) => JSON.parse(line) as StoredSeries);
  } catch (cause) {
    throw new UnreadableCheckpointError({ cause });
  }
}

function toStored({ key, model, interval, silentMs, lastTimestampMs }: TrackedSeries): StoredSeries {
  const trainedToMs = model?.card.trainedToMs ?? null;
  return { key, trainedToMs, scorer: model?.state() ?? null, interval, silentMs, lastTimestampMs };
}
