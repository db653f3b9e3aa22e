const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const busiestHour = 14;
const dailySwing = 0.26;
const weekendLevel = 0.84;

/** Level of business at an instant (UTC), about 1 on average over a weekday: busy afternoons, quiet nights and weekends. */
export function seasonAt(timeMs: number): number {
  const hour = (timeMs % dayMs) / hourMs;
  const phase = ((hour - busiestHour) / 24) * 2 * Math.PI;
  const daily = 1 + dailySwing * Math.cos(phase) + 0.05 * Math.cos(2 * phase);
  return daily * weeklyLevelAt(timeMs);
}

/** Changes over two hours around the midnights that begin and end a weekend. */
function weeklyLevelAt(timeMs: number): number {
  const before = levelOfDay(timeMs - hourMs);
  const after = levelOfDay(timeMs + hourMs);
  const progress = ((timeMs + hourMs) % dayMs) / (2 * hourMs);
  return before + (after - before) * Math.min(progress, 1);
}

function levelOfDay(timeMs: number): number {
  const day = new Date(timeMs).getUTCDay();
  return day === 0 || day === 6 ? weekendLevel : 1;
}
