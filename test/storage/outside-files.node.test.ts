import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { xxhash3 } from 'hash-wasm';
import { readFile, type Lab } from '../../workers/core/lab.ts';
import type { Snapshot } from '../../workers/core/snapshot.ts';
import { openEngineInNode } from '../support/engine-in-node.ts';
import { openLab, play } from '../support/run-lines.ts';
import { assertRefused } from '../support/jobs.ts';
import { fileBytes } from '../support/order-evidence.ts';

const MIB = 1024 * 1024;
const HASH = '0123456789abcdef';

/** Names that a machine may give a file, none of which may do harm here. */
const HOSTILE = [
  '',
  '.',
  '..',
  '../../etc/passwd',
  '..\\..\\boot.ini',
  'a/b.txt',
  'a\0b.txt',
  'line\nbreak.txt',
  'tab\there.txt',
  'bell\u0007.txt',
  'C:\\boot.ini',
  'stream.txt:hidden',
  'what?.txt',
  'star*.txt',
  'pipe|.txt',
  '<script>alert(1)</script>.txt',
  '"quoted".txt',
  '" at 0 "',
  'trailing\\',
  '# no comment',
  '@B1 x',
  '\u202Etxt.exe',
  '\uFEFFbom.txt',
  '\uD800lone.txt',
  'con',
  'NUL.txt',
  'COM1',
  'dot.',
  'blank ',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'x'.repeat(4096),
  'ä€𝄞.txt',
  '%2e%2e%5cx',
] as const;

/** A path is safe when it lies below the folder, without a step up, a control sign, or what a path may not hold. */
function isSafe(path: string): boolean {
  const name = path.slice('S:\\Files\\'.length);
  return (
    path.startsWith('S:\\Files\\') &&
    path.length <= 259 &&
    // eslint-disable-next-line no-control-regex
    !/[\u0000-\u001f<>:"|?*/]/.test(name) &&
    name.split('\\').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function pathsOf(snapshot: Snapshot): string[] {
  return Object.values(snapshot.clusters)
    .flatMap(({ disks }) => disks)
    .flatMap(({ files }) => files)
    .map(({ path }) => path);
}

describe('a file from outside', () => {
  for (const name of HOSTILE) {
    const shown = JSON.stringify(name.length > 40 ? `${name.slice(0, 8)}…` : name);
    it(`called ${shown} is stored safely or refused whole`, async () => {
      const engine = await openEngineInNode();
      const before = pathsOf(engine.snapshot());
      const digest = engine.digest();
      const bytes = Uint8Array.of(1, 2, 3);
      const result = await engine.importFile('A1', `S:\\Files\\${name}`, bytes);
      const added = pathsOf(engine.snapshot()).filter((path) => !before.includes(path));
      if (result.exitCode === 0) {
        assert.equal(added.length, 1);
        assert.ok(isSafe(added[0] ?? ''), added[0]);
        assert.deepEqual(engine.readFile('A1', added[0] ?? ''), bytes);
        const line = engine.exportRun(false).lines.at(-1)?.[2] ?? '';
        assert.match(line, /^import .* [0-9a-f]{16} 3$/);
      } else {
        assert.notEqual(result.output.trim(), '');
        assert.equal(result.changed, false);
        assert.deepEqual(added, []);
        assert.equal(engine.digest(), digest);
        assert.deepEqual(engine.exportRun(true).lines, []);
      }
      await engine.close();
    });
  }

  it('that is empty is an empty file', async () => {
    const engine = await openEngineInNode();
    const { exitCode } = await engine.importFile('A1', 'S:\\Files\\empty.bin', new Uint8Array());
    assert.equal(exitCode, 0);
    assert.equal(engine.readFile('A1', 'S:\\Files\\empty.bin').length, 0);
    await engine.close();
  });

  it('that is too large is refused whole, and its bytes are not kept', async () => {
    const engine = await openEngineInNode();
    const digest = engine.digest();
    const result = await engine.importFile('A1', 'S:\\Files\\big.bin', new Uint8Array(5 * MIB));
    assert.deepEqual([result.exitCode, result.changed], [112, false]);
    assert.match(result.output, /S:/);
    assert.equal(engine.digest(), digest);
    assert.deepEqual(engine.exportRun(true).files, {});
    await engine.close();
  });

  it('that just fits is stored, and one byte more is refused', async () => {
    const engine = await openEngineInNode();
    const disk = engine.snapshot().clusters.first.disks.find(({ drive }) => drive === 'S:');
    const room = (disk?.sizeBytes ?? 0) - (disk?.usedBytes ?? 0);
    const over = await engine.importFile('A1', 'S:\\Files\\a.bin', new Uint8Array(room + 1));
    assert.equal(over.exitCode, 112);
    const fits = await engine.importFile('A1', 'S:\\Files\\a.bin', new Uint8Array(room));
    assert.equal(fits.exitCode, 0, fits.output);
    await engine.close();
  });

  it('that a node cannot store is refused: down, without the disk, or no node', async () => {
    const engine = await openEngineInNode();
    await engine.execute('fault power A2 off', null);
    for (const node of ['A2', 'B2', 'C1', '']) {
      const result = await engine.importFile(node, 'S:\\Files\\x.bin', Uint8Array.of(1));
      assert.notEqual(result.exitCode, 0, node);
      assert.notEqual(result.output.trim(), '');
      assert.equal(result.changed, false);
    }
    await engine.close();
  });

  it('replaces one of its name, as any write does, and reaches the other side', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, `@A1 import S:\\Files\\x.bin ${HASH} 5000`, `import S:\\files\\X.BIN ${HASH} 10`);
    assert.equal(fileBytes(lab, 'A1', 'S:\\Files\\x.bin').length, 10);
    play(lab, 'lab run 10s', 'lab compare AppData');
    assert.equal(fileBytes(lab, 'B1', 'S:\\Files\\x.bin').length, 10);
  });
});

describe('the line that stores a file from outside', () => {
  const lab: Lab = openLab({ diskMiB: 4 });

  it('is refused with a hash or a size that is none', () => {
    for (const words of [
      '',
      'S:\\x.bin',
      `S:\\x.bin ${HASH}`,
      'S:\\x.bin 5 5',
      `S:\\x.bin ${HASH} -1`,
      `S:\\x.bin ${HASH} 1.5`,
      `S:\\x.bin ${HASH} 1e3`,
      `S:\\x.bin ${HASH} 99999999999999999999`,
      `S:\\x.bin ${HASH}0 5`,
      'S:\\x.bin 0123456789abcdeg 5',
      'S:\\x.bin __proto__ 5',
      `S:\\x.bin ${HASH} 5 5`,
      `Z:\\x.bin ${HASH} 5`,
      `x.bin ${HASH} 5`,
      `"" ${HASH} 5`,
      `S:\\..\\x.bin ${HASH} 5`,
    ]) {
      assertRefused(lab, `@A1 import ${words}`);
    }
  });

  it('says so when the bytes are not here, and fills their size alike each time', async () => {
    const [one, other] = [openLab({ diskMiB: 4 }), openLab({ diskMiB: 4, seed: 7 })];
    for (const each of [one, other]) {
      play(each, `@A1 import S:\\x.bin ${HASH} 6000`);
    }
    const bytes = fileBytes(one, 'A1', 'S:\\x.bin');
    assert.equal(bytes.length, 6000);
    assert.deepEqual(fileBytes(other, 'A1', 'S:\\x.bin'), bytes);
    assert.notEqual(await xxhash3(bytes), HASH);
    assert.ok(!(readFile(one, 'A1', 'S:\\y.bin') instanceof Uint8Array));
  });
});
