/** One subcommand of `vigil`. */
export interface Command {
  /** What it does, in a line. */
  readonly summary: string;
  /** Its arguments, each in a line. */
  readonly usage: string;
  /** Runs it; what it returns is printed. Throws `UsageError` for wrong arguments. */
  run(args: readonly string[]): Promise<string>;
}

/** The command line is wrong, not what it asks for. */
export class UsageError extends Error {}
