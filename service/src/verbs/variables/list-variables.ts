import { indicatorKind, severity } from '@vigil/contract';
import type { variableKind, VariableValues } from '@vigil/contract';
import type { z } from 'zod';
import type { DetectionContext } from '../detection-context.ts';
import { listServiceNames } from '../services/list-service-names.ts';

type VariableKind = z.infer<typeof variableKind>;

/** What a dashboard variable can be set to. */
export async function listVariables(context: DetectionContext, kind: VariableKind): Promise<VariableValues> {
  switch (kind) {
    case 'services':
      return plain(await listServiceNames(context));
    case 'detectors':
      return { items: context.catalog.all().map(({ id, title }) => ({ text: title, value: id })) };
    case 'kinds':
      return plain(indicatorKind.options);
    case 'severities':
      return plain(severity.options.filter((option) => option !== 'normal'));
  }
}

function plain(values: readonly string[]): VariableValues {
  return { items: values.map((value) => ({ text: value, value })) };
}
