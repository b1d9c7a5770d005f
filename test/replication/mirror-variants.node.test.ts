import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Lab } from '../../workers/core/lab.ts';
import {
  assertSameFile,
  bytesOn,
  connected,
  diskPair,
  DISK_TARGET,
  NODE_TARGET,
  nodePair,
  settle,
  textOn,
} from '../support/replicated-pair.ts';
import { play, runLine } from '../support/run-lines.ts';

const BLOCK = 4096;

/** Blocks of each file of the set on the source. */
const FILES = {
  /** Alike in every way. */
  same: 5,
  /** Same size, same time, other bytes: nobody looked at them. */
  trap: 5,
  /** As `trap`, in one block, by the disk itself. */
  flipped: 5,
  /** Newer on the source, one block differs. */
  patched: 5,
  /** Newer on the source, all bytes alike. */
  touched: 5,
  /** Newer and two blocks longer on the source. */
  longer: 7,
  /** Newer and two blocks shorter on the source. */
  shorter: 3,
  /** Newer on the target, one block differs. */
  behind: 5,
  /** Newer and two blocks shorter on the target. */
  cut: 5,
  /** On the source alone. */
  missing: 4,
} as const;
type FileName = keyof typeof FILES;

const NAMES = Object.keys(FILES) as FileName[];
const BLOCKS = Object.values(FILES).reduce((sum, blocks) => sum + blocks, 0);
const pathOf = (name: string): string => `S:\\Work\\${name}.bin`;

/** Two disks of which each file differs in its own way; nothing connected. */
function preparedPair(): Lab {
  const lab = diskPair();
  const common = NAMES.filter((name) => name !== 'missing');
  for (const [seed, name] of common.entries()) {
    for (const node of ['A1', 'B1']) {
      const bytes = name === 'trap' && node === 'B1' ? seed + 100 : seed;
      play(lab, `@${node} fill ${pathOf(name)} ${String(5 * BLOCK)} ${String(bytes)}`);
    }
  }
  for (const node of ['A1', 'B1']) play(lab, `@${node} write ${pathOf('touched')} plain at 0`);
  play(lab, `@B1 fill ${pathOf('extra')} ${String(3 * BLOCK)} 50`, 'lab run 10s');
  play(lab, `@A1 fill ${pathOf('missing')} ${String(4 * BLOCK)} 51`);
  play(lab, `@A1 write ${pathOf('patched')} changed at ${String(3 * BLOCK)}`);
  play(lab, `@A1 write ${pathOf('touched')} plain at 0`);
  for (const [block, letter] of [
    [5, 'l'],
    [6, 'm'],
  ] as const) {
    play(lab, `@A1 write ${pathOf('longer')} ${letter.repeat(BLOCK)} at ${String(block * BLOCK)}`);
  }
  play(lab, `@A1 truncate ${pathOf('shorter')} ${String(3 * BLOCK)}`);
  play(lab, `@B1 write ${pathOf('behind')} changed at ${String(2 * BLOCK)}`);
  play(lab, `@B1 truncate ${pathOf('cut')} ${String(3 * BLOCK)}`);
  play(lab, `fault flip second ${pathOf('flipped')} 2 77`, 'lab run 10s', '@A1');
  return lab;
}

/** Files of the set whose bytes the target does not have. */
function differing(lab: Lab): FileName[] {
  return NAMES.filter((name) => {
    const source = bytesOn(lab, 'A1', pathOf(name));
    const target = bytesOn(lab, 'B1', pathOf(name));
    assert.ok(source, `A1 reads ${name}`);
    return target === null || !Buffer.from(source).equals(target);
  });
}

interface Variant {
  readonly words: string;
  readonly settings?: readonly string[];
  /** Blocks that cross the line, file by file; none where a file is not named. */
  readonly sends: Partial<Record<FileName, number>>;
  /** Files that differ when it is done. */
  readonly leaves: readonly FileName[];
}

const WHOLE_DIFFERENT = {
  ...{ patched: 5, touched: 5, longer: 7, shorter: 3, missing: 4 },
  ...{ behind: 5, cut: 5 },
} as const;
const WHOLE_NEWER = { patched: 5, touched: 5, longer: 7, shorter: 3, missing: 4 } as const;
const BLOCKS_NEWER = { patched: 1, longer: 2, missing: 4 } as const;
const BLOCKS_FLAGGED = { ...BLOCKS_NEWER, behind: 1, cut: 2 } as const;

const UNSEEN = ['trap', 'flipped'] as const;
const NOT_OLDER = ['trap', 'flipped', 'behind', 'cut'] as const;

const VARIANTS: readonly Variant[] = [
  { words: 'full', sends: FILES, leaves: [] },
  { words: 'differences', sends: WHOLE_DIFFERENT, leaves: UNSEEN },
  { words: 'differences newer', sends: WHOLE_NEWER, leaves: NOT_OLDER },
  {
    words: 'checksum',
    settings: ['BlockChecksumAll 0'],
    sends: BLOCKS_FLAGGED,
    leaves: UNSEEN,
  },
  {
    words: 'checksum',
    settings: ['BlockChecksumAll 1'],
    sends: { ...BLOCKS_FLAGGED, trap: 5, flipped: 1 },
    leaves: [],
  },
  {
    words: 'checksum newer',
    settings: ['BlockChecksumAll 0'],
    sends: BLOCKS_NEWER,
    leaves: NOT_OLDER,
  },
  {
    words: 'checksum newer',
    settings: ['BlockChecksumAll 1'],
    sends: BLOCKS_NEWER,
    leaves: NOT_OLDER,
  },
  {
    words: 'full',
    settings: ['MirrorOverwrite 0'],
    sends: { missing: 4 },
    leaves: NAMES.filter((name) => !['same', 'touched', 'missing'].includes(name)),
  },
  {
    words: 'full',
    settings: ['MirrorOverwrite 2'],
    sends: WHOLE_NEWER,
    leaves: NOT_OLDER,
  },
];

function playVariant(lab: Lab, { words, settings = [] }: Variant): void {
  for (const setting of settings) play(lab, `@B1 dt set ${setting}`, `@A1 dt set ${setting}`);
  play(lab, `@A1 dt connect Work ${DISK_TARGET} mirror ${words}`);
  settle(lab);
}

const startLine = (lab: Lab, words: string): string =>
  `dt mirror start ${String(connected(lab).id)} ${words}`;

describe('a mirror', () => {
  for (const variant of VARIANTS) {
    const blocks = Object.values(variant.sends).reduce((sum, count) => sum + count, 0);
    const title = [variant.words, ...(variant.settings ?? [])].join(', ');

    it(`sends ${String(blocks)} of ${String(BLOCKS)} blocks: ${title}`, () => {
      const lab = preparedPair();
      playVariant(lab, variant);
      const { mirror, sent } = connected(lab);
      assert.equal(mirror.sentBytes, blocks * BLOCK);
      assert.equal(sent.bytes, blocks * BLOCK);
      assert.equal(mirror.remainingBytes, 0);
      if (!variant.words.includes('newer') && !title.includes('MirrorOverwrite')) {
        assert.equal(mirror.skippedBytes, (BLOCKS - blocks) * BLOCK);
      }
      assert.deepEqual(differing(lab).sort(), [...variant.leaves].sort());
      assert.equal(bytesOn(lab, 'B1', pathOf('extra'))?.length, 3 * BLOCK);
    });
  }

  for (const words of ['full', 'differences', 'checksum']) {
    it(`keeps the source's times, so that nothing is left for another: ${words}`, () => {
      const lab = preparedPair();
      play(lab, `@A1 dt connect Work ${DISK_TARGET} mirror ${words}`);
      settle(lab);
      play(lab, 'lab run 10s', `@A1 ${startLine(lab, 'differences')}`);
      settle(lab);
      assert.equal(connected(lab).mirror.sentBytes, 0);
    });
  }

  it('by differences calls Good what has the same size and time, and other bytes', () => {
    const lab = preparedPair();
    play(lab, `@B1 del ${pathOf('extra')}`);
    play(lab, '@A1 dt set BlockChecksumAll 0', `dt connect Work ${DISK_TARGET} mirror checksum`);
    settle(lab);
    assert.equal(connected(lab).dataState, 'Good');
    assert.equal(runLine(lab, 'lab compare Work').exitCode, 1);
    play(lab, '@A1 dt set BlockChecksumAll 1', startLine(lab, 'checksum'));
    settle(lab);
    play(lab, 'lab compare Work');
  });

  it('reads its setting when it begins, not when the service did', () => {
    const lab = preparedPair();
    play(lab, '@A1 dt set BlockChecksumAll 0', `dt connect Work ${DISK_TARGET} mirror none`);
    play(lab, 'dt set BlockChecksumAll 1', startLine(lab, 'checksum'));
    settle(lab);
    assert.equal(connected(lab).mirror.sentBytes, (10 + 6) * BLOCK);
  });

  it('sends the bytes of a last block that is not full, and no more', () => {
    const lab = nodePair();
    play(lab, '@A1 fill C:\\Work\\odd.bin 10001 4');
    play(lab, `dt connect Work ${NODE_TARGET} mirror checksum`);
    settle(lab);
    assert.equal(connected(lab).mirror.sentBytes, 10_001);
    assertSameFile(lab, 'C:\\Work\\odd.bin');
  });

  it('brings empty files and their attributes and permissions', () => {
    const lab = nodePair();
    play(lab, '@A1 write C:\\Work\\none.txt ""', 'write C:\\Work\\a.txt text');
    play(lab, 'cacls C:\\Work\\a.txt "clerks:R"', 'attrib C:\\Work\\a.txt +h');
    play(lab, `dt connect Work ${NODE_TARGET} mirror full`);
    settle(lab);
    assert.equal(textOn(lab, 'B1', 'C:\\Work\\none.txt'), '');
    for (const line of ['attrib C:\\Work\\a.txt', 'cacls C:\\Work\\a.txt']) {
      assert.equal(runLine(lab, `@B1 ${line}`).output, runLine(lab, `@A1 ${line}`).output);
    }
  });

  it('cuts files into chunks of the size that is set', () => {
    const operations = [65_536, 32_768].map((size) => {
      const lab = nodePair();
      play(lab, '@A1 fill C:\\Work\\big.bin 262144 4', `dt set MirrorChunkSize ${String(size)}`);
      play(lab, `dt connect Work ${NODE_TARGET} mirror full`);
      settle(lab);
      return connected(lab).sent.operations;
    });
    assert.equal((operations[1] ?? 0) - (operations[0] ?? 0), 4);
  });
});
