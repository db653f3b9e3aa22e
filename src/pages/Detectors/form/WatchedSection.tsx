import { Combobox, Switch, TextArea, useStyles2 } from '@grafana/ui';
import type { IndicatorKind } from '@vigil/contract';
import React from 'react';
import { Section } from '../../../shared/components/Section';
import { kindWords } from '../../../shared/kinds';
import { DraftField, TextDraftField } from './DraftField';
import { getFormStyles } from './formStyles';
import { QueryTrial } from './QueryTrial';
import type { SectionProps } from './sectionProps';

const kinds = (Object.keys(kindWords) as IndicatorKind[]).map((value) => ({ value, label: kindWords[value] }));

interface Props extends SectionProps {
  isNew: boolean;
  /** A preset brings its query along; only its switch and options can be changed. */
  isPreset: boolean;
}

/** What is watched, and by which query. */
export function WatchedSection({ draft, onChange, problems, disabled, isNew, isPreset }: Props) {
  const styles = useStyles2(getFormStyles);
  const isFixed = disabled || isPreset;
  return (
    <Section title="What is watched">
      <div className={styles.grid}>
        <TextDraftField
          label="Title"
          path="title"
          value={draft.title}
          onChange={(title) => onChange({ title })}
          problems={problems}
          disabled={isFixed}
        />
        <TextDraftField
          label="Id"
          description="Lower-case words joined by hyphens; it stays as it is."
          path="id"
          value={draft.id}
          onChange={(id) => onChange({ id })}
          problems={problems}
          disabled={isFixed || !isNew}
          placeholder="checkout-latency"
        />
        <DraftField
          label="Kind"
          description="What a missing value means follows from it."
          path="kind"
          problems={problems}
        >
          {(id) => (
            <Combobox
              id={id}
              options={kinds}
              value={draft.kind}
              disabled={isFixed}
              onChange={({ value }) => onChange({ kind: value })}
            />
          )}
        </DraftField>
        <TextDraftField
          label="Unit"
          description="s, bytes, ratio, percent, req/s or any word"
          path="unit"
          value={draft.unit}
          onChange={(unit) => onChange({ unit })}
          problems={problems}
          disabled={isFixed}
        />
        <div className={styles.wide}>
          <DraftField
            label="Query"
            description="PromQL; one series per service, so keep the service label."
            path="query"
            problems={problems}
          >
            {(id) => (
              <TextArea
                id={id}
                rows={3}
                value={draft.query}
                disabled={isFixed}
                onChange={(event) => onChange({ query: event.currentTarget.value })}
              />
            )}
          </DraftField>
        </div>
        <TextDraftField
          label="Service label"
          path="serviceLabel"
          value={draft.serviceLabel}
          onChange={(serviceLabel) => onChange({ serviceLabel })}
          problems={problems}
          disabled={isFixed}
        />
        <TextDraftField
          label="Step"
          description="How often it is scored"
          path="stepSeconds"
          value={draft.step}
          onChange={(step) => onChange({ step })}
          problems={problems}
          disabled={isFixed}
        />
        <DraftField label="In use" path="enabled" problems={problems}>
          {(id) => (
            <Switch
              id={id}
              value={draft.enabled}
              disabled={disabled}
              onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
            />
          )}
        </DraftField>
      </div>
      <QueryTrial query={draft.query} serviceLabel={draft.serviceLabel} />
    </Section>
  );
}
