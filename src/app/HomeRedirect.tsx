import React from 'react';
import { Navigate } from 'react-router-dom';
import { pagePath } from '../shared/links';

export function HomeRedirect() {
  return <Navigate to={pagePath('insights')} replace />;
}
