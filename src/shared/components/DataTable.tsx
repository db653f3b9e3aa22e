import { cx } from '@emotion/css';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { getTableStyles } from './dataTableStyles';

export interface Column<Row> {
  id: string;
  header: string;
  render: (row: Row) => ReactNode;
  align?: 'end';
  /** Sent to the service when the header is pressed; columns without it cannot be sorted. */
  sortKey?: string;
  /** Takes the room that the other columns leave. */
  grow?: boolean;
}

/** The service sorts, always with the largest or newest first. */
export interface Sorting {
  value: string;
  onChange: (value: string) => void;
}

interface Props<Row> {
  caption: string;
  columns: Array<Column<Row>>;
  rows: Row[];
  rowKey: (row: Row) => string;
  sorting?: Sorting;
  isStale?: boolean;
}

/** A table with server-side sorting that turns into cards where the screen is narrow; the roles outlive that layout. */
export function DataTable<Row>({ caption, columns, rows, rowKey, sorting, isStale = false }: Props<Row>) {
  const styles = useStyles2(getTableStyles);
  return (
    <table role="table" className={cx(styles.table, isStale && styles.stale)} aria-busy={isStale}>
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className={styles.head}>
        <tr role="row">
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className={styles.row}>
            {columns.map(({ id, header, align, grow, render }) => (
              <td
                key={id}
                role="cell"
                data-label={header}
                className={cx(styles.cell, align === 'end' && styles.end, grow && styles.grow)}
              >
                {render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeaderCell<Row>({ column, sorting }: { column: Column<Row>; sorting?: Sorting }) {
  const styles = useStyles2(getTableStyles);
  const className = cx(styles.headCell, column.align === 'end' && styles.end);
  if (column.sortKey === undefined || sorting === undefined) {
    return (
      <th scope="col" role="columnheader" className={className}>
        {column.header}
      </th>
    );
  }
  const { sortKey } = column;
  const isActive = sorting.value === sortKey;
  return (
    <th scope="col" role="columnheader" className={className} aria-sort={isActive ? 'descending' : 'none'}>
      <button type="button" className={styles.sortButton} onClick={() => sorting.onChange(sortKey)}>
        {column.header}
        <Icon name="arrow-down" size="sm" className={isActive ? undefined : styles.inactive} aria-hidden />
      </button>
    </th>
  );
}
