import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import {
  assertRefused,
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
import { advanceUntil } from '../support/lab-views.ts';
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

const BIG_BYTES = 640 * 1024;

/** A full mirror of one large file and some small ones, over a slow line, some seconds after it began. */
function mirroringPair(...settings: readonly string[]): Lab {
  const lab = nodePair();
  play(lab, 'fault link replication rate 512', ...settings.map((each) => `@A1 dt set ${each}`));
  play(lab, `@A1 fill C:\\Work\\big.bin ${String(BIG_BYTES)} 3`);
  play(lab, 'write C:\\Work\\zz.txt "small, and last"', 'write C:\\Work\\zy.txt "and this"');
  play(lab, `dt connect Work ${NODE_TARGET} mirror full`, 'lab run 4s');
  assert.notEqual(connected(lab).mirrorStatus, 'Idle');
  return lab;
}

describe('while a mirror runs', () => {
  it('the data is Bad, and Good at its end', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    assert.deepEqual(stateOf(lab), ['Bad', 'Mirroring', 'Mirroring']);
    settle(lab);
    assert.deepEqual(stateOf(lab), ['Good', 'Idle', 'Online']);
    play(lab, '@A1 dt mirror start 1 checksum');
    assert.equal(connected(lab).dataState, 'Bad');
    settle(lab);
    assert.deepEqual(stateOf(lab), ['Good', 'Idle', 'Online']);
  });

  it('later writes land later, before and behind where it is', () => {
    const lab = mirroringPair();
    play(lab, '@A1 write C:\\Work\\big.bin EARLY at 10', 'lab run 1s');
    play(lab, `write C:\\Work\\big.bin LATE at ${String(BIG_BYTES - 10)}`);
    play(lab, 'write C:\\Work\\zz.txt "other text" at 3', 'lab run 1s');
    play(lab, `write C:\\Work\\big.bin MIDDLE at ${String(BIG_BYTES / 2)}`);
    play(lab, 'write C:\\Work\\new.txt new');
    settle(lab);
    for (const name of ['big.bin', 'zz.txt', 'zy.txt', 'new.txt']) {
      assertSameFile(lab, `C:\\Work\\${name}`);
    }
  });

  it('files that go, change name or shrink end as on the source', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 del C:\\Work\\zz.txt', 'move C:\\Work\\zy.txt C:\\Work\\aa.txt');
    play(lab, `truncate C:\\Work\\big.bin ${String(BIG_BYTES / 2 + 1)}`);
    settle(lab);
    for (const name of ['big.bin', 'zz.txt', 'zy.txt', 'aa.txt']) {
      assertSameFile(lab, `C:\\Work\\${name}`);
    }
    assert.equal(connected(lab).dataState, 'Good');
  });

  it('no more of its chunks wait than are allowed, and other writes pass between', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 write C:\\Work\\between.txt between');
    const arrivedMs = advanceUntil(
      lab,
      60_000,
      () => textOn(lab, 'B1', 'C:\\Work\\between.txt') === 'between',
    );
    assert.equal(connected(lab).mirrorStatus, 'Mirroring');
    assert.ok(arrivedMs < 10_000, `it came at ${String(arrivedMs)} ms, behind the whole mirror`);
    while (connected(lab).mirrorStatus === 'Mirroring') {
      const { bytes } = connected(lab).queue;
      assert.ok(bytes <= 2 * 65_536, `${String(bytes)} bytes wait`);
      play(lab, 'lab run 100ms');
    }
  });
});

function stateOf(lab: Lab): string[] {
  const { dataState, mirrorStatus, targetStatus } = connected(lab);
  return [dataState, mirrorStatus, targetStatus];
}

describe('a mirror that is paused', () => {
  it('keeps its place: resumed, it sends what was left and no more', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror pause 1', 'lab run 5s');
    const { mirror, sent } = connected(lab);
    assert.equal(connected(lab).mirrorStatus, 'Paused');
    assert.equal(connected(lab).dataState, 'Bad');
    assert.ok(mirror.sentBytes > 0 && mirror.sentBytes < BIG_BYTES, 'a part was sent');
    assert.ok(mirror.remainingBytes > 0, 'a part is left');

    play(lab, 'lab run 60s');
    assert.deepEqual(connected(lab).mirror, mirror);
    assert.deepEqual(connected(lab).sent, sent);

    play(lab, '@A1 dt mirror resume 1');
    settle(lab);
    assert.equal(connected(lab).mirror.sentBytes, BIG_BYTES + 23);
    assert.equal(connected(lab).sent.bytes, BIG_BYTES + 23);
    assert.deepEqual(stateOf(lab), ['Good', 'Idle', 'Online']);
    assertSameFile(lab, 'C:\\Work\\big.bin');
  });

  it('lets replication go on', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror pause 1', 'lab run 5s', '@A1 write C:\\Work\\now.txt now');
    play(lab, 'lab run 5s');
    assert.equal(textOn(lab, 'B1', 'C:\\Work\\now.txt'), 'now');
    play(lab, '@A1 write C:\\Work\\big.bin changed at 5', 'dt mirror resume 1');
    settle(lab);
    assertSameFile(lab, 'C:\\Work\\big.bin');
  });
});

describe('a mirror that is stopped', () => {
  it('leaves the data Bad and says so', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror stop 1', 'lab run 30s');
    assert.deepEqual(stateOf(lab), ['Bad', 'Idle', 'Mirroring Stopped']);
    assert.equal(connected(lab).queue.operations, 0);
  });

  it('forgets its place: the next one begins with the whole set', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror stop 1', 'lab run 30s');
    const before = connected(lab).sent.bytes;
    assert.ok(before > 0 && before < BIG_BYTES, `${String(before)} bytes were sent`);
    play(lab, '@A1 dt mirror start 1 full');
    settle(lab);
    assert.equal(connected(lab).mirror.sentBytes, BIG_BYTES + 23);
    assert.equal(connected(lab).sent.bytes, before + BIG_BYTES + 23);
    assert.deepEqual(stateOf(lab), ['Good', 'Idle', 'Online']);
  });

  it('lets replication go on', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror stop 1', 'lab run 30s', '@A1 write C:\\Work\\now.txt now');
    play(lab, 'lab run 5s');
    assert.equal(textOn(lab, 'B1', 'C:\\Work\\now.txt'), 'now');
    assert.equal(connected(lab).dataState, 'Bad');
  });
});

describe('the lines of a mirror', () => {
  it('are refused where there is no such connection, or the words are wrong', () => {
    const lab = nodePair();
    for (const line of [
      'dt mirror start 1',
      'dt mirror stop 1',
      'dt mirror pause 1',
      'dt mirror resume 1',
      `dt connect Work ${NODE_TARGET} mirror half`,
      `dt connect Work ${NODE_TARGET} mirror full older`,
      `dt connect Work ${NODE_TARGET} mirror`,
      'dt connect Work',
    ]) {
      assertRefused(lab, `@A1 ${line}`);
    }
    play(lab, `@A1 dt connect Work ${NODE_TARGET} mirror none`);
    for (const line of [
      'dt mirror start 2',
      'dt mirror start 1 none',
      'dt mirror jump 1',
      'dt mirror',
    ]) {
      assertRefused(lab, `@A1 ${line}`);
    }
    assert.equal(nowMs(lab), 0);
    assert.equal(snapshotOf(lab).connections.length, 1);
  });
});
