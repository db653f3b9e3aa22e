import { http, HttpResponse, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import type { Problem } from '@vigil/contract';

const origin = 'http://localhost';
const api = `${origin}/api/plugins/vigil-aiops-app/resources/api/v1`;

/** Grafana's own answers that every page asks for; what the Vigil service answers is up to each test. */
export const server = setupServer();

type Answer = JsonBodyType | ((request: Request) => JsonBodyType | Promise<JsonBodyType>);

export function onGet(path: string, answer: Answer): void {
  server.use(http.get(api + path, async ({ request }) => HttpResponse.json(await answerOf(answer, request))));
}

export function onPost(path: string, answer: Answer): void {
  server.use(http.post(api + path, async ({ request }) => HttpResponse.json(await answerOf(answer, request))));
}

export function onDelete(path: string, answer: Answer): void {
  server.use(http.delete(api + path, async ({ request }) => HttpResponse.json(await answerOf(answer, request))));
}

export function onPut(path: string, answer: Answer): void {
  server.use(http.put(api + path, async ({ request }) => HttpResponse.json(await answerOf(answer, request))));
}

/** Refuses a request as the app backend or the service would: with problem+json. */
export function onProblem(
  method: 'get' | 'post' | 'put' | 'delete',
  path: string,
  problem: Partial<Problem> & { status: number }
): void {
  const headers = { 'content-type': 'application/problem+json' };
  server.use(http[method](api + path, () => HttpResponse.json(problem, { status: problem.status, headers })));
}

export function onPluginPost(path: string, answer: (body: unknown) => void): void {
  server.use(
    http.post(origin + path, async ({ request }) => {
      answer(await request.json());
      return HttpResponse.json({});
    })
  );
}

export function onPluginGet(path: string, answer: JsonBodyType, status = 200): void {
  server.use(http.get(origin + path, () => HttpResponse.json(answer, { status })));
}

export function onPluginRefusal(path: string, message: string): void {
  server.use(http.post(origin + path, () => HttpResponse.json({ message }, { status: 403 })));
}

async function answerOf(answer: Answer, request: Request): Promise<JsonBodyType> {
  return typeof answer === 'function' ? answer(request) : answer;
}
