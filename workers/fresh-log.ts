import { deleteLabDatabase, openLabDatabase } from './lab-database.ts';

const NOBODY = { onCut: () => {}, onAsked: () => {} };

/**
 * Makes Chromium begin a new log for what a site writes from now on. Costs some 20 ms.
 *
 * Where the browser was killed while it wrote, its log ends in the middle of a record. Chromium writes on behind
 * that; opened once more, the log is damaged in the middle, and Chromium deletes all databases of the site. To
 * delete a database, be it an empty one, makes it put the log away as it is at that moment, while it can be read.
 *
 * @param basePath  path of the site that serves the lab
 */
export async function beginFreshLog(basePath: string, labId: string): Promise<void> {
  // No lab's name: a lab's have the number of their schema where this says `log`.
  const name = `failover-lab:${basePath}:log:${labId}`;
  try {
    const passing = await openLabDatabase(name, NOBODY);
    passing.close();
    await deleteLabDatabase(name);
  } catch {
    // It was to prevent what rarely happens; whatever is wrong with the storage is said of the lab's own database.
  }
}
