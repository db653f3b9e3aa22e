import type { OpenAnomalyPage } from '@vigil/contract';
import React from 'react';
import { DataTable } from '../../../shared/components/DataTable';
import { EmptyList } from '../../../shared/components/EmptyList';
import { Section } from '../../../shared/components/Section';
import { EmptyPicture } from '../../../shared/components/StatePictures';
import { Pager } from '../../../shared/filters/Pager';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';
import { openAnomalyColumns } from './openAnomalyColumns';

interface Props {
  page: OpenAnomalyPage;
  filters: UrlFilters;
  sort: string;
  isStale: boolean;
}

export function OpenAnomalyTable({ page, filters, sort, isStale }: Props) {
  if (page.openCount === 0) {
    return (
      <EmptyPicture title="Nothing is anomalous now">
        Every watched metric is within what was learned for it, or nothing has been learned yet.
      </EmptyPicture>
    );
  }
  if (page.items.length === 0) {
    return <EmptyList filters={filters} title="This page is empty now" />;
  }
  return (
    <Section title="Open anomalies" count={page.total} flush>
      <DataTable
        caption="Open anomalies"
        columns={openAnomalyColumns}
        rows={page.items}
        rowKey={({ id }) => id}
        isStale={isStale}
        sorting={{ value: sort, onChange: (value) => filters.set({ sort: value }) }}
      />
      <Pager filters={filters} total={page.total} shown={page.items.length} nextCursor={page.nextCursor} />
    </Section>
  );
}
