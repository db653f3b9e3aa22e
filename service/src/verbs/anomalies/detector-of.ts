import { detectorDefinition } from '@vigil/contract';
import type { DetectorDefinition } from '@vigil/contract';
import type { AnomalyRow } from '../../storage/schema.ts';
import type { DetectionContext } from '../detection-context.ts';

/** The detector that found an anomaly; one that no longer exists is put together again from what the anomaly kept. */
export function detectorOf({ catalog }: Pick<DetectionContext, 'catalog'>, row: AnomalyRow): DetectorDefinition {
  const known = catalog.find(row.detectorId);
  if (known !== undefined && known.query === row.query) {
    return known;
  }
  const label = Object.keys(row.labels).find((name) => row.labels[name] === row.service);
  return detectorDefinition.parse({
    id: row.detectorId,
    title: row.detectorTitle,
    kind: row.kind,
    query: row.query,
    unit: row.unit,
    serviceLabel: label,
    stepSeconds: known?.stepSeconds,
  });
}
