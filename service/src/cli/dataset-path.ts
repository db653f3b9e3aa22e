import { createHash } from 'node:crypto';
import { join } from 'node:path';

export interface DatasetFile {
  service: string;
  detectorId: string;
  seriesKey: string;
  part: string;
  /** The detector watches nothing else of the service, so that its name says enough. */
  isOnly: boolean;
}

/** `<service>/{history,anomaly}/<metric>.csv`; names from labels never lead out of the folder. */
export function datasetPath({ service, detectorId, seriesKey, part, isOnly }: DatasetFile): string {
  const suffix = isOnly ? '' : `-${createHash('sha256').update(seriesKey).digest('hex').slice(0, 8)}`;
  return join(fileName(service), part, `${fileName(detectorId)}${suffix}.csv`);
}

function fileName(name: string): string {
  const plain = name.replaceAll(/[^\w.-]/g, '_').replace(/^\.+/, '_');
  return plain === '' ? '_' : plain;
}
