import { PluginType, type AppRootProps } from '@grafana/data';
import { locationService, LocationServiceProvider } from '@grafana/runtime';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useLayoutEffect, useState, type ReactNode } from 'react';
import { Route, Router, Routes } from 'react-router-dom';
import App from '../app/App';

/** Opens the app at a path, as Grafana would. */
export function renderApp(path: string) {
  locationService.push(`/a/vigil-aiops-app${path}`);
  const props = { basename: 'a/vigil-aiops-app', meta: { type: PluginType.app } } as unknown as AppRootProps;
  render(
    <LocationServiceProvider service={locationService}>
      <GrafanaRouter>
        <App {...props} />
      </GrafanaRouter>
    </LocationServiceProvider>
  );
  return { user: userEvent.setup() };
}

export function currentUrl(): URL {
  const { pathname, search } = locationService.getLocation();
  return new URL(pathname + search, 'http://localhost');
}

function GrafanaRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const [location, setLocation] = useState(history.location);
  useLayoutEffect(() => history.listen((next: typeof location) => setLocation(next)), [history]);
  return (
    <Router location={location} navigator={history}>
      <Routes>
        <Route path="/a/vigil-aiops-app/*" element={children} />
      </Routes>
    </Router>
  );
}
