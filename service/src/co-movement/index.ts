export { leadLag, type LeadLag } from './lead-lag.ts';
export { measureChange, strengthOf, type ChangeMethod, type SeriesChange } from './measure-change.ts';
export { baselineWindows } from './split-series.ts';
