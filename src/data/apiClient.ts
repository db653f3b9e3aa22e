import { urlUtil } from '@grafana/data';
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import type { Problem } from '@vigil/contract';
import { lastValueFrom } from 'rxjs';
import { ApiProblem } from '../shared/ApiProblem';
import { pluginId } from '../shared/plugin';

const apiRoot = `/api/plugins/${pluginId}/resources/api/v1`;

/** Where the browser itself can fetch something, a file for example. */
export function apiPath(path: string, params: Parameters): string {
  return urlUtil.renderUrl(apiRoot + path, params);
}

export type Parameters = Record<string, string | number | undefined>;

export function getJson<Answer>(path: string, params: Parameters = {}, abortSignal?: AbortSignal): Promise<Answer> {
  return send<Answer>({ method: 'GET', url: apiRoot + path, params: withoutBlanks(params), abortSignal });
}

export function postJson<Answer>(path: string, data: unknown): Promise<Answer> {
  return send<Answer>({ method: 'POST', url: apiRoot + path, data });
}

export function deleteJson<Answer>(path: string): Promise<Answer> {
  return send<Answer>({ method: 'DELETE', url: apiRoot + path });
}

export function putJson<Answer>(path: string, data: unknown): Promise<Answer> {
  return send<Answer>({ method: 'PUT', url: apiRoot + path, data });
}

interface Request {
  method: string;
  url: string;
  params?: Parameters;
  data?: unknown;
  abortSignal?: AbortSignal;
}

async function send<Answer>(request: Request): Promise<Answer> {
  try {
    const response = await lastValueFrom(getBackendSrv().fetch<Answer>({ ...request, showErrorAlert: false }));
    return response.data;
  } catch (error) {
    throw isFetchError(error) ? problemOf(error.data, error.status, error.statusText) : error;
  }
}

function problemOf(body: unknown, status: number, statusText = ''): ApiProblem {
  if (isProblem(body)) {
    return new ApiProblem(body);
  }
  return new ApiProblem({
    type: 'about:blank',
    title: 'Grafana did not pass the request on',
    status,
    code: 'grafana-refused',
    detail: messageOf(body) ?? (`${status} ${statusText}`.trim() || 'No answer.'),
  });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'title' in body;
}

function messageOf(body: unknown): string | undefined {
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') {
    return body.message;
  }
  return undefined;
}

function withoutBlanks(params: Parameters): Parameters {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined && value !== ''));
}
