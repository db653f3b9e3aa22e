const scaled: Record<string, ReadonlyArray<readonly [number, string]>> = {
  bytes: [
    [1024 ** 3, 'GiB'],
    [1024 ** 2, 'MiB'],
    [1024, 'KiB'],
    [1, 'B'],
  ],
  s: [
    [1, 's'],
    [0.001, 'ms'],
    [0.000001, 'µs'],
  ],
};

const durations: ReadonlyArray<readonly [number, string]> = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

/** A value as a person would write it: `1.2 s`, `340 ms`, `4.1 %`, `512 MiB`. */
export function formatValue(value: number, unit: string): string {
  const scale = scaled[unit];
  if (scale !== undefined) {
    const [size, name] = scale.find(([smallest]) => Math.abs(value) >= smallest) ?? scale.at(-1) ?? [1, unit];
    return `${threeDigits(value / size)} ${name}`;
  }
  if (unit === 'ratio') {
    return `${threeDigits(value * 100)} %`;
  }
  if (unit === 'percent') {
    return `${threeDigits(value)} %`;
  }
  return unit === 'none' ? threeDigits(value) : `${threeDigits(value)} ${unit}`;
}

function threeDigits(value: number): string {
  const digits = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
  return String(digits);
}

/** A span of time in its largest whole unit: `45 s`, `15 min`, `3 h`, `7 d`. */
export function formatDuration(milliseconds: number): string {
  const [size, name] = durations.find(([smallest]) => milliseconds >= smallest) ?? [1000, 's'];
  return `${Math.round(milliseconds / size)} ${name}`;
}
