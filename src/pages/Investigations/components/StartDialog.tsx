import { dateTime, rangeUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Alert, Button, Combobox, Field, Modal, TimeRangeInput } from '@grafana/ui';
import React, { useId, useState, type FormEvent } from 'react';
import { useStartInvestigation } from '../../../data/useInvestigations';
import { useVariableValues } from '../../../data/useVariableValues';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { investigationPath } from '../../../shared/links';
import { canRespond, editorNeeded } from '../../../shared/permissions';
import type { StartForm } from '../StartForm';

/** Asks for a service and a time range, and opens the investigation that it starts. */
export function StartDialog({ form }: { form: StartForm }) {
  const { service, from, to } = form.useState();
  const { data: services = [] } = useVariableValues('services');
  const start = useStartInvestigation();
  const [range, setRange] = useState(() => timeRangeOf(from, to));
  const serviceId = useId();
  const close = () => form.close();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate(
      { service, from: range.from.toISOString(), to: range.to.toISOString() },
      { onSuccess: ({ id }) => locationService.push(investigationPath(id)) }
    );
  };
  return (
    <Modal title="Start an investigation" isOpen onDismiss={close}>
      <form onSubmit={submit}>
        <ProblemAlert error={start.error} title="No investigation was started" />
        {!canRespond() && <Alert severity="info" title={editorNeeded} />}
        <Field
          label="Service"
          description="Where the trouble shows. The cause may be another service."
          htmlFor={serviceId}
        >
          <Combobox
            id={serviceId}
            createCustomValue
            placeholder="Choose a service"
            options={services.map(({ text, value }) => ({ label: text, value }))}
            value={service === '' ? null : service}
            onChange={({ value }) => form.setState({ service: value })}
          />
        </Field>
        <Field label="Time range" description="When the trouble was seen.">
          <TimeRangeInput value={range} onChange={setRange} />
        </Field>
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={close}>
            Cancel
          </Button>
          <Button
            type="submit"
            icon={start.isPending ? 'spinner' : 'search'}
            disabled={!canRespond() || service === '' || start.isPending}
          >
            Start
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

function timeRangeOf(from: string, to: string) {
  const [start, end] = [dateTime(from), dateTime(to)];
  if (from !== '' && start.isValid() && end.isValid()) {
    return { from: start, to: end, raw: { from: start, to: end } };
  }
  return rangeUtil.convertRawToRange({ from: 'now-1h', to: 'now' });
}
