export interface Sample {
  readonly timestampMs: number;
  readonly value: number;
}

/** A remote write 1.0 request with one sample, in Snappy's block format without compression. */
export function encodeRemoteWrite(labels: Readonly<Record<string, string>>, { timestampMs, value }: Sample) {
  const labelFields = Object.entries(labels)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, text]) => field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(text))])));
  const double = Buffer.alloc(9);
  double.writeUInt8((1 << 3) | 1);
  double.writeDoubleLE(value, 1);
  const sample = Buffer.concat([double, Buffer.from([2 << 3]), varint(timestampMs)]);
  return new Uint8Array(snappyLiteral(field(1, Buffer.concat([...labelFields, field(2, sample)]))));
}

function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 127n; rest >>= 7n) {
    bytes.push(Number(rest & 127n) | 128);
  }
  return Buffer.from([...bytes, Number(rest)]);
}

function snappyLiteral(content: Buffer): Buffer {
  const oneByteLength = 60 << 2;
  return Buffer.concat([varint(content.length), Buffer.from([oneByteLength, content.length - 1]), content]);
}
