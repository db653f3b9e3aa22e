import type { AppRootProps } from '@grafana/data';
import { QueryClientProvider } from '@tanstack/react-query';
import React, { useState } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { createQueryClient } from '../data/queryClient';
import { Boundary } from '../shared/components/Boundary';
import { pagePath } from '../shared/links';
import { createSceneApp } from './sceneApp';

export default function App(_props: AppRootProps) {
  const [queryClient] = useState(createQueryClient);
  return (
    <Boundary boundaryName="vigil-app">
      <QueryClientProvider client={queryClient}>
        <Routes>
          <Route index element={<Navigate to={pagePath('insights')} replace />} />
          <Route path="*" element={<Pages />} />
        </Routes>
      </QueryClientProvider>
    </Boundary>
  );
}

function Pages() {
  const [sceneApp] = useState(createSceneApp);
  return <sceneApp.Component model={sceneApp} />;
}
