import { EmbeddedScene } from '@grafana/scenes';
import { UrlFilters } from '../../shared/scenes/UrlFilters';
import { InvestigationBody } from './InvestigationBody';
import { InvestigationList } from './InvestigationList';
import { StartForm } from './StartForm';

export function investigationsScene(): EmbeddedScene {
  return new EmbeddedScene({
    body: new InvestigationList({
      filters: new UrlFilters(['status', 'service', 'q']),
      startForm: new StartForm(),
    }),
  });
}

export function investigationScene(id: string): EmbeddedScene {
  return new EmbeddedScene({ body: new InvestigationBody({ id }) });
}
