/*
 * What lies on the clusters' shared disks, learnt by reading every file: no word of the lab's own comparison is taken.
 */
import assert from 'node:assert/strict';
import { createXXHash3 } from 'hash-wasm';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { ClusterId } from '../../workers/core/snapshot.ts';
import { BOOK_PATH, parseOrderBook } from './order-book.ts';
import { fileBytes } from './order-evidence.ts';
import { diskIn } from './lab-views.ts';

/** Bytes by path. */
export type DiskFiles = ReadonlyMap<string, Uint8Array>;

export const BLOCK_BYTES = 4096;

/** What the rules of `AppData` leave out. */
const EXCLUDED = ['s:\\postover.bat', 's:\\preback.bat'];

const hasher = await createXXHash3();

/** Every file of a cluster's `S:`, as its owner reads it. */
export function filesOn(lab: Lab, cluster: ClusterId): DiskFiles {
  const { owner, files } = diskIn(lab, cluster, 'S:');
  assert.ok(owner !== null, `S: of ${cluster} is online`);
  return new Map(files.map(({ path }) => [path, fileBytes(lab, owner, path)]));
}

/** Those of them that `AppData` selects. */
export function inScope(files: DiskFiles): DiskFiles {
  return new Map([...files].filter(([path]) => !EXCLUDED.includes(path.toLowerCase())));
}

/** Those of them that `AppData` leaves out. */
export function outOfScope(files: DiskFiles): DiskFiles {
  return new Map([...files].filter(([path]) => EXCLUDED.includes(path.toLowerCase())));
}

function blocksOf(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / BLOCK_BYTES);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES),
  );
}

/** Checksums by path and block, counted by another library than the lab's. */
export function blockChecksums(files: DiskFiles): Map<string, string[]> {
  return new Map(
    [...files].map(([path, bytes]) => [
      path,
      blocksOf(bytes).map((block) => hasher.init().update(block).digest('hex')),
    ]),
  );
}

/** Blocks of `wanted` that `present` does not hold at their place. */
export function changedBlocks(wanted: DiskFiles, present: DiskFiles): number {
  const there = blockChecksums(present);
  let count = 0;
  for (const [path, checksums] of blockChecksums(wanted)) {
    const others = there.get(path) ?? [];
    count += checksums.filter((checksum, index) => checksum !== others[index]).length;
  }
  return count;
}

/** Both disks hold the same files of the set, block for block. */
export function assertAgree(lab: Lab): void {
  const first = blockChecksums(inScope(filesOn(lab, 'first')));
  const second = blockChecksums(inScope(filesOn(lab, 'second')));
  assert.deepEqual([...first.keys()].sort(), [...second.keys()].sort());
  for (const [path, checksums] of first) assert.deepEqual(checksums, second.get(path), path);
}

/** Numbers in a cluster's order book. */
export function ordersOn(lab: Lab, cluster: ClusterId): number[] {
  const { owner } = diskIn(lab, cluster, 'S:');
  assert.ok(owner !== null, `S: of ${cluster} is online`);
  return parseOrderBook(fileBytes(lab, owner, BOOK_PATH)).map(({ number }) => number);
}

/** Whether a file is on a cluster's `S:`, whatever its case. */
export function isOn(lab: Lab, cluster: ClusterId, path: string): boolean {
  const key = path.toLowerCase();
  return diskIn(lab, cluster, 'S:').files.some((file) => file.path.toLowerCase() === key);
}

/** Every file of the world that holds just these bytes: `node path`. */
export function placesOf(lab: Lab, bytes: Uint8Array): string[] {
  const { clusters } = snapshotOf(lab);
  const hash = hasher.init().update(bytes).digest('hex');
  return Object.values(clusters)
    .flatMap(({ disks }) => disks)
    .flatMap(({ owner, files }) => files.map((file) => ({ owner, ...file })))
    .filter(({ owner, sizeBytes }) => owner !== null && sizeBytes === bytes.length)
    .filter(({ owner, path }) => {
      const found = fileBytes(lab, owner ?? '', path);
      return hasher.init().update(found).digest('hex') === hash;
    })
    .map(({ owner, path }) => `${owner ?? ''} ${path}`);
}
