import { LoadingState, PanelPlugin, type DataSourceInstanceSettings, type PanelProps } from '@grafana/data';
import {
  config,
  locationService,
  setBackendSrv,
  setDataSourceSrv,
  setPluginImportUtils,
  setRunRequest,
  setTemplateSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type DataSourceSrv,
  type FetchError,
  type TemplateSrv,
} from '@grafana/runtime';
import React from 'react';
import { from, of, type Observable } from 'rxjs';

interface Surroundings {
  role?: 'Viewer' | 'Editor' | 'Admin';
  /** Types of the data sources that exist. */
  dataSources?: string[];
}

const allDataSources = ['prometheus', 'loki', 'jaeger', 'vigil-aiops-datasource'];

/** Stands in for the Grafana that a page runs in: its user, data sources, requests and panels. */
export function setupGrafana({ role = 'Editor', dataSources = allDataSources }: Surroundings = {}): void {
  config.exploreEnabled = true;
  Object.assign(config.bootData.user, {
    orgRole: role,
    timezone: 'utc',
    permissions: role === 'Viewer' ? {} : { 'datasources:explore': true },
  });
  setBackendSrv({ fetch: fetchAsGrafana } as unknown as BackendSrv);
  setDataSourceSrv(dataSourceSrv(dataSources));
  setTemplateSrv({ replace: (text?: string) => text ?? '' } as unknown as TemplateSrv);
  locationService.replace('/');
}

/** What Grafana sets once, when it starts. */
export function startGrafana(): void {
  setPluginImportUtils({ importPanelPlugin: loadPanel, getPanelPluginFromCache: () => panelPlugin });
  setRunRequest((_dataSource, request) => of({ state: LoadingState.Done, series: [], timeRange: request.range }));
}

const panelPlugin = new PanelPlugin((_props: PanelProps) => <div>A panel</div>);
panelPlugin.meta = {
  id: 'timeseries',
  name: 'Time series',
  info: {
    version: '1',
    updated: '',
    links: [],
    screenshots: [],
    logos: { small: '', large: '' },
    author: { name: '' },
    description: '',
  },
  type: 'panel' as never,
  module: '',
  baseUrl: '',
  sort: 0,
};

function loadPanel() {
  return Promise.resolve(panelPlugin);
}

function dataSourceSrv(types: string[]): DataSourceSrv {
  const list = types.map((type) => ({ type, uid: type, name: type }) as DataSourceInstanceSettings);
  const matching = (filter: { type?: string | string[] } = {}) =>
    list.filter(({ type }) => filter.type === undefined || [filter.type].flat().includes(type));
  return {
    getList: matching,
    getInstanceSettings: (ref: unknown) =>
      list.find(({ uid }) => uid === ref || uid === (ref as { uid?: string })?.uid),
    get: () => Promise.resolve({ ...list[0], getRef: () => ({ uid: list[0].uid }), interval: '1s' }),
  } as unknown as DataSourceSrv;
}

/** Sends a request the way Grafana's backendSrv does, and fails the way it fails. */
function fetchAsGrafana(request: BackendSrvRequest): Observable<unknown> {
  return from(send(request));
}

async function send({ url, method = 'GET', params, data, abortSignal }: BackendSrvRequest) {
  const target = new URL(url, 'http://localhost');
  Object.entries(params ?? {}).forEach(([name, value]) => target.searchParams.set(name, String(value)));
  const response = await fetch(target, {
    method,
    signal: abortSignal,
    body: data === undefined ? undefined : JSON.stringify(data),
    headers: { 'content-type': 'application/json' },
  });
  const text = await response.text();
  const body: unknown = parse(text);
  if (!response.ok) {
    const { status, statusText } = response;
    throw { status, statusText, data: body, config: { url } } satisfies FetchError<unknown>;
  }
  return { data: body, status: response.status, ok: true };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
