import { EmbeddedScene } from '@grafana/scenes';
import { UrlFilters } from '../../shared/scenes/UrlFilters';
import { InsightsBody } from './InsightsBody';
import { fleetPanels } from './panels/fleetPanels';

export function insightsScene(): EmbeddedScene {
  return new EmbeddedScene({
    body: new InsightsBody({ filters: new UrlFilters(['health', 'service']), panels: fleetPanels() }),
  });
}
