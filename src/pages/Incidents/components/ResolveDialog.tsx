import { Button, Field, Modal, RadioButtonList, TextArea } from '@grafana/ui';
import type { IncidentDetail } from '@vigil/contract';
import React, { useId, useState, type FormEvent } from 'react';
import { useIncidentAction } from '../../../data/useIncidents';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { resolutionChoices } from '../resolutionWords';

export function ResolveDialog({ incident, onClose }: { incident: IncidentDetail; onClose: () => void }) {
  const [reason, setReason] = useState<(typeof resolutionChoices)[number]['value']>('fixed');
  const [comment, setComment] = useState('');
  const resolve = useIncidentAction(incident.id);
  const reasonName = useId();
  const commentId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    resolve.mutate({ verb: 'resolve', reason, comment }, { onSuccess: onClose });
  };
  return (
    <Modal title={`Resolve #${incident.number} ${incident.title}`} isOpen onDismiss={onClose}>
      <form onSubmit={submit}>
        <ProblemAlert error={resolve.error} title="Not resolved" />
        <Field label="Reason" description="Vigil learns from it what is worth an incident.">
          <RadioButtonList name={reasonName} options={resolutionChoices} value={reason} onChange={setReason} />
        </Field>
        <Field label="Comment" htmlFor={commentId}>
          <TextArea
            id={commentId}
            rows={4}
            maxLength={4000}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
        </Field>
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" icon={resolve.isPending ? 'spinner' : undefined} disabled={resolve.isPending}>
            Resolve
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}
