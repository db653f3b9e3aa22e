import {
  type Anomaly,
  anomalyPage,
  type IncidentDetail,
  type Incident,
  incidentDetail,
  incidentPage,
  type InvestigationDetail,
  investigationDetail,
  type ServiceStatus,
  serviceStatus,
} from '@vigil/contract';
import { signIdentity } from './identity-token.ts';

export interface ServiceClient {
  status(): Promise<ServiceStatus>;
  anomalies(): Promise<Anomaly[]>;
  incidents(): Promise<Incident[]>;
  incident(id: string): Promise<IncidentDetail>;
  investigation(id: string): Promise<InvestigationDetail>;
}

interface Schema<Value> {
  parse(value: unknown): Value;
}

const requestTimeoutMs = 10_000;
const pageLimit = 200;

/** Reads the service as a Grafana viewer would, through the schemas of the contract. */
export function createServiceClient(url: string, secret: string): ServiceClient {
  const get = async <Value>(path: string, schema: Schema<Value>): Promise<Value> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${signIdentity(secret, 'Viewer')}` },
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    const body = await response.text();
    if (!response.ok) {
      throw new Error(`GET ${url}/api/v1${path} answered ${response.status}: ${body.slice(0, 300)}`);
    }
    return schema.parse(JSON.parse(body));
  };
  return {
    status: () => get('/status', serviceStatus),
    anomalies: async () => (await get(`/anomalies?limit=${pageLimit}`, anomalyPage)).items,
    incidents: async () => (await get(`/incidents?limit=${pageLimit}`, incidentPage)).items,
    incident: (id) => get(`/incidents/${encodeURIComponent(id)}`, incidentDetail),
    investigation: (id) => get(`/investigations/${encodeURIComponent(id)}`, investigationDetail),
  };
}
