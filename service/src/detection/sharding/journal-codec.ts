import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import type { ShardInput } from './shard-input.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const version = 1;
const headerLengthBytes = 4;

/** One input of a shard: the length of a JSON header, the header, and the values as 64-bit floats; compressed. */
export async function encodeInput({ stepsMs, blind, values }: ShardInput): Promise<Uint8Array> {
  const header = Buffer.from(JSON.stringify({ version, stepsMs, blind }));
  const length = Buffer.alloc(headerLengthBytes);
  length.writeUInt32LE(header.length);
  const floats = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return compress(Buffer.concat([length, header, floats]), fast);
}

/** Throws Error when another version wrote it. */
export async function decodeInput(encoded: Uint8Array): Promise<ShardInput> {
  const bytes = await decompress(encoded);
  const headerEnd = headerLengthBytes + bytes.readUInt32LE();
  const header = JSON.parse(bytes.toString('utf8', headerLengthBytes, headerEnd)) as ShardInput & { version: unknown };
  if (header.version !== version) {
    throw new Error('this version cannot read what a shard was given to score');
  }
  const floats = new Uint8Array(bytes.subarray(headerEnd));
  return { stepsMs: header.stepsMs, blind: header.blind, values: new Float64Array(floats.buffer) };
}
