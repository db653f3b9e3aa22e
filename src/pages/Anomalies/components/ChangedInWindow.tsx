import { Button } from '@grafana/ui';
import React from 'react';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';
import { spanText } from '../heatStrip/cellText';
import { chosenWindowOf } from '../listFilters';
import { CoMovingSeries } from './coMoving/CoMovingSeries';

/** What changed in the window that was chosen in the heat strip; nothing until one is. */
export function ChangedInWindow({ filters }: { filters: UrlFilters }) {
  const chosen = chosenWindowOf(filters.useState().values);
  if (chosen === undefined) {
    return null;
  }
  const { service, fromMs, toMs } = chosen;
  return (
    <CoMovingSeries
      title={`What changed in ${service === '' ? 'all services' : service}, ${spanText(fromMs, toMs)}?`}
      from={new Date(fromMs).toISOString()}
      to={new Date(toMs).toISOString()}
      service={service}
      actions={
        <Button
          size="sm"
          variant="secondary"
          icon="times"
          onClick={() => filters.set({ windowFrom: '', windowTo: '' })}
        >
          Clear window
        </Button>
      }
    />
  );
}
