export interface Cleanup {
  /** Registers what has to be undone; the last registered is undone first. */
  defer(name: string, undo: () => Promise<void> | void): void;
  /** Undoes everything once, going on after failures, which it returns in words. */
  run(): Promise<string[]>;
}

export function createCleanup(): Cleanup {
  const entries: Array<{ name: string; undo: () => Promise<void> | void }> = [];
  let running: Promise<string[]> | undefined;

  const undoAll = async () => {
    const problems: string[] = [];
    for (let entry = entries.pop(); entry; entry = entries.pop()) {
      try {
        await entry.undo();
      } catch (error) {
        problems.push(`${entry.name}: ${(error as Error).message}`);
      }
    }
    return problems;
  };
  return {
    defer: (name, undo) => void entries.push({ name, undo }),
    run: () => (running ??= undoAll()),
  };
}
