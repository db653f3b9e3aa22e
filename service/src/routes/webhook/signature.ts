import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a delivery's clock may be off before it counts as replayed. */
export const signatureWindowSeconds = 300;

/** HMAC-SHA256 as Grafana's contact point sends it: lower-case hex over `<unix seconds>:<raw body>`. */
export function signatureOf(secret: string, timestamp: string, rawBody: Uint8Array): string {
  return createHmac('sha256', secret).update(`${timestamp}:`).update(rawBody).digest('hex');
}

/** Compares without giving away by its duration where two texts differ. */
export function isSameText(one: string, other: string): boolean {
  const key = 'comparison';
  const digest = (text: string) => createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
