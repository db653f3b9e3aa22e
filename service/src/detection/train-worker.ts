import { parentPort } from 'node:worker_threads';
import type { ModelSnapshot } from '../detectors/index.ts';
import { fitSeries } from './fit-series.ts';
import type { FitRequest } from './fit-series.ts';

export type FitAnswer = { readonly snapshot: ModelSnapshot } | { readonly error: unknown };

parentPort?.on('message', (request: FitRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer(request: FitRequest): FitAnswer {
  try {
    return { snapshot: fitSeries(request).snapshot() };
  } catch (error) {
    return { error };
  }
}
