/**
 * Why a connection failed, as the code of the failure alone: the messages of `fetch` quote the whole URL, with whatever
 * secrets it carries.
 */
export function connectionReason(error: unknown): string {
  return codeOf(error instanceof Error ? error.cause : undefined) ?? codeOf(error) ?? 'no connection';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
