import type { DiskSnapshot, Snapshot } from '../../../workers/api.ts';
import type { TreeItem } from '../console-tree/console-tree.ts';
import type { StateLook } from '../shape/state-look.ts';
import { serverNamed, type SetSnapshot } from './servers.ts';

/** One entry of a file tree, by its whole path; a folder's ends in no backslash, but for a drive's own. */
export interface FilePlace {
  readonly path: string;
  readonly isFolder: boolean;
}

const INCLUDE: StateLook = { shape: 'disc', tone: 'ok', word: 'Include' };
const EXCLUDE: StateLook = { shape: 'slash', tone: 'off', word: 'Exclude' };

interface Branch {
  readonly place: FilePlace;
  readonly name: string;
  readonly branches: Map<string, Branch>;
}

/** Disks that a node can see: those that it owns online, and its own `C:`. */
export function visibleDisks(snapshot: Snapshot, node: string): DiskSnapshot[] {
  const disks = serverNamed(snapshot, node)?.cluster.disks ?? [];
  return disks.filter((disk) => disk.owner === node);
}

/** Paths of the files that a node can see. */
export function visiblePaths(snapshot: Snapshot, node: string): string[] {
  return visibleDisks(snapshot, node).flatMap(({ files }) => files.map(({ path }) => path));
}

/** A text that changes when the tree has to be made anew. */
export function fileTreeKey(snapshot: Snapshot, node: string, set: SetSnapshot): string {
  return JSON.stringify([
    visibleDisks(snapshot, node).map(({ drive }) => drive),
    visiblePaths(snapshot, node),
    set.rules,
  ]);
}

/** Files of a node by drive and folder; an entry that a rule names wears that rule. */
export function fileTree(snapshot: Snapshot, node: string, { rules }: SetSnapshot): TreeItem[] {
  const looks = new Map<string, StateLook>();
  for (const { path, type } of rules) {
    looks.set(pathKey(path), type === 'include' ? INCLUDE : EXCLUDE);
  }
  return visibleDisks(snapshot, node).map(({ drive, files }) => {
    const root = branch({ path: `${drive}\\`, isFolder: true }, drive);
    for (const { path } of files) plant(root, path);
    return itemOf(root, looks);
  });
}

/** A rule's path and a tree's path are the same place: case and a last backslash aside. */
export function pathKey(path: string): string {
  return path.replace(/\\$/, '').toLowerCase();
}

/** Id of an entry in the tree. */
export function filePlaceId({ path, isFolder }: FilePlace): string {
  return JSON.stringify([path, isFolder]);
}

/** The entry of an id that `filePlaceId` made. */
export function filePlaceOf(id: string): FilePlace {
  const [path, isFolder] = JSON.parse(id) as [string, boolean];
  return { path, isFolder };
}

function branch(place: FilePlace, name: string): Branch {
  return { place, name, branches: new Map() };
}

/** Puts a file into the tree, with the folders above it. */
function plant(root: Branch, path: string): void {
  const names = path.slice(root.place.path.length).split('\\');
  let at = root;
  names.forEach((name, index) => {
    const isFolder = index < names.length - 1;
    const above = at.place.path.endsWith('\\') ? at.place.path : `${at.place.path}\\`;
    const found = at.branches.get(name) ?? branch({ path: above + name, isFolder }, name);
    at.branches.set(name, found);
    at = found;
  });
}

function itemOf(
  { place, name, branches }: Branch,
  looks: ReadonlyMap<string, StateLook>,
): TreeItem {
  return {
    id: filePlaceId(place),
    words: name,
    icon: place.isFolder ? 'folder' : null,
    look: looks.get(pathKey(place.path)) ?? null,
    children: [...branches.values()].map((each) => itemOf(each, looks)),
  };
}
