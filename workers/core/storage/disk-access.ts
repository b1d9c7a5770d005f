import {
  createFile,
  createFolder,
  deleteFile,
  findFile,
  hasRoomFor,
  renameFile,
  setFileSize,
  sortedFiles,
  writeFile,
} from './volume.ts';
import type { ByteSource } from './volume.ts';
import { BLOCK_BYTES } from './block-kernel.ts';
import { tellDamage } from './damage.ts';
import { foldCase, isSameName, raiseCase } from '../text.ts';
import type { ClusterNode, Failure, SharedDisk, Volume, VolumeFile, World } from '../world.ts';

/** Longest path the period's systems take, drive included. */
export const PATH_CHARACTERS_MAX = 259;

/** A path that this node can reach now: the volume, and the path without its drive. */
export interface Place {
  readonly volume: Volume;
  readonly path: string;
}

export function isFailure(value: object): value is Failure {
  return 'exitCode' in value;
}

/** Windows words for what a file line may run into. */
export const FILE_NOT_FOUND = 2;
const ACCESS_DENIED = 5;
const PATH_NOT_FOUND = 3;
const DISK_FULL = 112;
const INVALID_NAME = 123;
export const ALREADY_EXISTS = 183;

/** The volume behind a drive letter on a node now: its own `C:`, or a shared disk that it owns online. */
export function volumeOn(world: World, node: ClusterNode, drive: string): Volume | null {
  if (!node.booted) return null;
  if (isSameName(drive, 'C:')) return node.localVolume;
  for (const disk of world.clusters[node.clusterId].disks) {
    if (isSameName(disk.drive, drive)) return sharedVolumeOn(node, disk);
  }
  return null;
}

/** What a node can read and write of a shared disk now. */
export function sharedVolumeOn(node: ClusterNode, disk: SharedDisk): Volume | null {
  return node.booted && disk.owner === node && !disk.isStalled ? disk.volume : null;
}

/** Looks where a path leads on this node. Refuses what is not a path, and drives that are not online here. */
export function placeOf(world: World, node: ClusterNode, path: string): Place | Failure {
  const match = /^([a-zA-Z]:)(\\[^"*?<>|/:]*)$/.exec(path);
  const [, drive, rest] = match ?? [];
  if (
    drive === undefined ||
    rest === undefined ||
    hasBadPart(rest) ||
    path.length > PATH_CHARACTERS_MAX
  ) {
    return {
      exitCode: INVALID_NAME,
      text: `"${path}" is not a path; expected a drive and folders, such as S:\\Docs\\plan.txt, at most ${String(PATH_CHARACTERS_MAX)} characters.`,
    };
  }
  const volume = volumeOn(world, node, drive);
  if (volume === null) {
    return {
      exitCode: PATH_NOT_FOUND,
      text: `Drive ${raiseCase(drive)} is not available on ${node.name}: the path ${path} is not reachable from this node.`,
    };
  }
  return { volume, path: rest };
}

function hasBadPart(path: string): boolean {
  return path !== '\\' && path.split('\\').slice(1).some(isBadPart);
}

/** Names that the period's systems keep for devices. */
const DEVICE_NAME = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)/;

/** Empty parts, dots that would climb, trailing blanks and dots that nobody would see, devices. */
function isBadPart(part: string): boolean {
  return (
    part === '' ||
    part.endsWith('.') ||
    part.endsWith(' ') ||
    hasControlCharacter(part) ||
    DEVICE_NAME.test(foldCase(part))
  );
}

/** Control characters, marks that turn the direction of writing about, halves of a character. */
function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 32 || code === 127) return true;
    if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return true;
    if (code >= 0xd800 && code <= 0xdfff) return true;
  }
  return false;
}

/** Why nothing may be written at a place: a folder is there, a file stands above it, or it is read-only. */
export function writeRefusal({ volume, path }: Place): Failure | null {
  const name = volume.drive + path;
  if (path === '\\' || volume.folders.has(foldCase(path))) {
    return { exitCode: ACCESS_DENIED, text: `${name} is a folder; expected the path of a file.` };
  }
  for (let end = path.lastIndexOf('\\'); end > 0; end = path.lastIndexOf('\\', end - 1)) {
    const above = findFile(volume, path.slice(0, end));
    if (above !== undefined) {
      return {
        exitCode: PATH_NOT_FOUND,
        text: `${volume.drive}${above.path} is a file; nothing can lie below it.`,
      };
    }
  }
  return findFile(volume, path)?.attributes.includes('R') === true
    ? { exitCode: ACCESS_DENIED, text: `${name} is read-only; "attrib ${name} -R" lifts that.` }
    : null;
}

/** The file at a place, or the refusal of a system that has none. */
export function fileAt(place: Place): VolumeFile | Failure {
  return (
    findFile(place.volume, place.path) ?? {
      exitCode: FILE_NOT_FOUND,
      text: `There is no file ${place.volume.drive}${place.path}.`,
    }
  );
}

/** Writes a range as a program on the owning node does: the filter driver sees it. @returns a refusal, with nothing done, when the disk is full */
export function writeRange(
  world: World,
  place: Place,
  offset: number,
  source: ByteSource,
): Failure | null {
  const { volume, path } = place;
  const present = findFile(volume, path);
  if (!hasRoomFor(volume, present, Math.max(present?.sizeBytes ?? 0, offset + source.length))) {
    return diskFull(volume, offset + source.length);
  }
  const file = present ?? createFile(volume, path, world.nowMs);
  if (present === undefined) {
    const { attributes, permissions } = file;
    world.signals.fileChanged(volume, {
      kind: 'create',
      path: file.path,
      attributes,
      permissions,
      atMs: world.nowMs,
    });
  }
  if (source.length > 0) {
    tellDamageAround(world, volume, file, offset, offset + source.length);
    writeFile(world.kernel, volume, file, offset, source, world.nowMs);
    world.signals.fileChanged(volume, {
      kind: 'write',
      path: file.path,
      offset,
      length: source.length,
      atMs: world.nowMs,
    });
  }
  return null;
}

/** A write that changes a part of a block reads the rest of it first: what rotted there is found before it gets a new checksum. */
function tellDamageAround(
  world: World,
  volume: Volume,
  file: VolumeFile,
  start: number,
  end: number,
): void {
  const isSameBlock = Math.floor(start / BLOCK_BYTES) === Math.floor(end / BLOCK_BYTES);
  const isCut = end % BLOCK_BYTES !== 0 && end < file.sizeBytes;
  if (start % BLOCK_BYTES === 0 && !isCut) return;
  const node = world.nodes.find((each) => volumeOn(world, each, volume.drive) === volume);
  if (node === undefined) return;
  if (start % BLOCK_BYTES !== 0) tellDamage(world, node, volume, file, start, 1);
  if (isCut && !(isSameBlock && start % BLOCK_BYTES !== 0))
    tellDamage(world, node, volume, file, end, 1);
}

/** Replaces a file's whole content. */
export function replaceFile(world: World, place: Place, bytes: Uint8Array): Failure | null {
  const { volume, path } = place;
  const present = findFile(volume, path);
  if (!hasRoomFor(volume, present, bytes.length)) return diskFull(volume, bytes.length);
  if (present !== undefined && present.sizeBytes > bytes.length)
    truncateFile(world, place, present, bytes.length);
  return writeRange(world, place, 0, bytes);
}

/** Sets a file's size. */
export function truncateFile(
  world: World,
  place: Place,
  file: VolumeFile,
  sizeBytes: number,
): Failure | null {
  if (!setFileSize(world.kernel, place.volume, file, sizeBytes, world.nowMs))
    return diskFull(place.volume, sizeBytes);
  world.signals.fileChanged(place.volume, {
    kind: 'truncate',
    path: file.path,
    sizeBytes,
    atMs: world.nowMs,
  });
  return null;
}

/** Removes a file. */
export function removeFile(world: World, place: Place, file: VolumeFile): void {
  deleteFile(place.volume, file);
  world.signals.fileChanged(place.volume, { kind: 'delete', path: file.path, atMs: world.nowMs });
}

/** Renames within one volume. */
export function moveFile(world: World, place: Place, file: VolumeFile, to: string): void {
  const from = file.path;
  renameFile(place.volume, file, to);
  world.signals.fileChanged(place.volume, { kind: 'rename', path: from, to, atMs: world.nowMs });
}

/** Gives a folder, and all that lies below it, another path on the same volume; the filter driver sees each file move. */
export function moveFolder(world: World, place: Place, to: string): void {
  const { volume, path } = place;
  const prefix = `${foldCase(path)}\\`;
  createFolder(volume, to);
  for (const folder of [...volume.folders.values()]) {
    if (!foldCase(folder).startsWith(prefix)) continue;
    createFolder(volume, to + folder.slice(path.length));
  }
  for (const file of sortedFiles(volume)) {
    if (foldCase(file.path).startsWith(prefix))
      moveFile(world, place, file, to + file.path.slice(path.length));
  }
  for (const key of [...volume.folders.keys()])
    if (key === foldCase(path) || key.startsWith(prefix)) volume.folders.delete(key);
}

/** Makes a folder and those above it. */
export function makeFolder(world: World, place: Place): void {
  createFolder(place.volume, place.path);
  world.signals.fileChanged(place.volume, { kind: 'folder', path: place.path, atMs: world.nowMs });
}

/** Sets attributes or permissions. */
export function setFileMarks(
  world: World,
  place: Place,
  file: VolumeFile,
  attributes: string,
  permissions: string,
): void {
  file.attributes = attributes;
  file.permissions = permissions;
  world.signals.fileChanged(place.volume, {
    kind: 'attributes',
    path: file.path,
    attributes,
    permissions,
    atMs: world.nowMs,
  });
}

function diskFull(volume: Volume, sizeBytes: number): Failure {
  const freeBytes = (volume.blockCount - volume.usedCount) * 4096;
  return {
    exitCode: DISK_FULL,
    text: `Drive ${volume.drive} has ${String(freeBytes)} bytes free; a file of ${String(sizeBytes)} bytes does not fit. Nothing was written.`,
  };
}
