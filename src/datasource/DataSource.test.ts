import { CoreApp, type DataQueryRequest, type DataSourceInstanceSettings } from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { DataSource } from './DataSource';
import { VigilVariableSupport } from './VigilVariableSupport';
import type { VigilOptions, VigilVariableQuery } from './vigilQuery';

type Formatter = (value: string | string[]) => string;

function makeDataSource(values: Record<string, string | string[]> = {}) {
  const replace = (text: string, _scoped: unknown, format: Formatter) =>
    text.startsWith('$') ? format(values[text.slice(1)]) : text;
  setTemplateSrv({ replace } as unknown as TemplateSrv);
  return new DataSource({
    uid: 'vigil',
    type: 'vigil',
    jsonData: {},
  } as unknown as DataSourceInstanceSettings<VigilOptions>);
}

describe('the data source', () => {
  it('starts with scores, and with anomalies for annotations', () => {
    const dataSource = makeDataSource();
    expect(dataSource.getDefaultQuery(CoreApp.Explore)).toEqual({ queryType: 'score' });
    expect(dataSource.annotations.prepareQuery?.({ name: 'a', enable: true, iconColor: 'red' })).toMatchObject({
      queryType: 'anomalies',
    });
  });

  it('fills variables into its filters', () => {
    const query = { refId: 'A', service: '$service', detectorId: 'http-errors' };
    expect(makeDataSource({ service: 'orders' }).applyTemplateVariables(query, {})).toEqual({
      refId: 'A',
      service: 'orders',
      detectorId: 'http-errors',
    });
  });

  it('passes on several chosen values together, none as all', () => {
    const query = { refId: 'A', service: '$service' };
    const filled = (chosen: string[]) => makeDataSource({ service: chosen }).applyTemplateVariables(query, {}).service;
    expect(filled(['orders', 'gateway'])).toBe('["orders","gateway"]');
    expect(filled([])).toBe('[]');
    expect(filled(['orders'])).toBe('orders');
  });

  it('runs queries of the types that it knows, and old ones without a type', () => {
    const dataSource = makeDataSource();
    expect(dataSource.filterQuery({ refId: 'A' })).toBe(true);
    expect(dataSource.filterQuery({ refId: 'A', queryType: 'health' })).toBe(true);
    expect(dataSource.filterQuery({ refId: 'A', queryType: 'prophecy' as never })).toBe(false);
  });

  it('offers the values of the chosen kind as a variable', async () => {
    const dataSource = makeDataSource();
    const getResource = jest.spyOn(dataSource, 'getResource').mockResolvedValue({ items: [{ text: 'a', value: 'a' }] });
    const request = { targets: [{ refId: 'A', kind: 'detectors' }] } as DataQueryRequest<VigilVariableQuery>;
    const { data } = await lastValueFrom(new VigilVariableSupport(dataSource).query(request));
    expect(getResource).toHaveBeenCalledWith('variables', { kind: 'detectors' });
    expect(data).toEqual([{ text: 'a', value: 'a' }]);
  });
});
