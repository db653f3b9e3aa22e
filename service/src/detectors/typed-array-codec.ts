/** Typed arrays as base64 of their little-endian bytes, for JSON snapshots. */
export function encodeArray(array: Uint8Array | Uint16Array | Float64Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

export function decodeUint8(text: string): Uint8Array {
  return new Uint8Array(bytesOf(text));
}

export function decodeUint16(text: string): Uint16Array {
  return new Uint16Array(bytesOf(text));
}

export function decodeFloat64(text: string): Float64Array {
  return new Float64Array(bytesOf(text));
}

function bytesOf(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, 'base64')).buffer;
}
