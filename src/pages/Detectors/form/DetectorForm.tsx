import { locationService } from '@grafana/runtime';
import { Alert, Button, Checkbox, LinkButton, Stack } from '@grafana/ui';
import type { DetectorDetail } from '@vigil/contract';
import React, { useState, type FormEvent } from 'react';
import { useSaveDetector, type DetectorSave } from '../../../data/useDetectors';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { detectorsPath } from '../../../shared/links';
import { adminNeeded, canConfigure } from '../../../shared/permissions';
import { BacktestPanel } from '../backtest/BacktestPanel';
import { emptyDraft, toDefinition, toDraft, type DetectorDraft } from './draft';
import { fieldProblems } from './fieldProblems';
import { OptionsSection } from './OptionsSection';
import { WatchedSection } from './WatchedSection';

/** Makes a detector, or changes one; shows it to those who may not. */
export function DetectorForm({ detector }: { detector: DetectorDetail | null }) {
  const [draft, setDraft] = useState(() => (detector === null ? emptyDraft : toDraft(detector)));
  const [acceptUntried, setAcceptUntried] = useState(false);
  const save = useSaveDetector();
  const isInFile = detector?.source === 'file';
  const disabled = isInFile || !canConfigure();
  const change = (changes: Partial<DetectorDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(saveOf(detector, draft, acceptUntried), { onSuccess: () => locationService.push(detectorsPath()) });
  };
  const section = { draft, onChange: change, problems: fieldProblems(save.error), disabled };
  return (
    <Stack direction="column" gap={2}>
      {isInFile && <Alert severity="info" title="This detector is in the configuration file: change it there" />}
      {!isInFile && !canConfigure() && <Alert severity="info" title={adminNeeded} />}
      <form onSubmit={submit}>
        <Stack direction="column" gap={2}>
          <ProblemAlert error={save.error} title="The detector was not saved" />
          <WatchedSection {...section} isNew={detector === null} isPreset={detector?.source === 'preset'} />
          <OptionsSection {...section} />
          {!disabled && (
            <Stack alignItems="center" gap={2}>
              <Button type="submit" icon={save.isPending ? 'spinner' : 'save'} disabled={save.isPending}>
                Save
              </Button>
              <LinkButton variant="secondary" fill="outline" href={detectorsPath()}>
                Cancel
              </LinkButton>
              <Checkbox
                label="Save also if the query finds nothing now"
                value={acceptUntried}
                onChange={(event) => setAcceptUntried(event.currentTarget.checked)}
              />
            </Stack>
          )}
        </Stack>
      </form>
      <BacktestPanel
        definition={() => toDefinition(withId(draft))}
        onUseSensitivity={disabled ? undefined : (sensitivity) => change({ sensitivity: String(sensitivity) })}
      />
    </Stack>
  );
}

function saveOf(detector: DetectorDetail | null, draft: DetectorDraft, acceptUntried: boolean): DetectorSave {
  const { id, ...definition } = toDefinition(draft);
  return detector === null
    ? { kind: 'create', body: { id, ...definition, acceptUntried } }
    : { kind: 'change', id: detector.id, body: { ...definition, version: detector.version, acceptUntried } };
}

/** A replay needs no id that lasts. */
function withId(draft: DetectorDraft): DetectorDraft {
  return { ...draft, id: draft.id || 'draft', title: draft.title || 'Draft' };
}
