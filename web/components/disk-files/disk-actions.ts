import type { ClusterSnapshot, CommandResult, DiskSnapshot } from '../../../workers/api.ts';

/** What the files panel may ask of the lab. */
export interface DiskActions {
  importFile(node: string, path: string, blob: Blob): Promise<CommandResult>;
  readFile(node: string, path: string): Promise<Uint8Array>;
  execute(line: string, node: string): Promise<CommandResult>;
}

/** Drive that both clusters share with the lab's learner. */
const SHARED_DRIVE = 'S';
/** Folder that dropped files go to. */
export const DROP_FOLDER = 'S:\\Files';

/** Signs that separate, quote or match in paths. */
const FORBIDDEN_SIGNS = '\\/:*?"<>|';

/** The shared `S:` of a cluster; null when it has none. */
export function sharedDisk(cluster: ClusterSnapshot): DiskSnapshot | null {
  return (
    cluster.disks.find(
      (disk) => disk.node === null && disk.drive.replace(':', '').toUpperCase() === SHARED_DRIVE,
    ) ?? null
  );
}

/** Path that an outside file gets in a folder: its own name without signs that a path cannot hold. */
export function pathFor(folder: string, name: string): string {
  const plain = Array.from(name)
    .map((sign) => (sign < ' ' || FORBIDDEN_SIGNS.includes(sign) ? '_' : sign))
    .join('')
    .trim();
  return `${folder}\\${plain === '' ? 'file' : plain}`;
}

/** The hash that `xxh3` printed: 16 hex digits; null when there are none. */
export function printedHash(output: string): string | null {
  return /\b[0-9a-f]{16}\b/i.exec(output)?.[0] ?? null;
}

/** Last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
