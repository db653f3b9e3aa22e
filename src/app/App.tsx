import type { AppRootProps } from '@grafana/data';
import { useSceneApp } from '@grafana/scenes';
import { QueryClientProvider } from '@tanstack/react-query';
import React, { useState } from 'react';
import { createQueryClient } from '../data/queryClient';
import { Boundary } from '../shared/components/Boundary';
import { createSceneApp } from './sceneApp';

export default function App(_props: AppRootProps) {
  const [queryClient] = useState(createQueryClient);
  return (
    <Boundary boundaryName="vigil-app">
      <QueryClientProvider client={queryClient}>
        <Pages />
      </QueryClientProvider>
    </Boundary>
  );
}

function Pages() {
  const sceneApp = useSceneApp(createSceneApp);
  return <sceneApp.Component model={sceneApp} />;
}
