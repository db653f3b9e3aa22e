import { EmbeddedScene } from '@grafana/scenes';
import { UrlFilters } from '../../shared/scenes/UrlFilters';
import { AnomalyList } from './AnomalyList';
import { AnomalyReportBody } from './AnomalyReportBody';
import { listFilters, listSettings } from './listFilters';

export function anomaliesScene(): EmbeddedScene {
  const filters = new UrlFilters([...listFilters, ...listSettings], [...listSettings]);
  return new EmbeddedScene({ body: new AnomalyList({ filters }) });
}

export function anomalyReportScene(id: string): EmbeddedScene {
  return new EmbeddedScene({ body: new AnomalyReportBody({ id, panels: [] }) });
}
