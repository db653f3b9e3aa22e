import type { Operation } from './service-definition.ts';

export interface RouteMatch {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

export type Router = (method: string, path: string) => RouteMatch | undefined;

export function createRouter(operations: readonly Operation[]): Router {
  const routes = operations.map((operation) => ({ operation, pattern: patternOf(operation.route) }));
  return (method, path) => {
    for (const { operation, pattern } of routes) {
      const match = operation.method === method ? pattern.exec(path) : null;
      if (match) {
        return { operation, parameters: { ...match.groups } };
      }
    }
    return undefined;
  };
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}
