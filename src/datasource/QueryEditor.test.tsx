import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import type { DataSource } from './DataSource';
import { QueryEditor } from './QueryEditor';
import type { VigilDataQuery } from './vigilQuery';

function renderEditor(query: Partial<VigilDataQuery>, readVariableValues: jest.Mock) {
  const onChange = jest.fn();
  const onRunQuery = jest.fn();
  const datasource = { readVariableValues } as unknown as DataSource;
  render(
    <QueryEditor datasource={datasource} query={{ refId: 'A', ...query }} onChange={onChange} onRunQuery={onRunQuery} />
  );
  return { user: userEvent.setup(), onChange, onRunQuery };
}

const services = () => jest.fn().mockResolvedValue([{ text: 'orders', value: 'orders' }]);

describe('the query editor', () => {
  it('explains the type of the query, and offers only the filters that it has', () => {
    renderEditor({ queryType: 'health' }, services());
    expect(screen.getByText('The health of each service, from 0 to 100.')).toBeInTheDocument();
    expect(screen.getByLabelText('Service')).toBeInTheDocument();
    expect(screen.queryByLabelText('Detector')).not.toBeInTheDocument();
    expect(screen.queryByText('Severity')).not.toBeInTheDocument();
  });

  it('runs the query again with what was chosen', async () => {
    const { user, onChange, onRunQuery } = renderEditor({ queryType: 'score' }, services());
    await user.click(screen.getByLabelText('Service'));
    await user.click(await screen.findByRole('option', { name: 'orders' }));
    expect(onChange).toHaveBeenCalledWith({ refId: 'A', queryType: 'score', service: 'orders' });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  it('takes a query without a type as one for scores', () => {
    renderEditor({}, services());
    expect(screen.getByLabelText('Query type')).toHaveValue('Score');
  });

  it('filters anomalies by what anomalies can be', async () => {
    const { user, onChange } = renderEditor({ queryType: 'anomalies' }, services());
    await user.click(screen.getByRole('radio', { name: 'Ended' }));
    expect(onChange).toHaveBeenCalledWith({ refId: 'A', queryType: 'anomalies', status: 'closed' });
    expect(screen.queryByRole('radio', { name: 'Acknowledged' })).not.toBeInTheDocument();
  });

  it('asks how far a forecast goes, and takes no horizon that is none', async () => {
    const { user, onChange } = renderEditor({ queryType: 'forecast' }, services());
    const horizon = screen.getByLabelText('Horizon');
    expect(horizon).toHaveValue('1d');
    await user.clear(horizon);
    await user.type(horizon, 'far');
    await user.tab();
    expect(onChange).not.toHaveBeenCalled();
    expect(screen.getByText(/A duration from 1m to 90d/)).toBeInTheDocument();
    await user.clear(horizon);
    await user.type(horizon, '4d');
    await user.tab();
    expect(onChange).toHaveBeenCalledWith({ refId: 'A', queryType: 'forecast', horizonSeconds: 345_600 });
  });

  it('stays usable when the values cannot be loaded', async () => {
    const { user } = renderEditor({ queryType: 'score' }, jest.fn().mockRejectedValue(new Error('502')));
    await user.click(screen.getByLabelText('Service'));
    expect(await screen.findByText(/The list of services cannot be loaded/)).toBeInTheDocument();
    expect(await screen.findByRole('option', { name: 'All services' })).toBeInTheDocument();
  });
});
