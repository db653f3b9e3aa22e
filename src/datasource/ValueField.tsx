import { Combobox, InlineField, type ComboboxOption } from '@grafana/ui';
import React, { useCallback, useId, useState } from 'react';
import type { DataSource } from './DataSource';
import type { VariableKind } from './vigilQuery';

interface Props {
  label: string;
  allLabel: string;
  kind: VariableKind;
  datasource: DataSource;
  value: string | undefined;
  onChange: (value: string) => void;
}

/** A filter whose values the service knows. Any other text, such as a variable, can be entered too. */
export function ValueField({ label, allLabel, kind, datasource, value = '', onChange }: Props) {
  const id = useId();
  const [failure, setFailure] = useState<string>();
  const loadOptions = useCallback(
    async (typed: string): Promise<Array<ComboboxOption<string>>> => {
      const all = { label: allLabel, value: '' };
      try {
        const values = await datasource.readVariableValues(kind);
        setFailure(undefined);
        const options = values.map(({ text, value: option }) => ({ label: text, value: String(option) }));
        return [all, ...options].filter(({ label: text }) => text.toLowerCase().includes(typed.toLowerCase()));
      } catch {
        setFailure(`The list of ${kind} cannot be loaded; you can still enter a value.`);
        return [all];
      }
    },
    [allLabel, datasource, kind]
  );
  return (
    <InlineField label={label} htmlFor={id} invalid={failure !== undefined} error={failure}>
      <Combobox
        id={id}
        width={28}
        createCustomValue
        placeholder={allLabel}
        options={loadOptions}
        value={value === '' ? null : { value, label: value }}
        isClearable
        onChange={(option) => onChange(option?.value ?? '')}
      />
    </InlineField>
  );
}
