import { codeOf, endsPath, isSegment, isSpace, precedesPath } from './characters.ts';

const SLASH = codeOf('/');
const BACKSLASH = codeOf('\\');
const DOT = codeOf('.');
const URL_MARKS = ':=,;';

/** Whether a slash is the beginning of a path: not one between words. */
export function startsPath(line: string, at: number, lineEnd: number): boolean {
  const code = line.charCodeAt(at);
  if (code !== SLASH && code !== BACKSLASH) {
    return false;
  }
  const isAfterMark = at > 0 && precedesPath(line.charCodeAt(at - 1));
  if (at + 1 >= lineEnd || !isSegment(line.charCodeAt(at + 1))) {
    return isAfterMark && (at + 1 >= lineEnd || endsPath(line.charCodeAt(at + 1)));
  }
  return isAfterMark || at === 0 || isSpace(line.charCodeAt(at - 1));
}

/** Where a path ends; a full stop after it is not part of it. */
export function pathEnd(line: string, start: number, lineEnd: number): number {
  let at = start;
  while (at < lineEnd && !endsPath(line.charCodeAt(at))) {
    at++;
  }
  while (at > start && line.charCodeAt(at - 1) === DOT) {
    at--;
  }
  return at;
}

/** Where the URL with this scheme, or the path with this drive letter, ends; `schemeEnd` when it is neither. */
export function urlEnd(line: string, start: number, schemeEnd: number, lineEnd: number): number {
  const afterColon = line.charCodeAt(schemeEnd + 1);
  const isDrive = schemeEnd - start === 1 && afterColon === BACKSLASH;
  const isUrl = afterColon === SLASH && line.charCodeAt(schemeEnd + 2) === SLASH;
  if (!isDrive && !isUrl) {
    return schemeEnd;
  }
  let at = pathEnd(line, schemeEnd + 2, lineEnd);
  while (at + 1 < lineEnd && URL_MARKS.includes(line.charAt(at)) && !endsPath(line.charCodeAt(at + 1))) {
    at = pathEnd(line, at + 1, lineEnd);
  }
  return at;
}

/** Where the e-mail address ends of which `at` is the @; `at` when the host has no dot. */
export function emailEnd(line: string, at: number, lineEnd: number): number {
  let end = at + 1;
  while (end < lineEnd && isSegment(line.charCodeAt(end))) {
    end++;
  }
  while (line.charCodeAt(end - 1) === DOT) {
    end--;
  }
  const dot = line.indexOf('.', at);
  return dot > at && dot < end ? end : at;
}
