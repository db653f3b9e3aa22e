import { RadioButtonGroup } from '@grafana/ui';
import type { CorrelationMethod } from '@vigil/contract';
import React, { useState, type ReactNode } from 'react';
import { useCorrelation } from '../../../../data/useCorrelation';
import { QueryView } from '../../../../shared/components/QueryView';
import { Section } from '../../../../shared/components/Section';
import { CoMovingTable } from './CoMovingTable';

interface Props {
  title?: string;
  /** The window, ISO 8601. */
  from: string;
  to: string;
  /** Empty for all services. */
  service?: string;
  /** Says of each series whether it moved before or after that of this anomaly. */
  anomalyId?: string;
  actions?: ReactNode;
}

const methods: Array<{ value: CorrelationMethod; label: string; description: string }> = [
  { value: 'combined', label: 'Both', description: 'The mean of the two' },
  { value: 'distribution', label: 'Distribution', description: 'Two-sample Kolmogorov–Smirnov statistic' },
  { value: 'level', label: 'Level', description: 'How far the median moved, in its usual spread' },
];

/** All watched series ranked by how much they changed in a window against the time before it. */
export function CoMovingSeries({
  title = 'What changed in this window?',
  from,
  to,
  service = '',
  anomalyId = '',
  actions,
}: Props) {
  const [method, setMethod] = useState<CorrelationMethod>('combined');
  const correlation = useCorrelation({ from, to, service, anomalyId, method });
  return (
    <Section
      title={title}
      flush
      actions={
        <>
          <RadioButtonGroup aria-label="Method" size="sm" options={methods} value={method} onChange={setMethod} />
          {actions}
        </>
      }
    >
      <QueryView query={correlation} label="the series that changed">
        {(data) => (
          <CoMovingTable correlation={data} hasAnomaly={anomalyId !== ''} isStale={correlation.isPlaceholderData} />
        )}
      </QueryView>
    </Section>
  );
}
