import { RadioButtonGroup } from '@grafana/ui';
import type { Anomaly } from '@vigil/contract';
import React, { useMemo, useState } from 'react';
import { coMovingWindow } from './coMovingWindow';
import { CoMovingSeries } from './CoMovingSeries';

type Scope = 'service' | 'everything';

const scopes: Array<{ value: Scope; label: string }> = [
  { value: 'service', label: 'This service' },
  { value: 'everything', label: 'Everything' },
];

/** Which series moved together with an anomaly, before it and after it. */
export function AnomalyCoMovement({ anomaly }: { anomaly: Anomaly }) {
  const { id, service, onsetAt, endedAt } = anomaly;
  const [scope, setScope] = useState<Scope>('service');
  const window = useMemo(() => coMovingWindow(onsetAt, endedAt), [onsetAt, endedAt]);
  return (
    <CoMovingSeries
      title="Co-moving series"
      from={window.from}
      to={window.to}
      service={scope === 'service' ? service : ''}
      anomalyId={id}
      actions={<RadioButtonGroup aria-label="Scope" size="sm" options={scopes} value={scope} onChange={setScope} />}
    />
  );
}
