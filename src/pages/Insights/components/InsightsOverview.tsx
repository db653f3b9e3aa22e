import { Button, TextLink } from '@grafana/ui';
import type { Insights, ServiceStatus } from '@vigil/contract';
import React from 'react';
import { EmptyPicture } from '../../../shared/components/StatePictures';
import { TwoColumns } from '../../../shared/components/PageBody';
import { Section } from '../../../shared/components/Section';
import { incidentPath, insightPath, pagePath } from '../../../shared/links';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';
import { FleetHealth } from './FleetHealth';
import { Notes } from './Notes';
import { ServiceCards } from './ServiceCards';
import { UnresolvedIncidents } from './UnresolvedIncidents';

interface Props {
  insights: Insights;
  status: ServiceStatus | undefined;
  filters: UrlFilters;
}

export function InsightsOverview({ insights, status, filters }: Props) {
  const { health = '', service = '' } = filters.useState().values;
  const services = insights.services.filter(
    (item) => (health === '' || item.health === health) && (service === '' || item.name === service)
  );
  const showAll = () => filters.clear();
  return (
    <>
      <FleetHealth
        insights={insights}
        status={status}
        health={health}
        onSelectHealth={(choice) => filters.set({ health: choice })}
      />
      <TwoColumns
        main={
          <>
            <Section
              title="Services"
              count={services.length}
              actions={
                filters.isFiltered() && (
                  <Button size="sm" variant="secondary" fill="text" icon="times" onClick={showAll}>
                    Show all services
                  </Button>
                )
              }
            >
              {services.length === 0 ? (
                <EmptyPicture title="No service is in this state" />
              ) : (
                <ServiceCards services={services} />
              )}
            </Section>
            <Section title="Insights" count={insights.insights.length}>
              {insights.insights.length === 0 ? (
                'Nothing stands out.'
              ) : (
                <Notes notes={insights.insights.map((item) => ({ ...item, href: insightPath(item) }))} />
              )}
            </Section>
          </>
        }
        side={
          <>
            <Section
              title="Unresolved incidents"
              count={insights.openIncidentCount + insights.acknowledgedIncidentCount}
              actions={<TextLink href={pagePath('incidents')}>All incidents</TextLink>}
            >
              <UnresolvedIncidents incidents={insights.openIncidents} />
            </Section>
            <Section title="Notifications" count={insights.feed.length}>
              {insights.feed.length === 0 ? (
                'Nothing happened yet.'
              ) : (
                <Notes
                  notes={insights.feed.map((entry) => ({
                    ...entry,
                    href: entry.incidentId === null ? undefined : incidentPath(entry.incidentId),
                  }))}
                />
              )}
            </Section>
          </>
        }
      />
    </>
  );
}
