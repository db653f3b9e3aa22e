import type { IncidentDetail } from '@vigil/contract';
import React from 'react';
import { TwoColumns } from '../../../shared/components/PageBody';
import { Section } from '../../../shared/components/Section';
import { SuspectList } from '../../../shared/components/SuspectList';
import { IncidentHeader } from './IncidentHeader';
import { IncidentMembers } from './IncidentMembers';
import { IncidentTimeline } from './IncidentTimeline';

export function IncidentView({ incident }: { incident: IncidentDetail }) {
  return (
    <>
      <IncidentHeader incident={incident} />
      <TwoColumns
        main={
          <>
            <Section title="Suspects" count={incident.suspects.length}>
              {incident.suspects.length === 0 ? (
                'No ranking yet: an investigation makes one.'
              ) : (
                <SuspectList suspects={incident.suspects} />
              )}
            </Section>
            <Section title="Members" count={incident.members.length} flush>
              <IncidentMembers members={incident.members} />
            </Section>
          </>
        }
        side={
          <Section title="Timeline" count={incident.timeline.length}>
            <IncidentTimeline incident={incident} />
          </Section>
        }
      />
    </>
  );
}
