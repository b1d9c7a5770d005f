import { done, NO_SERVICE, refuse, refused, table, unexpected } from './outcome.ts';
import type { LineContext, Outcome, Verb } from './outcome.ts';
import {
  ALREADY_EXISTS,
  fileAt,
  FILE_NOT_FOUND,
  isFailure,
  makeFolder,
  moveFile,
  moveFolder,
  PATH_CHARACTERS_MAX,
  placeOf,
  removeFile,
  replaceFile,
  setFileMarks,
  truncateFile,
  writeRefusal,
  writeRange,
} from '../storage/disk-access.ts';
import type { Place } from '../storage/disk-access.ts';
import { BLOCK_BYTES } from '../storage/block-kernel.ts';
import { findFile, hashOfFile, hasRoomFor, readFileBytes, sortedFiles } from '../storage/volume.ts';
import { foldCase, hex64, isSameName, raiseCase, utf8Decode, utf8Encode } from '../text.ts';
import { parseWhole } from '../units.ts';
import { Prng } from '../prng.ts';
import type { VolumeFile } from '../world.ts';

/** Largest size a line may name. */
const FILE_BYTES_MAX = 1_073_741_824;
/** How much of a file `type` prints. */
const TYPE_BYTES_MAX = 65_536;

/** File lines, each on the disks that this node owns. */
export const FILE_VERBS: Readonly<Record<string, Verb>> = {
  dir,
  type: (context) => withFile(context, (place, file) => typeOut(context, place, file)),
  write,
  fill,
  truncate: (context) => withOwnFile(context, (place, file) => truncate(context, place, file)),
  copy: (context) => copyOrMove(context, 'copy'),
  move: (context) => moveWholeFolder(context) ?? copyOrMove(context, 'move'),
  del: (context) =>
    withOwnFile(context, (place, file) => {
      context.begin();
      removeFile(context.world, place, file);
      return done();
    }),
  md,
  attrib: (context) => withFile(context, (place, file) => attrib(context, place, file)),
  cacls: (context) => withFile(context, (place, file) => cacls(context, place, file)),
  xxh3: (context) =>
    withFile(context, (place, file) =>
      done(
        `${hex64(hashOfFile(context.world.kernel, place.volume, file))}  ${place.volume.drive}${file.path}`,
      ),
    ),
  import: importFile,
};

function withPlace(context: LineContext, then: (place: Place) => Outcome): Outcome {
  if (!context.node.booted) return refuse(NO_SERVICE, `${context.node.name} is down.`);
  const path = context.words[0];
  if (path === undefined) return unexpected(undefined, 'a path');
  const place = placeOf(context.world, context.node, path);
  return isFailure(place) ? refused(place) : then(place);
}

/** A place that may be written, its file there or not. */
function withTarget(context: LineContext, then: (place: Place) => Outcome): Outcome {
  return withPlace(context, (place) => {
    const refusal = writeRefusal(place);
    return refusal === null ? then(place) : refused(refusal);
  });
}

/** A file that may be changed. */
function withOwnFile(
  context: LineContext,
  then: (place: Place, file: VolumeFile) => Outcome,
): Outcome {
  return withFile(context, (place, file) => {
    const refusal = writeRefusal(place);
    return refusal === null ? then(place, file) : refused(refusal);
  });
}

function withFile(
  context: LineContext,
  then: (place: Place, file: VolumeFile) => Outcome,
): Outcome {
  return withPlace(context, (place) => {
    const file = fileAt(place);
    return isFailure(file) ? refused(file) : then(place, file);
  });
}

function dir(context: LineContext): Outcome {
  return withPlace({ ...context, words: [context.words[0] ?? 'C:\\'] }, ({ volume, path }) => {
    const folder = path === '\\' ? '' : foldCase(path).replace(/\\$/, '');
    if (folder !== '' && !volume.folders.has(folder) && findFile(volume, folder) === undefined) {
      return refuse(FILE_NOT_FOUND, `There is no ${volume.drive}${path}.`);
    }
    const files = sortedFiles(volume).filter(
      (file) => foldCase(file.path) === folder || foldCase(file.path).startsWith(`${folder}\\`),
    );
    const rows = files.map((file) => [
      String(file.sizeBytes).padStart(12),
      file.attributes.padEnd(4),
      volume.drive + file.path,
    ]);
    return done(
      [
        table([12, 4, 20], rows),
        `${String(files.length)} files, ${String((volume.blockCount - volume.usedCount) * BLOCK_BYTES)} bytes free`,
      ]
        .filter((line) => line !== '')
        .join('\n'),
    );
  });
}

function typeOut({ world }: LineContext, { volume }: Place, file: VolumeFile): Outcome {
  const text = utf8Decode(readFileBytes(world.kernel, volume, file, 0, TYPE_BYTES_MAX));
  return done(
    file.sizeBytes > TYPE_BYTES_MAX
      ? `${text}\n… ${String(file.sizeBytes - TYPE_BYTES_MAX)} bytes more`
      : text,
  );
}

/** `write PATH TEXT… [at OFFSET]`: further words are further lines, a quoted `\n` a new line. */
function write(context: LineContext): Outcome {
  return withTarget(context, (place) => {
    const texts = context.texts.slice(1);
    const hasOffset = texts.length >= 3 && isSameName(texts.at(-2) ?? '', 'at');
    const offset = hasOffset ? parseWhole(texts.at(-1) ?? '', 0, FILE_BYTES_MAX) : 0;
    if (offset === null) {
      return refuse(
        87,
        `"${texts.at(-1) ?? ''}" is not an offset; expected a whole number of bytes.`,
      );
    }
    const lines = hasOffset ? texts.slice(0, -2) : texts;
    if (lines.length === 0) return unexpected(undefined, 'the text to write');
    const bytes = utf8Encode(lines.join('\n'));
    const present = findFile(place.volume, place.path);
    if (!hasRoomFor(place.volume, present, offset + bytes.length)) {
      return diskFull(context, place, offset + bytes.length);
    }
    context.begin();
    const failure = hasOffset
      ? writeRange(context.world, place, offset, bytes)
      : replaceFile(context.world, place, bytes);
    return failure === null ? done() : refused(failure);
  });
}

function fill(context: LineContext): Outcome {
  return withTarget(context, (place) => {
    const sizeBytes = parseWhole(context.words[1] ?? '', 0, FILE_BYTES_MAX);
    const seed = parseWhole(context.words[2] ?? '0', -0x80000000, 0xffffffff);
    if (sizeBytes === null)
      return refuse(
        87,
        `"${context.words[1] ?? ''}" is not a size; expected a whole number of bytes.`,
      );
    if (seed === null)
      return refuse(87, `"${context.words[2] ?? ''}" is not a seed; expected a 32-bit integer.`);
    if (!hasRoomFor(place.volume, findFile(place.volume, place.path), sizeBytes))
      return diskFull(context, place, sizeBytes);
    context.begin();
    const failure = replaceFile(context.world, place, drawBytes(seed, sizeBytes));
    return failure === null ? done() : refused(failure);
  });
}

/** Bytes that depend on the seed alone. */
export function drawBytes(seed: number, sizeBytes: number): Uint8Array {
  const random = new Prng(seed, 100);
  const bytes = new Uint8Array(sizeBytes);
  const wholeBytes = sizeBytes - (sizeBytes % 4);
  random.drawWords(new DataView(bytes.buffer), wholeBytes / 4);
  const word = wholeBytes < sizeBytes ? random.next32() : 0;
  for (let index = wholeBytes; index < sizeBytes; index++)
    bytes[index] = (word >>> ((index - wholeBytes) * 8)) & 255;
  return bytes;
}

function truncate(context: LineContext, place: Place, file: VolumeFile): Outcome {
  const sizeBytes = parseWhole(context.words[1] ?? '', 0, FILE_BYTES_MAX);
  if (sizeBytes === null)
    return refuse(
      87,
      `"${context.words[1] ?? ''}" is not a size; expected a whole number of bytes.`,
    );
  if (!hasRoomFor(place.volume, file, sizeBytes)) return diskFull(context, place, sizeBytes);
  if (sizeBytes === file.sizeBytes) return done();
  context.begin();
  truncateFile(context.world, place, file, sizeBytes);
  return done();
}

function copyOrMove(context: LineContext, what: 'copy' | 'move'): Outcome {
  const { world, node, words, begin } = context;
  return withFile(context, (from, file) => {
    const to = placeOf(world, node, words[1] ?? '');
    if (isFailure(to)) return refused(to);
    const refusal = writeRefusal(to);
    if (refusal !== null) return refused(refusal);
    const isSameVolume = to.volume === from.volume;
    if (isSameVolume && foldCase(to.path) === foldCase(file.path))
      return refuse(87, 'Source and destination are the same file.');
    const present = findFile(to.volume, to.path);
    if (what === 'move' && present !== undefined)
      return refuse(ALREADY_EXISTS, `There is a file ${to.volume.drive}${to.path} already.`);
    if (!(what === 'move' && isSameVolume) && !hasRoomFor(to.volume, present, file.sizeBytes))
      return diskFull(context, to, file.sizeBytes);
    begin();
    if (what === 'move' && isSameVolume) {
      moveFile(world, from, file, to.path);
    } else {
      const failure = replaceFile(world, to, readFileBytes(world.kernel, from.volume, file));
      if (failure !== null) return refused(failure);
      if (what === 'move') removeFile(world, from, file);
    }
    return done();
  });
}

/** `move` of a folder, within one volume; null when the path names none. */
function moveWholeFolder(context: LineContext): Outcome | null {
  const { world, node, words, begin } = context;
  const from = placeOf(world, node, words[0] ?? '');
  if (isFailure(from) || !node.booted || !from.volume.folders.has(foldCase(from.path))) return null;
  const to = placeOf(world, node, words[1] ?? '');
  if (isFailure(to)) return refused(to);
  const name = from.volume.drive + from.path;
  if (to.volume !== from.volume)
    return refuse(17, `${name} is a folder; it can be moved within ${from.volume.drive} only.`);
  const [oldKey, newKey] = [foldCase(from.path), foldCase(to.path)];
  if (newKey === oldKey || newKey.startsWith(`${oldKey}\\`))
    return refuse(87, `${name} cannot be moved into itself.`);
  if (to.volume.folders.has(newKey) || findFile(to.volume, to.path) !== undefined)
    return refuse(ALREADY_EXISTS, `There is a ${to.volume.drive}${to.path} already.`);
  const refusal = writeRefusal(to);
  if (refusal !== null) return refused(refusal);
  const tooLong = sortedFiles(from.volume).find(
    (file) =>
      foldCase(file.path).startsWith(`${oldKey}\\`) &&
      to.path.length + file.path.length - from.path.length + 2 > PATH_CHARACTERS_MAX,
  );
  if (tooLong !== undefined)
    return refuse(
      206,
      `${from.volume.drive}${tooLong.path} would get a path of over ${String(PATH_CHARACTERS_MAX)} characters.`,
    );
  begin();
  moveFolder(world, from, to.path);
  return done();
}

function md(context: LineContext): Outcome {
  return withPlace(context, (place) => {
    if (place.path === '\\' || place.volume.folders.has(foldCase(place.path)))
      return refuse(
        ALREADY_EXISTS,
        `There is a folder ${place.volume.drive}${place.path} already.`,
      );
    const refusal = writeRefusal(place);
    if (refusal !== null || findFile(place.volume, place.path) !== undefined) {
      return refused(
        refusal ?? {
          exitCode: ALREADY_EXISTS,
          text: `There is a file ${place.volume.drive}${place.path} already.`,
        },
      );
    }
    context.begin();
    makeFolder(context.world, place);
    return done();
  });
}

function attrib(context: LineContext, place: Place, file: VolumeFile): Outcome {
  const changes = context.words.slice(1);
  if (changes.length === 0)
    return done(`${file.attributes.padEnd(6)} ${place.volume.drive}${file.path}`);
  const wrong = changes.find((change) => !/^[+-][RASHrash]$/.test(change));
  if (wrong !== undefined) return unexpected(wrong, '+ or - and one of R, A, S, H');
  const marks = new Set(file.attributes);
  for (const change of changes) {
    const mark = raiseCase(change[1] ?? '');
    if (change.startsWith('+')) marks.add(mark);
    else marks.delete(mark);
  }
  const attributes = ['R', 'A', 'S', 'H'].filter((mark) => marks.has(mark)).join('');
  if (attributes === file.attributes) return done();
  context.begin();
  setFileMarks(context.world, place, file, attributes, file.permissions);
  return done();
}

function cacls(context: LineContext, place: Place, file: VolumeFile): Outcome {
  const permissions = context.words.slice(1).join(' ');
  if (permissions === '') return done(`${place.volume.drive}${file.path} ${file.permissions}`);
  if (permissions === file.permissions) return done();
  context.begin();
  setFileMarks(context.world, place, file, file.attributes, permissions);
  return done();
}

/** `import PATH HASH SIZE`: what dropping a file writes; without its bytes the size is filled from the hash. */
function importFile(context: LineContext): Outcome {
  return withTarget(context, (place) => {
    if (context.words.length > 3) return unexpected(context.words[3], 'nothing more');
    const hash = foldCase(context.words[1] ?? '');
    const sizeBytes = parseWhole(context.words[2] ?? '', 0, FILE_BYTES_MAX);
    if (!/^[0-9a-f]{16}$/.test(hash))
      return refuse(87, `"${context.words[1] ?? ''}" is not an XXH3-64; expected 16 hex digits.`);
    if (sizeBytes === null)
      return refuse(
        87,
        `"${context.words[2] ?? ''}" is not a size; expected a whole number of bytes.`,
      );
    if (!hasRoomFor(place.volume, findFile(place.volume, place.path), sizeBytes))
      return diskFull(context, place, sizeBytes);
    const bytes = context.world.providedBytes.get(hash);
    if (bytes !== undefined && bytes.length !== sizeBytes)
      return refuse(
        87,
        `The bytes of ${hash} are ${String(bytes.length)}, not ${String(sizeBytes)}.`,
      );
    context.begin();
    const failure = replaceFile(
      context.world,
      place,
      bytes ?? drawBytes(Number.parseInt(hash.slice(8), 16) | 0, sizeBytes),
    );
    if (failure !== null) return refused(failure);
    return done(bytes === undefined ? `${place.volume.drive}${place.path}: contents not here` : '');
  });
}

function diskFull({ node }: LineContext, place: Place, sizeBytes: number): Outcome {
  const free = (place.volume.blockCount - place.volume.usedCount) * BLOCK_BYTES;
  return refuse(
    112,
    `Drive ${place.volume.drive} on ${node.name} has ${String(free)} bytes free; ${String(sizeBytes)} bytes do not fit. Nothing was written.`,
  );
}
