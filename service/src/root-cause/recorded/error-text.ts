const ERROR = /\b(error|fatal|severe|critical|panic)\b|exception\b/i;

/** Whether a log line says that something failed. */
export function isErrorText(text: string): boolean {
  return ERROR.test(text);
}
