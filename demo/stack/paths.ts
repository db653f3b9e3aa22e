import path from 'node:path';

export const repositoryDirectory = path.resolve(import.meta.dirname, '../..');
export const localDirectory = path.join(repositoryDirectory, '.local');
export const binaryDirectory = path.join(localDirectory, 'bin');
export const runsDirectory = path.join(localDirectory, 'run');
