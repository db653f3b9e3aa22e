const SPACE = 0;
const LETTER = 1;
const DIGIT = 2;
/** Holds letters and digits together when between them. */
const CONNECTOR = 3;
const PUNCTUATION = 4;

const classes = Uint8Array.from({ length: 128 }, (_, code) => classOf(String.fromCharCode(code)));
const joiners = setOf(':/.,#|-@+*~%\\&');
const signs = setOf('<>+~-*');
const pathEnds = setOf('"\'<>()[]{}|;,=:');
const pathPrefixes = setOf(':="\'([{,|');

export function codeOf(character: string): number {
  return character.charCodeAt(0);
}

export function isSpace(code: number): boolean {
  return code < 128 && classes[code] === SPACE;
}

export function isDigit(code: number): boolean {
  return code < 128 && classes[code] === DIGIT;
}

export function isConnector(code: number): boolean {
  return code < 128 && classes[code] === CONNECTOR;
}

/** Whether a segment can begin or end so; all that is not ASCII counts as letters. */
export function isLetterOrDigit(code: number): boolean {
  return code >= 128 || classes[code] === LETTER || classes[code] === DIGIT;
}

export function isSegment(code: number): boolean {
  return isLetterOrDigit(code) || classes[code] === CONNECTOR;
}

/** Marks that hold the parts of one value together, as in an address or a date. */
export function isJoiner(code: number): boolean {
  return code < 128 && joiners[code] === 1;
}

/** Marks that belong to the number after them. */
export function isSign(code: number): boolean {
  return code < 128 && signs[code] === 1;
}

export function endsPath(code: number): boolean {
  return code < 128 && (classes[code] === SPACE || pathEnds[code] === 1);
}

/** Marks after which a slash begins a path. */
export function precedesPath(code: number): boolean {
  return code < 128 && pathPrefixes[code] === 1;
}

/** Whether all of a stretch are hexadecimal letters. */
export function isHexLetters(line: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const lower = line.charCodeAt(at) | 32;
    if (lower < 97 || lower > 102) {
      return false;
    }
  }
  return true;
}

function classOf(character: string): number {
  if (character <= ' ' || character === '\x7f') {
    return SPACE;
  }
  if (/[A-Za-z_]/.test(character)) {
    return LETTER;
  }
  if (/[0-9]/.test(character)) {
    return DIGIT;
  }
  return '.-$'.includes(character) ? CONNECTOR : PUNCTUATION;
}

function setOf(marks: string): Uint8Array {
  const set = new Uint8Array(128);
  for (const mark of marks) {
    set[codeOf(mark)] = 1;
  }
  return set;
}
