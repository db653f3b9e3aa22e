import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastifyPlugin from 'fastify-plugin';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** OpenAPI at /openapi.json and a page to read it at /docs; must be registered before the routes. */
export const documentationPlugin = fastifyPlugin<{ version: string }>(async (app, { version }) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vigil service',
        description: 'Detection, incidents and investigations for the Vigil app in Grafana.',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'operation', description: 'Health, metrics and documentation' },
        { name: 'alert intake', description: 'Notifications of Alertmanager and Grafana' },
        { name: 'incidents' },
      ],
      components: {
        securitySchemes: {
          identity: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'HS256, signed by the app backend with the shared secret; says who asks and in which role.',
          },
          webhookToken: {
            type: 'http',
            scheme: 'bearer',
            description: 'VIGIL_WEBHOOK_TOKEN, as Alertmanager sends it.',
          },
          webhookSignature: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Grafana-Alerting-Signature',
            description:
              'Lower-case hex HMAC-SHA256 with VIGIL_WEBHOOK_SECRET over `<X-Grafana-Alerting-Timestamp>:<raw body>`.',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs', indexPrefix: '' });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
});
