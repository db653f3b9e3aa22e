export { createTemplateMiner, restoreTemplateMiner } from './template-miner.ts';
export type { Template, TemplateMiner, TemplateMinerOptions } from './template-miner.ts';
export type { TemplateMatch } from './pattern.ts';
export type { TemplateMinerSnapshot } from './snapshot.ts';
