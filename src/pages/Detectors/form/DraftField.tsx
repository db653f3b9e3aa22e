import { Field, Input } from '@grafana/ui';
import React, { useId, type ReactElement } from 'react';
import type { FieldProblems } from './fieldProblems';

interface FieldProps {
  label: string;
  description?: string;
  /** Where the service has this field, e.g. `options.contamination`. */
  path: string;
  problems: FieldProblems;
  children: (id: string) => ReactElement;
}

/** A field of the form with what the service has against it. */
export function DraftField({ label, description, path, problems, children }: FieldProps) {
  const id = useId();
  const problem = problems.of(path);
  return (
    <Field
      label={label}
      description={description}
      htmlFor={id}
      invalid={problem !== undefined}
      error={problem}
      noMargin
    >
      {children(id)}
    </Field>
  );
}

interface TextProps extends Omit<FieldProps, 'children'> {
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
  placeholder?: string;
}

export function TextDraftField({ value, onChange, disabled, placeholder, ...field }: TextProps) {
  return (
    <DraftField {...field}>
      {(id) => (
        <Input
          id={id}
          value={value}
          disabled={disabled}
          placeholder={placeholder}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </DraftField>
  );
}
