import { setTimeout as delay } from 'node:timers/promises';
import { lastLogLines, type ManagedProcess } from './process.ts';

export interface HealthCheck {
  readonly url: string;
  readonly timeoutMs?: number;
  readonly process: ManagedProcess;
}

const pollIntervalMs = 100;
const requestTimeoutMs = 2_000;

/** Waits until `url` answers 2xx. Fails at once when the process ends, and says what it saw last and where the log is. */
export async function waitUntilHealthy({ url, timeoutMs = 60_000, process }: HealthCheck): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let lastAnswer = 'no answer';
  while (performance.now() < deadline) {
    const ending = process.ending();
    if (ending !== null) {
      throw await notHealthy(process, `${process.name} stopped while starting (${ending})`);
    }
    lastAnswer = await probe(url);
    if (lastAnswer === 'ok') {
      return;
    }
    await delay(pollIntervalMs);
  }
  throw await notHealthy(
    process,
    `${process.name} was not ready after ${timeoutMs / 1000} s: ${url} said ${lastAnswer}`
  );
}

async function probe(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(requestTimeoutMs) });
    const body = await response.text();
    return response.ok ? 'ok' : `${response.status} ${body.trim().slice(0, 200)}`;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message ? cause.message : message;
}

async function notHealthy({ logFile }: ManagedProcess, problem: string): Promise<Error> {
  return new Error(`${problem}\n  log: ${logFile}\n${await lastLogLines(logFile)}`);
}
