import { layoutCallGraph, type CallEdge } from './layoutCallGraph';

const edge = (caller: string, callee: string): CallEdge => ({ caller, callee, calls: 1, errors: 0 });
const layers = (...edges: CallEdge[]) =>
  Object.fromEntries(layoutCallGraph(edges).services.map(({ name, layer }) => [name, layer]));

describe('the call graph', () => {
  it('puts callers above what they call', () => {
    expect(layers(edge('orders', 'payments'), edge('gateway', 'orders'), edge('gateway', 'catalog'))).toEqual({
      gateway: 0,
      orders: 1,
      catalog: 1,
      payments: 2,
    });
  });

  it('draws services that call one another in a circle', () => {
    expect(layers(edge('a', 'b'), edge('b', 'a'))).toEqual({ a: 0, b: 1 });
  });

  it('draws a service that calls itself', () => {
    expect(layers(edge('a', 'a'))).toEqual({ a: 0 });
  });

  it('draws a circle beside a tree that does not reach it', () => {
    expect(Object.keys(layers(edge('a', 'b'), edge('x', 'y'), edge('y', 'x'))).sort()).toEqual(['a', 'b', 'x', 'y']);
  });
});
