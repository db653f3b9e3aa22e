import { dateTime, type TimeRange } from '@grafana/data';
import { Button, FieldValidationMessage, IconButton, Input, TimeRangeInput, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { MaintenanceWindow } from './draft';
import { getFormStyles } from './formStyles';
import type { SectionProps } from './sectionProps';

const hourMs = 3_600_000;

/** Windows that are neither learned from nor alarmed about. */
export function MaintenanceFields({ draft, onChange, problems, disabled }: SectionProps) {
  const styles = useStyles2(getFormStyles);
  const windows = draft.maintenance;
  const replace = (index: number, changes: Partial<MaintenanceWindow>) =>
    onChange({ maintenance: windows.map((window, at) => (at === index ? { ...window, ...changes } : window)) });
  const problem = problems.of('options.maintenance');
  return (
    <fieldset>
      <legend className={styles.legend}>Maintenance: times that are not learned from</legend>
      {problem !== undefined && <FieldValidationMessage>{problem}</FieldValidationMessage>}
      {windows.map((window, index) => (
        <div key={index} className={styles.row}>
          <TimeRangeInput
            value={rangeOf(window)}
            disabled={disabled}
            onChange={({ from, to }) => replace(index, { from: from.toISOString(), to: to.toISOString() })}
          />
          <Input
            aria-label={`Reason of window ${index + 1}`}
            placeholder="Reason"
            width={30}
            value={window.reason}
            disabled={disabled}
            onChange={(event) => replace(index, { reason: event.currentTarget.value })}
          />
          <IconButton
            name="trash-alt"
            aria-label={`Remove window ${index + 1}`}
            disabled={disabled}
            onClick={() => onChange({ maintenance: windows.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <Button
        variant="secondary"
        size="sm"
        icon="plus"
        disabled={disabled}
        onClick={() => onChange({ maintenance: [...windows, nextHour()] })}
      >
        Add a window
      </Button>
    </fieldset>
  );
}

function nextHour(): MaintenanceWindow {
  const nowMs = Date.now();
  return { from: new Date(nowMs).toISOString(), to: new Date(nowMs + hourMs).toISOString(), reason: '' };
}

function rangeOf(window: MaintenanceWindow): TimeRange {
  const [from, to] = [dateTime(window.from), dateTime(window.to)];
  return { from, to, raw: { from, to } };
}
