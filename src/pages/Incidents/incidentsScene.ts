import { EmbeddedScene } from '@grafana/scenes';
import { UrlFilters } from '../../shared/scenes/UrlFilters';
import { IncidentBody } from './IncidentBody';
import { IncidentList } from './IncidentList';

export function incidentsScene(): EmbeddedScene {
  const filters = new UrlFilters(['status', 'service', 'severity', 'q']);
  return new EmbeddedScene({ body: new IncidentList({ filters }) });
}

export function incidentScene(id: string): EmbeddedScene {
  return new EmbeddedScene({ body: new IncidentBody({ id }) });
}
