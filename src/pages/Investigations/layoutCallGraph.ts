import type { InvestigationDetail } from '@vigil/contract';

export type CallEdge = InvestigationDetail['topology'][number];

export interface PlacedService {
  name: string;
  layer: number;
  row: number;
}

export interface CallGraphLayout {
  services: PlacedService[];
  layers: number;
  rows: number;
}

/** Callers above what they call: the layer of a service is its distance from those that nobody calls. Cycles are cut where they close. */
export function layoutCallGraph(edges: CallEdge[]): CallGraphLayout {
  const layerOf = layersOf(edges);
  const filled = new Map<number, number>();
  const services = [...layerOf].map(([name, layer]) => {
    const row = filled.get(layer) ?? 0;
    filled.set(layer, row + 1);
    return { name, layer, row };
  });
  return { services, layers: filled.size, rows: Math.max(0, ...filled.values()) };
}

function layersOf(edges: CallEdge[]): Map<string, number> {
  const names = [...new Set(edges.flatMap(({ caller, callee }) => [caller, callee]))];
  const called = new Set(edges.filter(({ caller, callee }) => caller !== callee).map(({ callee }) => callee));
  const layers = new Map<string, number>();
  const roots = names.filter((name) => !called.has(name));
  let current = roots.length > 0 ? roots : names.slice(0, 1);
  for (let layer = 0; layers.size < names.length; layer++) {
    const fresh = current.filter((name) => !layers.has(name));
    if (fresh.length === 0) {
      current = names.filter((name) => !layers.has(name)).slice(0, 1);
      continue;
    }
    fresh.forEach((name) => layers.set(name, layer));
    current = [...new Set(edges.filter(({ caller }) => fresh.includes(caller)).map(({ callee }) => callee))];
  }
  return layers;
}
