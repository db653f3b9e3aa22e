import { identityAudience, identityIssuer, problem } from '@vigil/contract';
import { SignJWT } from 'jose';
import type { z } from 'zod';

/** A running service, asked by somebody who knows its secret. Throws Error with what the service has to say. */
export interface ServiceClient {
  json<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>>;
  text(path: string): Promise<string>;
}

const lifetime = '60s';

export function createServiceClient(url: string, secret: string): ServiceClient {
  const ask = async (path: string): Promise<Response> => {
    const headers = { authorization: `Bearer ${await signViewer(secret)}` };
    const answer = await fetch(new URL(path, url), { headers }).catch((error: unknown) => {
      throw new Error(`${url} cannot be reached; is the service running there?`, { cause: error });
    });
    if (!answer.ok) {
      throw new Error(await refusalOf(answer));
    }
    return answer;
  };
  return {
    json: async (path, schema) => schema.parse(await (await ask(path)).json()),
    text: async (path) => (await ask(path)).text(),
  };
}

async function refusalOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    return problem.parse(JSON.parse(text)).detail;
  } catch {
    return `the service answered ${answer.status}`;
  }
}

function signViewer(secret: string): Promise<string> {
  return new SignJWT({ name: 'vigil command line', org: 1, role: 'Viewer' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('vigil-cli')
    .setIssuer(identityIssuer)
    .setAudience(identityAudience)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(secret));
}
