import type { UrlFilters } from '../../shared/scenes/UrlFilters';
import type { ChosenWindow } from './heatStrip/HeatStrip';

/** What narrows the lists down; the window is that of the heat strip, in epoch milliseconds. */
export const listFilters = [
  'status',
  'service',
  'detectorId',
  'kind',
  'severity',
  'mute',
  'q',
  'windowFrom',
  'windowTo',
] as const;

/** How they are shown: which list, in which order, and by what the heat strip is divided. */
export const listSettings = ['view', 'sort', 'by'] as const;

export type ListView = 'open' | 'history';

export function listViewOf({ view }: Record<string, string>): ListView {
  return view === 'history' ? 'history' : 'open';
}

/** The sort order, unless it belongs to the other list. */
export function sortOf<Order extends string>(
  { sort }: Record<string, string>,
  orders: readonly [Order, ...Order[]]
): Order {
  return orders.find((order) => order === sort) ?? orders[0];
}

export function chosenWindowOf({ service, windowFrom, windowTo }: Record<string, string>): ChosenWindow | undefined {
  const [fromMs, toMs] = [Number(windowFrom), Number(windowTo)];
  const isWindow = windowFrom !== '' && windowTo !== '' && fromMs < toMs;
  return isWindow ? { service, fromMs, toMs } : undefined;
}

/** The list of anomalies of that window comes with it; the fleet's row keeps the service that was chosen before. */
export function chooseWindow(filters: UrlFilters, { service, fromMs, toMs }: ChosenWindow) {
  filters.set({
    ...(service === '' ? {} : { service }),
    windowFrom: String(fromMs),
    windowTo: String(toMs),
    view: 'history',
    sort: '',
  });
}
