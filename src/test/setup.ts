import type { PluginPageProps } from '@grafana/runtime';
import { createElement } from 'react';
import { setupGrafana, startGrafana } from './grafana';
import { server } from './server';

/** Grafana draws the frame of a page; only its title and actions matter to tests. */
function mockPluginPage({ pageNav, actions, children }: PluginPageProps) {
  return createElement('main', null, createElement('h1', null, pageNav?.text), actions, children);
}

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  PluginPage: (props: PluginPageProps) => mockPluginPage(props),
}));

// jsdom has no canvas; text that is measured on one has no width, and what is drawn is not seen.
const canvas = { measureText: () => ({ width: 0 }), scale: () => undefined, fillRect: () => undefined };
HTMLCanvasElement.prototype.getContext = (() => canvas) as never;

beforeAll(() => {
  startGrafana();
  server.listen({ onUnhandledRequest: 'error' });
});
beforeEach(() => setupGrafana());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());
