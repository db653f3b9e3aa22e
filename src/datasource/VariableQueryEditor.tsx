import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField } from '@grafana/ui';
import React from 'react';
import type { DataSource } from './DataSource';
import type { VariableKind, VigilDataQuery, VigilOptions, VigilVariableQuery } from './vigilQuery';

const kinds: Array<{ value: VariableKind; label: string }> = [
  { value: 'services', label: 'Services' },
  { value: 'detectors', label: 'Detectors' },
  { value: 'kinds', label: 'Kinds' },
  { value: 'severities', label: 'Severities' },
];

type Props = QueryEditorProps<DataSource, VigilDataQuery, VigilOptions, VigilVariableQuery>;

export function VariableQueryEditor({ query, onChange }: Props) {
  return (
    <InlineField label="Values of" labelWidth={16} htmlFor="vigil-variable-kind">
      <Combobox
        id="vigil-variable-kind"
        width={32}
        options={kinds}
        value={query.kind ?? 'services'}
        onChange={({ value }) => onChange({ ...query, refId: query.refId ?? 'vigil', kind: value })}
      />
    </InlineField>
  );
}
