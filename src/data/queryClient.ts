import { QueryClient } from '@tanstack/react-query';

const minuteMs = 60_000;

/** Pages poll, so a failed request shows at once and the next one clears it; nothing is tried again behind the scenes. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 2_000, gcTime: 2 * minuteMs, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
