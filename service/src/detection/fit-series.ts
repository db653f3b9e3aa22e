import { fitModel, warmUp } from '../detectors/index.ts';
import type { DetectorKind, DetectorModel, DetectorOptions, Series } from '../detectors/index.ts';

/** One history to learn from. */
export interface FitRequest {
  readonly kind: DetectorKind;
  readonly series: Series;
  readonly options: Partial<DetectorOptions>;
  /** The model's past ends here: steps that are still due after an outage must not be in it already. */
  readonly warmUpToMs: number;
}

/** A model of the series that can go on live. */
export function fitSeries({ kind, series, options, warmUpToMs }: FitRequest): DetectorModel {
  const model = fitModel(series, options, kind);
  warmUp(model, upTo(series, warmUpToMs));
  return model;
}

function upTo({ timestampsMs, values }: Series, endMs: number): Series {
  const length = timestampsMs.findLastIndex((timestampMs) => timestampMs <= endMs) + 1;
  return { timestampsMs: timestampsMs.subarray(0, length), values: values.subarray(0, length) };
}
