import { LinkButton, Stack, Text } from '@grafana/ui';
import type { Anomaly, AnomalyReport } from '@vigil/contract';
import React from 'react';
import { exploreMetric, exploreScores } from '../../../data/telemetryDataSources';
import { anomalyStatusAppearance, severityAppearance, ticketAppearance } from '../../../shared/appearance';
import { FactList } from '../../../shared/components/FactList';
import { QueryLine } from '../../../shared/components/QueryLine';
import { ScoreBadge } from '../../../shared/components/ScoreBadge';
import { Section } from '../../../shared/components/Section';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatElapsed, formatInstant } from '../../../shared/formatInstant';
import { formatShare, formatValue } from '../../../shared/formatValue';
import { kindWords } from '../../../shared/kinds';
import { exploreRange } from '../panels/rangeAround';
import { ReportLinks } from './ReportLinks';

export function AnomalyHeader({ report }: { report: AnomalyReport }) {
  const { anomaly, query, standing } = report;
  const { severity, status, kind, explanation } = anomaly;
  const range = exploreRange(anomaly);
  const scorePath = exploreScores(
    { queryType: 'score', service: anomaly.service, detectorId: anomaly.detectorId },
    range
  );
  return (
    <Section title="What happened" actions={<ReportLinks report={report} />}>
      <Stack direction="column" gap={2}>
        <Stack gap={1} wrap="wrap" alignItems="center">
          <ToneBadge appearance={severityAppearance[severity]} />
          <ToneBadge appearance={anomalyStatusAppearance[status]} />
          {standing.priority === 'ticket' && (
            <ToneBadge
              appearance={ticketAppearance}
              tooltip="Too many anomalies of this detector were noise: it opens tickets and pages nobody."
            />
          )}
          <ToneBadge appearance={{ text: kindWords[kind], tone: 'secondary', icon: 'tag-alt' }} />
          <Text element="p" variant="body">
            {explanation.summary}
          </Text>
        </Stack>
        <FactList facts={factsOf(anomaly)} />
        <QueryLine query={query} explorePath={exploreMetric(query, range)} />
        {scorePath !== undefined && (
          <div>
            <LinkButton size="sm" variant="secondary" fill="text" icon="compass" href={scorePath}>
              Explore the score
            </LinkButton>
          </div>
        )}
      </Stack>
    </Section>
  );
}

function factsOf(anomaly: Anomaly) {
  const { unit, value, expected, lower, upper, onsetAt, detectedAt, endedAt, explanation, agreed } = anomaly;
  const band = `${formatValue(lower, unit)} to ${formatValue(upper, unit)}`;
  return [
    { name: 'Seen', value: formatValue(value, unit) },
    { name: 'Expected', value: formatValue(expected, unit) },
    { name: 'Band', value: band },
    { name: 'Peak score', value: <ScoreBadge score={anomaly.peakScore} /> },
    { name: 'Last score', value: <ScoreBadge score={anomaly.lastScore} /> },
    { name: 'Began', value: formatInstant(onsetAt) },
    { name: 'Detected', value: `${formatInstant(detectedAt)}, ${formatElapsed(onsetAt, detectedAt)} later` },
    { name: endedAt === null ? 'Lasting for' : 'Lasted', value: formatElapsed(onsetAt, endedAt) },
    { name: 'Confidence', value: formatShare(explanation.confidence) },
    { name: 'Threshold and model', value: agreed ? 'agree' : 'do not agree: no incident is opened' },
  ];
}
