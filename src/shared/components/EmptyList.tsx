import { Button } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { UrlFilters } from '../scenes/UrlFilters';
import { EmptyPicture } from './StatePictures';

interface Props {
  filters: UrlFilters;
  title: string;
  children?: ReactNode;
}

/** An empty list, which says whether it is the filters that leave nothing. */
export function EmptyList({ filters, title, children }: Props) {
  const isFiltered = filters.isFiltered();
  if (!isFiltered) {
    return <EmptyPicture title={title}>{children}</EmptyPicture>;
  }
  return (
    <EmptyPicture
      title="Nothing matches these filters"
      actions={
        <Button variant="secondary" icon="times" onClick={() => filters.clear()}>
          Clear filters
        </Button>
      }
    />
  );
}
