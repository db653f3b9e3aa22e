import { Button, Field, Modal, RadioButtonGroup, RadioButtonList, TextArea } from '@grafana/ui';
import type { Anomaly, CreateMute } from '@vigil/contract';
import React, { useId, useState, type FormEvent } from 'react';
import { useCreateMute } from '../../../data/useMutes';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';

const hourMs = 3_600_000;
const durations = [
  { label: '1 h', value: hourMs },
  { label: '8 h', value: 8 * hourMs },
  { label: '1 d', value: 24 * hourMs },
  { label: '7 d', value: 7 * 24 * hourMs },
  { label: '30 d', value: 30 * 24 * hourMs },
];
const shortestReason = 3;

/** Keeps anomalies of a series, or of all series of a detector at a service, out of incidents for a time. */
export function MuteDialog({ anomaly, onClose }: { anomaly: Anomaly; onClose: () => void }) {
  const [scope, setScope] = useState<CreateMute['scope']>('series');
  const [lastsMs, setLastsMs] = useState(8 * hourMs);
  const [reason, setReason] = useState('');
  const mute = useCreateMute();
  const scopeName = useId();
  const reasonId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const until = new Date(Date.now() + lastsMs).toISOString();
    mute.mutate(requestOf(anomaly, scope, { until, reason }), { onSuccess: onClose });
  };
  return (
    <Modal title={`Mute ${anomaly.detectorTitle} of ${anomaly.service}`} isOpen onDismiss={onClose}>
      <form onSubmit={submit}>
        <ProblemAlert error={mute.error} title="Not muted" />
        <p>What is muted is still found, recorded and listed. It opens no incidents, and nobody is paged.</p>
        <Field label="What">
          <RadioButtonList name={scopeName} options={scopesOf(anomaly)} value={scope} onChange={setScope} />
        </Field>
        <Field label="For how long">
          <RadioButtonGroup options={durations} value={lastsMs} onChange={setLastsMs} />
        </Field>
        <Field label="Reason" description="Shown to everybody, with your name." htmlFor={reasonId} required>
          <TextArea
            id={reasonId}
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            icon={mute.isPending ? 'spinner' : 'bell-slash'}
            disabled={mute.isPending || reason.trim().length < shortestReason}
          >
            Mute
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

function scopesOf({ service, detectorTitle, labels }: Anomaly) {
  const series = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return [
    { value: 'series' as const, label: 'This series', description: series.join(', ') },
    { value: 'service' as const, label: `Every series of ${service}`, description: `that ${detectorTitle} watches` },
  ];
}

function requestOf(
  { seriesKey, detectorId, service }: Anomaly,
  scope: CreateMute['scope'],
  term: Pick<CreateMute, 'until' | 'reason'>
): CreateMute {
  return scope === 'series' ? { scope, seriesKey, ...term } : { scope, detectorId, service, ...term };
}
