/*
 * Two ways to know what a volume holds: its blocks, read again where they have changed, and a model of its own that is
 * led by what programs were seen to do. Neither asks a queue, a connection or a stored checksum.
 */
import type { BlockKernel } from '../../workers/core/storage/block-kernel.ts';
import { readFileBytes } from '../../workers/core/storage/volume.ts';
import { utf8Encode } from '../../workers/core/text.ts';
import type { FileChange, Volume, VolumeFile } from '../../workers/core/world.ts';

/** What a file is beside its path and bytes. */
interface Marks {
  readonly sizeBytes: number;
  readonly attributes: string;
  readonly permissions: string;
  readonly modifiedMs: number;
}

/** How paths are compared. */
export function keyOf(path: string): string {
  return path.toLowerCase();
}

/** One number for path, size, attributes, permissions, time and bytes of a file. */
function hashOf(kernel: BlockKernel, key: string, marks: Marks, content: bigint): bigint {
  const { sizeBytes, attributes, permissions, modifiedMs } = marks;
  const words = [key, sizeBytes, attributes, permissions, modifiedMs, content];
  return kernel.hashBytes(utf8Encode(words.map(String).join('|')));
}

/** What lies on a volume, by its blocks. */
export class DiskImage {
  /** One number a file, by its path in small letters, the drive left out. */
  readonly hashes = new Map<string, bigint>();
  /** Grows with every change. */
  version = 0;
  readonly #kernel: BlockKernel;
  readonly #volume: Volume;
  readonly #known = new Map<string, { readonly file: VolumeFile; readonly marks: Marks }>();

  constructor(kernel: BlockKernel, volume: Volume) {
    this.#kernel = kernel;
    this.#volume = volume;
    this.refresh();
  }

  /** Reads again what has changed. */
  refresh(): void {
    const { disk, files } = this.#volume;
    const changed = this.#kernel.changedBlocks(disk);
    if (changed.length > 0) this.#kernel.clearChanged(disk, changed);
    const isTouched = changed.length === 0 ? never : within(new Set(changed));
    for (const [path, file] of files) this.#look(keyOf(path), file, isTouched);
    if (this.#known.size === files.size) return;
    for (const key of this.#known.keys()) {
      if (files.has(key)) continue;
      this.#known.delete(key);
      this.hashes.delete(key);
      this.version++;
    }
  }

  #look(key: string, file: VolumeFile, isTouched: (file: VolumeFile) => boolean): void {
    const known = this.#known.get(key);
    if (known?.file === file && hasMarks(file, known.marks) && !isTouched(file)) return;
    const { sizeBytes, attributes, permissions, modifiedMs } = file;
    const marks = { sizeBytes, attributes, permissions, modifiedMs };
    const content = this.#kernel.hashFile(this.#volume.disk, file.extents, sizeBytes);
    const hash = hashOf(this.#kernel, key, marks, content);
    this.#known.set(key, { file, marks });
    if (this.hashes.get(key) !== hash) this.version++;
    this.hashes.set(key, hash);
  }
}

function hasMarks(file: VolumeFile, marks: Marks): boolean {
  return (
    file.sizeBytes === marks.sizeBytes &&
    file.modifiedMs === marks.modifiedMs &&
    file.attributes === marks.attributes &&
    file.permissions === marks.permissions
  );
}

function never(): boolean {
  return false;
}

function within(blocks: ReadonlySet<number>): (file: VolumeFile) => boolean {
  return ({ extents }) => {
    for (let index = 0; index < extents.length; index += 2) {
      const first = extents[index] ?? 0;
      const end = first + (extents[index + 1] ?? 0);
      for (let block = first; block < end; block++) if (blocks.has(block)) return true;
    }
    return false;
  };
}

/** One step from one image of a volume to the next: files that are other than before, null where one is gone. */
export interface Step {
  readonly text: string;
  readonly files: readonly (readonly [key: string, hash: bigint | null])[];
}

/** Longest write that travels in one piece; domain words: a packet. */
const PIECE_BYTES = 65_536;

interface ModelFile {
  bytes: Uint8Array;
  attributes: string;
  permissions: string;
  modifiedMs: number;
  hash: bigint;
}

/** What lies on a volume, as programs were seen to change it. */
export class DiskModel {
  readonly #kernel: BlockKernel;
  readonly #volume: Volume;
  readonly #files = new Map<string, ModelFile>();

  constructor(kernel: BlockKernel, volume: Volume) {
    this.#kernel = kernel;
    this.#volume = volume;
  }

  /** The number of a file; null when there is none. */
  hash(key: string): bigint | null {
    return this.#files.get(key)?.hash ?? null;
  }

  keys(): IterableIterator<string> {
    return this.#files.keys();
  }

  /** Takes over what the blocks say. @returns the files of which it knew something else */
  catchUp(image: DiskImage): string[] {
    const other: string[] = [];
    for (const [key, hash] of image.hashes) {
      if (this.#files.get(key)?.hash === hash) continue;
      const file = this.#volume.files.get(key);
      if (file === undefined) continue;
      const bytes = readFileBytes(this.#kernel, this.#volume, file);
      const { attributes, permissions, modifiedMs } = file;
      this.#files.set(key, { bytes, attributes, permissions, modifiedMs, hash });
      other.push(key);
    }
    for (const key of [...this.#files.keys()]) {
      if (image.hashes.has(key)) continue;
      this.#files.delete(key);
      other.push(key);
    }
    return other;
  }

  /** Follows one change; a long write is several steps. Its bytes are read from the volume, which has them already. */
  follow(change: FileChange): Step[] {
    const key = keyOf(change.path);
    const file = this.#files.get(key);
    switch (change.kind) {
      case 'folder':
        return [];
      case 'create':
        return [this.#put(key, 'create', { ...change, bytes: new Uint8Array(0) })];
      case 'delete':
        this.#files.delete(key);
        return [{ text: `delete ${key}`, files: [[key, null]] }];
      case 'attributes':
        return file === undefined ? [] : [this.#change(key, 'attributes', { ...file, ...change })];
      case 'truncate':
        return file === undefined ? [] : [this.#truncate(key, file, change)];
      case 'rename':
        return file === undefined ? [] : [this.#rename(key, file, keyOf(change.to))];
      case 'write':
        return file === undefined ? [] : this.#write(key, file, change);
    }
  }

  /** The steps in which a whole file comes over that is there now. */
  whole(key: string): Step[] {
    const file = this.#files.get(key);
    if (file === undefined) return [];
    const pieces = Math.ceil(file.bytes.length / PIECE_BYTES);
    const parts = [0, ...Array.from({ length: pieces }, (_, piece) => (piece + 1) * PIECE_BYTES)];
    return parts.map((end) => {
      const bytes = file.bytes.subarray(0, Math.min(end, file.bytes.length));
      const hash = this.#hash(key, { ...file, bytes });
      return { text: `whole ${key} up to ${String(bytes.length)}`, files: [[key, hash]] };
    });
  }

  #write(key: string, file: ModelFile, change: FileChange & { readonly kind: 'write' }): Step[] {
    const { offset, length, atMs } = change;
    const there = this.#volume.files.get(key);
    if (there === undefined) return [];
    const written = readFileBytes(this.#kernel, this.#volume, there, offset, length);
    const steps: Step[] = [];
    let { bytes } = file;
    for (let done = 0; done < length; done += PIECE_BYTES) {
      const piece = written.subarray(done, done + PIECE_BYTES);
      const end = offset + done + piece.length;
      bytes = resized(bytes, Math.max(bytes.length, end));
      bytes.set(piece, offset + done);
      const text = `write ${String(offset + done)}+${String(piece.length)}`;
      steps.push(this.#change(key, text, { ...file, bytes, modifiedMs: atMs }));
    }
    return steps;
  }

  #truncate(
    key: string,
    file: ModelFile,
    { sizeBytes, atMs }: FileChange & { readonly kind: 'truncate' },
  ): Step {
    const bytes = resized(file.bytes, sizeBytes);
    return this.#change(key, `truncate ${String(sizeBytes)}`, { ...file, bytes, modifiedMs: atMs });
  }

  #rename(key: string, file: ModelFile, to: string): Step {
    this.#files.delete(key);
    const { files } = this.#change(to, 'rename', file);
    return { text: `rename ${key} ${to}`, files: [[key, null], ...files] };
  }

  #put(
    key: string,
    what: string,
    file: Pick<ModelFile, 'bytes' | 'attributes' | 'permissions'> & { readonly atMs: number },
  ): Step {
    return this.#change(key, what, { ...file, modifiedMs: file.atMs });
  }

  #change(key: string, what: string, file: Omit<ModelFile, 'hash'>): Step {
    const { bytes, attributes, permissions, modifiedMs } = file;
    const next = { bytes, attributes, permissions, modifiedMs };
    const hash = this.#hash(key, next);
    this.#files.set(key, { ...next, hash });
    return { text: `${what} ${key}`, files: [[key, hash]] };
  }

  #hash(key: string, file: Omit<ModelFile, 'hash'>): bigint {
    const { bytes } = file;
    const marks = { ...file, sizeBytes: bytes.length };
    return hashOf(this.#kernel, key, marks, this.#kernel.hashBytes(bytes));
  }
}

/** A copy of another length; what is added is zero. */
function resized(bytes: Uint8Array, sizeBytes: number): Uint8Array {
  const next = new Uint8Array(sizeBytes);
  next.set(bytes.subarray(0, sizeBytes));
  return next;
}
