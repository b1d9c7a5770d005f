/** The right to write one lab's database, held by one tab at a time; a tab that dies gives it back. */
export interface WriterLock {
  release(): void;
}

/**
 * Takes the lock if nobody holds it.
 *
 * @returns null when another tab holds it; where the browser has no locks, a lock that guards nothing
 */
export async function takeWriterLock(database: string): Promise<WriterLock | null> {
  const locks = lockManager();
  if (locks === null) return { release: () => {} };
  return new Promise((resolve, reject) => {
    locks
      .request(lockName(database), { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => {
          resolve({ release });
        });
      })
      .catch(reject);
  });
}

/**
 * Waits until the lock is free, and takes it.
 *
 * @param signal  gives up waiting
 * @returns null when waiting was given up
 */
export async function awaitWriterLock(
  database: string,
  signal: AbortSignal,
): Promise<WriterLock | null> {
  const locks = lockManager();
  if (locks === null) return null;
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
