import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * The commands, with what they are needed for, that are not on the path.
 *
 * @param {Record<string, string>} purposes command → what it is needed for and how to get it
 * @param {string} searchPath
 */
export function findMissingCommands(purposes, searchPath = process.env.PATH ?? '') {
  const folders = searchPath.split(path.delimiter).filter(Boolean);
  return Object.entries(purposes).filter(([command]) => !folders.some((folder) => isExecutable(folder, command)));
}

/** @param {string} folder @param {string} command */
function isExecutable(folder, command) {
  try {
    accessSync(path.join(folder, command), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
