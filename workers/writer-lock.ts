/** The right to write one lab's database, held by one tab at a time; a tab that dies gives it back. */
export interface WriterLock {
  release(): void;
}

/**
 * Waits until the lock is free, and takes it.
 *
 * @param signal  gives up waiting
 * @returns null when waiting was given up; where the browser has no locks, a lock that guards nothing: there the
 *   store itself notices that somebody else has written
 */
export async function awaitWriterLock(
  database: string,
  signal: AbortSignal,
): Promise<WriterLock | null> {
  const locks = lockManager();
  if (locks === null) return { release: () => {} };
  return new Promise((resolve) => {
    locks
      .request(
        lockName(database),
        { signal },
        () =>
          new Promise<void>((release) => {
            resolve({ release });
          }),
      )
      .catch(() => {
        resolve(null);
      });
  });
}

function lockName(database: string): string {
  return `failover-lab:${database}`;
}

/** Insecure pages have no locks, whatever the types say. */
function lockManager(): LockManager | null {
  const { locks } = navigator as { readonly locks?: LockManager };
  return locks ?? null;
}
