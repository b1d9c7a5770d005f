import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { xxhash3 } from 'hash-wasm';
import { digestOf, keptLines, readFile, type Lab } from '../../workers/core/lab.ts';
import type { BlockKernel } from '../../workers/core/storage/block-kernel.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { diskIn } from '../support/lab-views.ts';

const DISK_BYTES = 2 * 1024 * 1024;

const bare = (kernel: BlockKernel['kind'] = 'wasm'): Lab =>
  openLab({ scenario: 'bare', diskMiB: 4 }, kernel);

function bytesOf(lab: Lab, path: string): Uint8Array {
  const bytes = readFile(lab, 'A1', path);
  assert.ok(bytes instanceof Uint8Array, `${path} can be read`);
  return bytes;
}

interface ModelFile {
  /** As it was spelt first. */
  readonly path: string;
  bytes: Uint8Array;
  readOnly: boolean;
}

/** Files by their path in lower case. */
type Model = Map<string, ModelFile>;

interface Step {
  /** @returns the line, and whether it must succeed */
  readonly play: (model: Model, lab: Lab) => { line: string; succeeds: boolean };
}

const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const keyOf = (path: string): string => path.toLowerCase();

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Few paths, so that steps meet; two spell the same file. */
const path = fc.constantFrom(
  'C:\\a.txt',
  'C:\\A.TXT',
  'C:\\b c.bin',
  'C:\\Sub\\a.txt',
  'C:\\sub\\Deep\\d.dat',
);

/** Around and across the edges of blocks of 4096 bytes. */
const size = fc.constantFrom(0, 1, 100, 4095, 4096, 4097, 8192, 10_000, 40_000);
const word = fc.constantFrom('x', 'hello', 'two words', 'ä€𝄞', 'z'.repeat(5000));

function put(model: Model, at: string, bytes: Uint8Array): void {
  const file = model.get(keyOf(at));
  if (file === undefined) model.set(keyOf(at), { path: at, bytes, readOnly: false });
  else file.bytes = bytes;
}

const write = fc.record({ path, word }).map(({ path: to, word: text }): Step => ({
  play: (model) => {
    put(model, to, encode(text));
    return { line: `write "${to}" "${text}"`, succeeds: true };
  },
}));

const writeAt = fc.record({ path, word, size }).map(({ path: to, word: text, size: at }): Step => ({
  play: (model) => {
    const old = model.get(keyOf(to))?.bytes ?? new Uint8Array();
    const added = encode(text);
    const bytes = new Uint8Array(Math.max(old.length, at + added.length));
    bytes.set(old);
    bytes.set(added, at);
    put(model, to, bytes);
    return { line: `write "${to}" "${text}" at ${String(at)}`, succeeds: true };
  },
}));

/** What fills a file is the lab's choice, so the model only fixes its length and reads it. */
const fill = fc
  .record({ path, size, seed: fc.nat(9) })
  .map(({ path: to, size: n, seed }): Step => ({
    play: (model, lab) => {
      const line = `fill "${to}" ${String(n)} ${String(seed)}`;
      play(lab, line);
      const bytes = bytesOf(lab, to);
      assert.equal(bytes.length, n);
      put(model, to, bytes);
      return { line, succeeds: true };
    },
  }));

const truncate = fc.record({ path, size }).map(({ path: to, size: n }): Step => ({
  play: (model) => {
    const line = `truncate "${to}" ${String(n)}`;
    const file = model.get(keyOf(to));
    if (file === undefined) return { line, succeeds: false };
    const bytes = new Uint8Array(n);
    bytes.set(file.bytes.subarray(0, n));
    file.bytes = bytes;
    return { line, succeeds: true };
  },
}));

const copy = fc.record({ from: path, to: path }).map(({ from, to }): Step => ({
  play: (model) => {
    const line = `copy "${from}" "${to}"`;
    const file = model.get(keyOf(from));
    if (file === undefined || keyOf(from) === keyOf(to)) return { line, succeeds: false };
    put(model, to, file.bytes);
    return { line, succeeds: true };
  },
}));

const move = fc.record({ from: path, to: path }).map(({ from, to }): Step => ({
  play: (model) => {
    const line = `move "${from}" "${to}"`;
    const file = model.get(keyOf(from));
    if (file === undefined || model.has(keyOf(to))) return { line, succeeds: false };
    model.delete(keyOf(from));
    model.set(keyOf(to), { ...file, path: to });
    return { line, succeeds: true };
  },
}));

const del = path.map((at): Step => ({
  play: (model) => ({ line: `del "${at}"`, succeeds: model.delete(keyOf(at)) }),
}));

const attrib = path.map((at): Step => ({
  play: (model) => ({ line: `attrib "${at}" +h`, succeeds: model.has(keyOf(at)) }),
}));

const steps = fc.array(fc.oneof(write, writeAt, fill, truncate, copy, move, del, attrib), {
  minLength: 1,
  maxLength: 25,
});

function assertHolds(lab: Lab, model: Model): void {
  const { files } = diskIn(lab, 'first', 'C:', 'A1');
  const listed = files.map((file) => `${keyOf(file.path)} ${String(file.sizeBytes)}`);
  const wanted = [...model].map(([key, { bytes }]) => `${key} ${String(bytes.length)}`);
  assert.deepEqual(listed.sort(), wanted.sort());
  for (const { path: at, bytes } of model.values()) assert.deepEqual(bytesOf(lab, at), bytes, at);
}

describe('file lines', () => {
  for (const kernel of ['wasm', 'reference'] as const) {
    it(`do to a disk what they say, in any order, on the ${kernel} kernel`, () => {
      fc.assert(
        fc.property(steps, (chosen) => {
          const lab = bare(kernel);
          const model: Model = new Map();
          for (const step of chosen) {
            const before = digestOf(lab);
            const { line, succeeds } = step.play(model, lab);
            const result = runLine(lab, line);
            assert.equal(result.exitCode === 0, succeeds, `${line}: ${result.output}`);
            if (!succeeds) assert.equal(digestOf(lab), before, line);
          }
          assertHolds(lab, model);
        }),
        { numRuns: 30, seed: 2001 },
      );
    });
  }

  it('give back every byte when all files are deleted', () => {
    const lab = bare();
    play(lab, 'fill C:\\a.bin 100000', 'copy C:\\a.bin C:\\b.bin', 'write C:\\b.bin x at 150000');
    assert.ok(diskIn(lab, 'first', 'C:', 'A1').usedBytes >= 250_001);
    play(lab, 'del C:\\a.bin', 'del C:\\b.bin');
    assert.equal(diskIn(lab, 'first', 'C:', 'A1').usedBytes, 0);
  });

  it('fill a file with the same bytes from the same number, and others from another', () => {
    const lab = bare();
    play(lab, 'fill C:\\a 5000 1', '@A2 fill C:\\a 5000 1', '@A1 fill C:\\b 5000 2');
    assert.deepEqual(readFile(lab, 'A2', 'C:\\a'), bytesOf(lab, 'C:\\a'));
    assert.notDeepEqual(bytesOf(lab, 'C:\\b'), bytesOf(lab, 'C:\\a'));
  });

  it('print the checksum that xxhsum -H3 prints of the same bytes', async () => {
    const lab = bare();
    for (const bytes of [0, 1, 16, 17, 128, 129, 240, 241, 4095, 4096, 4097, 65_537, 300_000]) {
      play(lab, `fill C:\\a.bin ${String(bytes)} ${String(bytes)}`);
      const { output } = runLine(lab, 'xxh3 C:\\a.bin');
      assert.equal(output.split(/\s/)[0], await xxhash3(bytesOf(lab, 'C:\\a.bin')));
    }
  });

  it('print that checksum also of a file whose blocks lie scattered', async () => {
    const lab = bare();
    for (let index = 0; index < 40; index += 1) {
      play(lab, `fill C:\\${String(index)}.bin 4096 ${String(index)}`);
    }
    for (let index = 0; index < 40; index += 2) play(lab, `del C:\\${String(index)}.bin`);
    play(lab, 'fill C:\\long.bin 100001 7', 'write C:\\long.bin end at 130000');
    const bytes = bytesOf(lab, 'C:\\long.bin');
    assert.equal(runLine(lab, 'xxh3 C:\\long.bin').output.split(/\s/)[0], await xxhash3(bytes));
  });

  it('keep attributes and permissions, which `attrib` and `cacls` show', () => {
    const lab = bare();
    play(lab, 'write C:\\a.txt x', 'attrib C:\\a.txt +r +h -a', 'cacls C:\\a.txt "users:R"');
    assert.match(runLine(lab, 'attrib C:\\a.txt').output, /^RH\s/);
    assert.match(runLine(lab, 'cacls C:\\a.txt').output, /users:R/);
    play(lab, 'attrib C:\\a.txt -r');
    assert.match(runLine(lab, 'attrib C:\\a.txt').output, /^H\s/);
  });

  it('list a folder that was made, and refuse to make it twice', () => {
    const lab = bare();
    play(lab, 'md C:\\Empty\\Deep', 'dir C:\\Empty', 'dir C:\\empty\\DEEP');
    assert.notEqual(runLine(lab, 'md C:\\EMPTY').exitCode, 0);
    assert.notEqual(runLine(lab, 'dir C:\\Nowhere').exitCode, 0);
  });
});

describe('a disk that is full', () => {
  const full = bare();
  play(full, 'fill C:\\big.bin 2000000', 'write C:\\small.txt x');
  for (const line of [
    'fill C:\\more.bin 200000',
    'fill C:\\small.txt 200000',
    'write C:\\small.txt x at 200000',
    'write C:\\more.txt x at 2097152',
    'truncate C:\\small.txt 200000',
    'truncate C:\\big.bin 2100000',
    'copy C:\\big.bin C:\\more.bin',
    'copy C:\\big.bin C:\\small.txt',
  ]) {
    it(`refuses and writes nothing: ${line}`, () => {
      const before = [digestOf(full), keptLines(full).length];
      const { exitCode, output, changed } = runLine(full, line);
      assert.equal(exitCode, 112, output);
      assert.match(output, /C:/);
      assert.equal(changed, false);
      assert.deepEqual([digestOf(full), keptLines(full).length], before);
    });
  }

  it('takes a file that fits to the last byte', () => {
    const lab = bare();
    play(lab, `fill C:\\all.bin ${String(DISK_BYTES)}`);
    assert.equal(diskIn(lab, 'first', 'C:', 'A1').usedBytes, DISK_BYTES);
    assert.equal(runLine(lab, 'write C:\\one.txt x').exitCode, 112);
    play(lab, 'write C:\\none.txt ""', 'del C:\\all.bin', 'write C:\\one.txt x');
  });
});

describe('a path that is none', () => {
  const lab = bare();
  for (const name of [
    'C:',
    'C:a.txt',
    'a.txt',
    '\\a.txt',
    '\\\\server\\share\\a.txt',
    'CC:\\a.txt',
    '1:\\a.txt',
    'C:\\..\\a.txt',
    'C:\\Sub\\..\\..\\a.txt',
    'C:\\.\\a.txt',
    'C:\\\\a.txt',
    'C:\\a.txt\\',
    'C:\\a:stream',
    'C:\\a*.txt',
    'C:\\a?.txt',
    'C:\\a<b.txt',
    'C:\\a>b.txt',
    'C:\\a|b.txt',
    'C:\\a"b.txt',
    'C:\\a/b.txt',
    'C:\\a\u0000b.txt',
    'C:\\a\u0007b.txt',
    'C:\\a\nb.txt',
    `C:\\${'a'.repeat(257)}`,
  ]) {
    const shown = name.length > 40 ? `${name.slice(0, 12)}… of ${String(name.length)}` : name;
    it(`is refused by name and leaves nothing behind: ${JSON.stringify(shown)}`, () => {
      const before = digestOf(lab);
      const { exitCode, output } = runLine(lab, `write ${quoted(name)} x`);
      assert.notEqual(exitCode, 0);
      assert.notEqual(output, '');
      assert.equal(digestOf(lab), before);
      assert.deepEqual(diskIn(lab, 'first', 'C:', 'A1').files, []);
    });
  }

  it('is one of 260 characters, and no longer one of 259', () => {
    const longest = `C:\\${'a'.repeat(256)}`;
    play(lab, `write ${longest} x`, `del ${longest}`);
    assert.notEqual(runLine(lab, `write ${longest}a x`).exitCode, 0);
  });

  for (const name of ['__proto__', 'constructor', 'toString', '$&', '%00', '<script>', "';--"]) {
    it(`is not ${name}, or is that file and no other`, () => {
      const fresh = bare();
      const { exitCode } = runLine(fresh, `write "C:\\${name}" x`);
      const paths = diskIn(fresh, 'first', 'C:', 'A1').files.map((file) => file.path);
      assert.deepEqual(paths, exitCode === 0 ? [`C:\\${name}`] : []);
      if (exitCode === 0) assert.equal(runLine(fresh, `type "C:\\${name}"`).output, 'x');
    });
  }
});
