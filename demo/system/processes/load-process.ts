import { type LoadSettings, startLoad } from '../load.ts';
import { runChild } from './child.ts';

await runChild((settings: LoadSettings) => Promise.resolve(startLoad(settings)));
