import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testConfig } from '../../../test/service-harness.ts';
import { checkAlertmanager, checkGrafana } from './check-sender.ts';
import { isSameText, signatureOf } from './signature.ts';

const body = Buffer.from('{"a":1}');
const secret = 's3cr3t';
const timestamp = '1700000000';
const now = new Date(1_700_000_000_000);
const signature = 'c27bf53028b5a09eacad0cd5b2a1248a12e2d83c69373645dbfc5578fb7d3ae1';
const signed = { 'x-grafana-alerting-signature': signature, 'x-grafana-alerting-timestamp': timestamp };

describe("a contact point's signature", () => {
  it('is the one that Grafana computes', () => {
    expect(signatureOf(secret, timestamp, body)).toBe(signature);
  });

  it('is accepted within five minutes either way, and not beyond', () => {
    const check = (offsetSeconds: number) => () =>
      checkGrafana(signed, body, { secret, allowUnsigned: false }, new Date(now.getTime() + offsetSeconds * 1000));
    for (const offset of [-300, -1, 0, 299, 300]) {
      expect(check(offset)).not.toThrow();
    }
    for (const offset of [-301, 301, 86_400]) {
      expect(check(offset)).toThrow(/timestamp is not within 300 s/);
    }
  });

  it.each([
    ['another body', signed, Buffer.from('{"a":2}'), /does not fit the body/],
    [
      'another secret',
      { ...signed, 'x-grafana-alerting-signature': signatureOf('other', timestamp, body) },
      body,
      /does not fit/,
    ],
    ['a prefix', { ...signed, 'x-grafana-alerting-signature': `sha256=${signature}` }, body, /does not fit/],
    [
      'upper-case letters',
      { ...signed, 'x-grafana-alerting-signature': signature.toUpperCase() },
      body,
      /does not fit/,
    ],
    ['another timestamp', { ...signed, 'x-grafana-alerting-timestamp': '1700000001' }, body, /does not fit/],
    ['no signature', { 'x-grafana-alerting-timestamp': timestamp }, body, /switch on HMAC/],
    ['no timestamp', { 'x-grafana-alerting-signature': signature }, body, /could be replayed/],
    ['a timestamp in words', { ...signed, 'x-grafana-alerting-timestamp': 'now' }, body, /timestamp is not within/],
  ])('is refused with %s', (_what, headers, bytes, complaint) => {
    expect(() => checkGrafana(headers, bytes, { secret, allowUnsigned: false }, now)).toThrow(complaint);
  });

  it('is refused without a timestamp even where it fits the bare body, because that can be replayed', () => {
    const bare = createHmac('sha256', secret).update(body).digest('hex');
    expect(bare).toBe('d42927434049e0b8c73ce887062238cc1c6bb6644bfe66e66d8dd0f30b85679e');
    const headers = { 'x-grafana-alerting-signature': bare };
    expect(() => checkGrafana(headers, body, { secret, allowUnsigned: false }, now)).toThrow(/could be replayed/);
  });

  it('can be done without only when the configuration says so', () => {
    expect(() => checkGrafana({}, body, { allowUnsigned: true }, now)).not.toThrow();
    expect(() => checkGrafana(signed, body, { allowUnsigned: false }, now)).toThrow(/VIGIL_WEBHOOK_SECRET/);
    expect(() => checkGrafana({}, body, { secret, allowUnsigned: true }, now)).toThrow(/switch on HMAC/);
  });
});

describe("Alertmanager's token", () => {
  const config = (alertmanager: object, host = '127.0.0.1') => {
    const base = testConfig({ webhooks: { alertmanager } });
    return { ...base, server: { ...base.server, host } };
  };

  it('is compared whole', () => {
    const configured = config({ token: 'abc' });
    expect(() => checkAlertmanager({ authorization: 'Bearer abc' }, configured)).not.toThrow();
    for (const authorization of ['Bearer abcd', 'Bearer ab', 'Bearer ', 'Basic abc', '', undefined]) {
      expect(() => checkAlertmanager({ authorization }, configured)).toThrow(/VIGIL_WEBHOOK_TOKEN/);
    }
  });

  it('can be done without on loopback, or when the configuration says so', () => {
    expect(() => checkAlertmanager({}, config({}))).not.toThrow();
    expect(() => checkAlertmanager({}, config({}, '0.0.0.0'))).toThrow(/allowUnauthenticated: true/);
    expect(() => checkAlertmanager({}, config({ allowUnauthenticated: true }, '0.0.0.0'))).not.toThrow();
    expect(() => checkAlertmanager({}, config({ allowUnauthenticated: false }))).toThrow(/no token/);
  });
});

it('compares texts of different lengths', () => {
  expect(isSameText('a', 'ab')).toBe(false);
  expect(isSameText('', '')).toBe(true);
});
