import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { from, map, type Observable } from 'rxjs';
import type { DataSource } from './DataSource';
import { VariableQueryEditor } from './VariableQueryEditor';
import type { VigilVariableQuery } from './vigilQuery';

/** Dashboard variables whose values are the services, detectors, kinds or severities that Vigil knows. */
export class VigilVariableSupport extends CustomVariableSupport<DataSource, VigilVariableQuery> {
  editor = VariableQueryEditor;

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  query({ targets }: DataQueryRequest<VigilVariableQuery>): Observable<DataQueryResponse> {
    const kind = targets[0]?.kind ?? 'services';
    return from(this.dataSource.readVariableValues(kind)).pipe(map((data) => ({ data })));
  }
}
