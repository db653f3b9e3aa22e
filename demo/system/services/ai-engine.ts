import { CallError, OperationError, type Request } from '../behavior/request.ts';
import type { ServiceDefinition } from '../behavior/service-definition.ts';
import { createChance } from '../model/chance.ts';
import { waveAt } from '../model/wave.ts';

const anomalyShare = 0.04;
const answerableShare = 0.3;
const hourMs = 3_600_000;

export const aiEngine: ServiceDefinition = {
  name: 'ai-engine',
  httpMetrics: 'plain',
  durationBuckets: [0.03, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.5],
  failureRatio: 0.004,
  failureMessage: 'Prediction failed: feature vector has missing values',
  create({ meter, random, seed }) {
    const predictions = meter.counter({
      name: 'ai_predictions_total',
      help: 'Predictions by model.',
      labelNames: ['model'],
      known: [{ model: 'language' }, { model: 'fallback' }],
    });
    const inferences = meter.histogram({
      name: 'ai_inference_duration_seconds',
      help: 'Duration of local inference.',
      labelNames: ['model'],
      buckets: [0.015, 0.025, 0.035, 0.05, 0.075, 0.15, 0.5],
      known: [{ model: 'intent' }],
    });
    const anomalies = meter.counter({
      name: 'ai_anomalies_detected_total',
      help: 'Predictions that call for a second look.',
      labelNames: ['severity'],
      known: [{ severity: 'low' }, { severity: 'high' }],
    });
    const scoreAt = (name: string, mean: number, swing: number) => (timeMs: number) =>
      mean + swing * waveAt(seed, name, timeMs, hourMs);
    meter.level(
      {
        name: 'ai_model_confidence_score',
        help: 'Mean confidence of recent predictions.',
        labels: { model: 'intent' },
      },
      scoreAt('confidence', 0.87, 0.03)
    );
    meter.level(
      { name: 'ai_model_accuracy', help: 'Accuracy on the last evaluation set.', labels: { model: 'intent' } },
      scoreAt('accuracy', 0.93, 0.01)
    );
    const isAnomalous = createChance(random);

    async function predict(request: Request) {
      const seconds = await request.work('infer intent', { medianMs: 32 });
      inferences.record({ model: 'intent' }, seconds);
      if (isAnomalous(anomalyShare)) {
        anomalies.add({ severity: random.uniform() < 0.2 ? 'high' : 'low' });
      }
      const model = await complete(request);
      predictions.add({ model });
      if (typeof request.body['action'] === 'string') {
        await requestAction(request, request.body['action']);
      }
      return { status: 200, body: { model } };
    }

    async function complete(request: Request): Promise<'language' | 'fallback'> {
      try {
        await request.call('llm-gateway', { method: 'POST', path: '/v1/chat/completions', body: { model: 'auto' } });
        return 'language';
      } catch (error) {
        return fallBack(request, error);
      }
    }

    /** The fallback model can choose an action, but seldom answer a question. */
    async function fallBack(request: Request, error: unknown): Promise<'fallback'> {
      if (!(error instanceof CallError)) {
        throw error;
      }
      const isQuestion = request.body['action'] === undefined;
      if (isQuestion && random.uniform() > answerableShare) {
        throw new OperationError(502, `No answer from a language model: ${error.message}`);
      }
      request.log('warn', `Answering from the fallback model: ${error.message}`);
      await request.work('infer with fallback model', { medianMs: 45 });
      return 'fallback';
    }

    async function requestAction(request: Request, action: string): Promise<void> {
      try {
        await request.call('executor', { method: 'POST', path: '/actions', body: { action } });
      } catch (error) {
        if (!(error instanceof CallError)) {
          throw error;
        }
        request.log('warn', `Action ${action} was not handed over: ${error.message}`);
      }
    }

    return {
      operations: [{ method: 'POST', route: '/predictions', statuses: [200, 502], handle: predict }],
    };
  },
};
