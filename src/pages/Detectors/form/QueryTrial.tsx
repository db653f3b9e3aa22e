import { Alert, Box, Button, Stack, Text } from '@grafana/ui';
import type { QueryPreview } from '@vigil/contract';
import React from 'react';
import { usePreviewQuery } from '../../../data/useDetectors';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { countOf, formatValue } from '../../../shared/formatValue';
import { canRespond } from '../../../shared/permissions';

interface Props {
  query: string;
  serviceLabel: string;
}

/** Tries the query before anything is saved. */
export function QueryTrial({ query, serviceLabel }: Props) {
  const preview = usePreviewQuery();
  if (!canRespond()) {
    return null;
  }
  return (
    <Stack direction="column" gap={1}>
      <Box marginTop={2}>
        <Button
          variant="secondary"
          icon={preview.isPending ? 'spinner' : 'play'}
          disabled={query.trim() === '' || preview.isPending}
          onClick={() => preview.mutate({ query, serviceLabel })}
        >
          Try the query
        </Button>
      </Box>
      <ProblemAlert error={preview.error} title="The query could not be tried" />
      {preview.data !== undefined && <Outcome preview={preview.data} />}
    </Stack>
  );
}

function Outcome({ preview: { seriesCount, serviceCount, samples, problem } }: { preview: QueryPreview }) {
  return (
    <div role="status">
      {problem === null ? (
        <Text>
          {countOf(seriesCount, 'series', 'series')} of {countOf(serviceCount, 'service')}
        </Text>
      ) : (
        <Alert severity="warning" title={`The query ${problem.message}`} />
      )}
      <ul>
        {samples.map(({ labels, value }) => (
          <li key={JSON.stringify(labels)}>
            <code>{labelText(labels)}</code> {formatValue(value, 'none')}
          </li>
        ))}
      </ul>
    </div>
  );
}

function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return `{${pairs.join(', ')}}`;
}
