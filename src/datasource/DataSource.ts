import type {
  AnnotationSupport,
  CoreApp,
  DataSourceInstanceSettings,
  MetricFindValue,
  ScopedVars,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import type { VariableValues } from '@vigil/contract';
import { VigilVariableSupport } from './VigilVariableSupport';
import { defaultQueryType, queryTypes, type VariableKind, type VigilDataQuery, type VigilOptions } from './vigilQuery';

export class DataSource extends DataSourceWithBackend<VigilDataQuery, VigilOptions> {
  annotations: AnnotationSupport<VigilDataQuery> = {
    getDefaultQuery: () => ({ queryType: 'anomalies' }),
    prepareQuery: ({ target }) => ({ ...target, refId: 'Anno', queryType: target?.queryType ?? 'anomalies' }),
  };

  constructor(settings: DataSourceInstanceSettings<VigilOptions>) {
    super(settings);
    this.variables = new VigilVariableSupport(this);
  }

  getDefaultQuery(_app: CoreApp): Partial<VigilDataQuery> {
    return { queryType: defaultQueryType };
  }

  filterQuery({ queryType }: VigilDataQuery): boolean {
    return queryType === undefined || queryTypes.some(({ value }) => value === queryType);
  }

  applyTemplateVariables(query: VigilDataQuery, scopedVars: ScopedVars): VigilDataQuery {
    const replace = (text: string | undefined) => text && getTemplateSrv().replace(text, scopedVars, filterText);
    return { ...query, service: replace(query.service), detectorId: replace(query.detectorId) };
  }

  async readVariableValues(kind: VariableKind): Promise<MetricFindValue[]> {
    const { items } = await this.getResource<VariableValues>('variables', { kind });
    return items;
  }
}

/** A filter takes one value, or several as a JSON array. */
function filterText(value: string | string[]): string {
  if (!Array.isArray(value)) {
    return value;
  }
  return value.length === 1 ? value[0] : JSON.stringify(value);
}
