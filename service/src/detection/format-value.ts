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
