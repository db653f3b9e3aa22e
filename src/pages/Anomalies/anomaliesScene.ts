import { EmbeddedScene } from '@grafana/scenes';
import { UrlFilters } from '../../shared/scenes/UrlFilters';
import { AnomalyList } from './AnomalyList';
import { AnomalyReportBody } from './AnomalyReportBody';

export function anomaliesScene(): EmbeddedScene {
  const filters = new UrlFilters(['status', 'service', 'kind', 'severity', 'q', 'sort']);
  return new EmbeddedScene({ body: new AnomalyList({ filters }) });
}

export function anomalyReportScene(id: string): EmbeddedScene {
  return new EmbeddedScene({ body: new AnomalyReportBody({ id, panels: [] }) });
}
