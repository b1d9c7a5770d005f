/** What Chromium can do to a site's storage from outside, and what a page says of it meanwhile. */
import type { StorageSnapshot } from '../../../workers/api.ts';
import type { LabPage } from './lab-page.ts';

declare global {
  /** What the lab has said of storage since it was watched, each time that it said something else. */
  var storageSaid: StorageSnapshot[] | undefined;
}

/**
 * Limits the room of a site. Chromium looks at a lower limit only when the room that it knew of is used up.
 *
 * @returns sets the limit in bytes; null takes it back
 */
export async function limitStorage(
  tab: LabPage,
  url: string,
): Promise<(bytes: number | null) => Promise<void>> {
  const session = await tab.page.createCDPSession();
  const { origin } = new URL(url);
  return async (bytes) => {
    const limit = bytes === null ? {} : { quotaSize: bytes };
    await session.send('Storage.overrideQuotaForOrigin', { origin, ...limit });
  };
}

/** Clears all that the site of a tab has stored. */
export async function clearStorage(tab: LabPage): Promise<void> {
  const session = await tab.page.createCDPSession();
  const { origin } = new URL(tab.page.url());
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}

/** From now on notes whatever the lab says of storage. */
export async function watchStorage(tab: LabPage): Promise<void> {
  await tab.page.evaluate(() => {
    const said: StorageSnapshot[] = (globalThis.storageSaid = []);
    const lab = document.querySelector('failover-lab') as HTMLElement & {
      snapshot(): { storage: StorageSnapshot } | null;
    };
    const look = (): void => {
      const storage = lab.snapshot()?.storage;
      if (storage !== undefined && JSON.stringify(storage) !== JSON.stringify(said.at(-1))) {
        said.push(storage);
      }
      setTimeout(look);
    };
    look();
  });
}

export function storageSaid(tab: LabPage): Promise<StorageSnapshot[]> {
  return tab.page.evaluate(() => globalThis.storageSaid ?? []);
}
