import { render, screen, within } from '@testing-library/react';
import React from 'react';
import { DataTable } from './DataTable';

const columns = [
  { id: 'name', header: 'Name', render: (name: string) => name },
  { id: 'score', header: 'Score', sortKey: 'score', render: () => '0.9' },
];

describe('a table', () => {
  it('names its roles itself, since browsers drop those of tables that are laid out as cards', () => {
    const sorting = { value: 'score', onChange: () => undefined };
    render(<DataTable caption="Series" columns={columns} rows={['cpu']} rowKey={(name) => name} sorting={sorting} />);
    const table = screen.getByRole('table', { name: 'Series' });
    const parts = ['rowgroup', 'row', 'columnheader', 'cell'].map((role) => within(table).getAllByRole(role));
    expect(parts.map(({ length }) => length)).toEqual([2, 2, 2, 2]);
    for (const part of [table, ...parts.flat()]) {
      expect(part).toHaveAttribute('role');
    }
  });
});
