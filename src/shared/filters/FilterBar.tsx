import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Combobox, FilterInput, RadioButtonGroup, useStyles2, type ComboboxOption } from '@grafana/ui';
import React, { useEffect, useId, useState, type ReactNode } from 'react';
import type { UrlFilters } from '../scenes/UrlFilters';

interface FilterBarProps {
  filters: UrlFilters;
  children: ReactNode;
}

/** The row of filters above a list. */
export function FilterBar({ filters, children }: FilterBarProps) {
  const styles = useStyles2(getStyles);
  filters.useState();
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      {children}
      {filters.isFiltered() && (
        <Button variant="secondary" fill="text" icon="times" onClick={() => filters.clear()}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

interface FilterProps {
  filters: UrlFilters;
  name: string;
  label: string;
}

const typingPauseMs = 300;

export function TextFilter({ filters, name, label }: FilterProps) {
  const styles = useStyles2(getStyles);
  const value = filters.useState().values[name] ?? '';
  const [draft, setDraft] = useState(value);
  const [appliedValue, setAppliedValue] = useState(value);
  if (appliedValue !== value) {
    setAppliedValue(value);
    setDraft(value);
  }
  useEffect(() => {
    const timer = setTimeout(() => draft !== value && filters.set({ [name]: draft }), typingPauseMs);
    return () => clearTimeout(timer);
  }, [draft, value, filters, name]);
  return (
    <div className={styles.text}>
      <FilterInput placeholder={label} aria-label={label} value={draft} onChange={setDraft} escapeRegex={false} />
    </div>
  );
}

interface ChoiceProps extends FilterProps {
  options: Array<ComboboxOption<string>>;
}

export function SelectFilter({ filters, name, label, options }: ChoiceProps) {
  const styles = useStyles2(getStyles);
  const labelId = useId();
  const value = filters.useState().values[name] ?? '';
  const known = value === '' || options.some((option) => option.value === value);
  return (
    <div className={styles.select}>
      <span id={labelId} className="sr-only">
        {label}
      </span>
      <Combobox
        aria-labelledby={labelId}
        placeholder={label}
        options={known ? options : [...options, { value, label: value }]}
        value={value === '' ? null : value}
        isClearable
        onChange={(option) => filters.set({ [name]: option?.value ?? '' })}
      />
    </div>
  );
}

export function RadioFilter({ filters, name, label, options }: ChoiceProps) {
  const value = filters.useState().values[name] ?? '';
  return (
    <RadioButtonGroup
      aria-label={label}
      options={[{ label: 'All', value: '' }, ...options]}
      value={value}
      onChange={(choice) => filters.set({ [name]: choice })}
    />
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
    text: css({ flex: '1 1 220px', maxWidth: 360 }),
    select: css({ flex: '0 1 180px', minWidth: 140 }),
  };
}
