import type { ClusterSnapshot, DiskSnapshot } from '../../../workers/api.ts';

type ListedFile = DiskSnapshot['files'][number];

/** A folder of a drive with the files that lie right in it. */
export interface DriveFolder {
  /** With its drive: `S:` for the root, `S:\Docs`. */
  readonly path: string;
  readonly files: readonly ListedFile[];
}

/** A drive by a key that stays: its letter, and the node whose own it is. */
export function driveKey({ drive, node }: DiskSnapshot): string {
  return node === null ? drive : `${drive} ${node}`;
}

/** Drives of a cluster: the shared ones that hold files first, then the nodes' own. */
export function drivesOf(cluster: ClusterSnapshot): readonly DiskSnapshot[] {
  const rank = ({ node, drive }: DiskSnapshot): number =>
    (node === null ? 0 : 2) + (drive === 'S:' ? 0 : 1);
  return [...cluster.disks].sort((one, other) => rank(one) - rank(other));
}

/** `S:`, `C: of A1`. */
export function driveWords({ drive, node }: DiskSnapshot): string {
  return node === null ? drive : `${drive} of ${node}`;
}

/** The node that reads and writes a drive now; null when nobody does. */
export function readerOf({ node, owner }: DiskSnapshot, cluster: ClusterSnapshot): string | null {
  const name = node ?? owner;
  return cluster.nodes.some((each) => each.name === name && each.powered) ? name : null;
}

/**
 * Folders of a drive, each with its own files; the root is there also when nothing lies in it.
 *
 * @param first  folder that stands above all others
 */
export function foldersOf(disk: DiskSnapshot, first: string): DriveFolder[] {
  const files = new Map<string, ListedFile[]>([[disk.drive, []]]);
  for (const folder of disk.folders) files.set(folder, []);
  for (const file of disk.files) {
    const folder = file.path.slice(0, file.path.lastIndexOf('\\'));
    files.set(folder, [...(files.get(folder) ?? []), file]);
  }
  const rank = (path: string): number => (path === first ? 0 : 1);
  return [...files]
    .map(([path, own]) => ({ path, files: own }))
    .sort((one, other) => rank(one.path) - rank(other.path));
}
