import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AppDependencies } from '../../app.ts';
import { changeIncidentRoutes } from './change-incident.ts';
import { readIncidentRoutes } from './read-incidents.ts';

export const incidentRoutes: FastifyPluginAsyncZod<AppDependencies> = async (app, dependencies) => {
  await app.register(readIncidentRoutes, dependencies);
  await app.register(changeIncidentRoutes, dependencies);
};
