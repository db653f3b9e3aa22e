import { countOf, formatScore, formatShare, formatValue } from './formatValue';

describe('values', () => {
  it.each([
    [0.088, 'ratio', '8.80%'],
    [0.24, 's', '240 ms'],
    [1_073_741_824, 'bytes', '1 GiB'],
    [42, 'req/s', '42 req/s'],
    [1.5, 'USD/h', '1.50 USD/h'],
    [null, 's', '–'],
  ])('%p %s reads as "%s"', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it('leave no doubt about what is not known', () => {
    expect(formatScore(null)).toBe('–');
    expect(formatScore(0)).toBe('0.00');
  });

  it('agree with their noun', () => {
    expect(countOf(1, 'anomaly', 'anomalies')).toBe('1 anomaly');
    expect(countOf(0, 'alert')).toBe('0 alerts');
    expect(formatShare(0.714)).toBe('71 %');
  });
});
