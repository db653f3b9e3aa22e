import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { binaryDirectory } from '../../../demo/stack/paths.ts';

interface Running {
  stop(): Promise<void>;
}

/** Tests against a real server that is started for them; skipped with the reason where it has not been built. */
export function describeWithServer<Server extends Running>(
  program: string,
  start: (directory: string) => Promise<Server>,
  tests: (server: () => Server) => void
): void {
  if (!existsSync(join(binaryDirectory, program))) {
    describe.skip(`with a real ${program} (skipped: it is not built, \`npm run demo\` builds it)`, () =>
      tests(missing));
    return;
  }
  describe(`with a real ${program}`, () => {
    let directory = '';
    let server: Server | undefined;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'vigil-integration-'));
      server = await start(directory);
    }, 90_000);
    afterAll(async () => {
      await server?.stop();
      await rm(directory, { recursive: true, force: true });
    });
    tests(() => server ?? missing());
  });
}

function missing(): never {
  throw new Error('the server has not been started');
}

/** Asks again until the answer is there: servers show what they were sent with a delay of their own. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  isThere: (answer: Answer) => boolean
): Promise<Answer> {
  const endMs = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (isThere(answer) || Date.now() > endMs) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
