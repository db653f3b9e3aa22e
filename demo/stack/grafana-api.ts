import { grafanaAdmin } from './grafana-config.ts';

export type ServiceAccountRole = 'Viewer' | 'Editor' | 'Admin';

/** Creates a service account and returns a token of it. */
export async function createServiceAccountToken(url: string, name: string, role: ServiceAccountRole): Promise<string> {
  const account = await post<{ id: number }>(`${url}/api/serviceaccounts`, { name, role });
  const token = await post<{ key: string }>(`${url}/api/serviceaccounts/${account.id}/tokens`, { name });
  return token.key;
}

async function post<Answer>(url: string, body: unknown): Promise<Answer> {
  const credentials = Buffer.from(`${grafanaAdmin.user}:${grafanaAdmin.password}`).toString('base64');
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) {
    throw new Error(`POST ${url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  }
  return (await response.json()) as Answer;
}
