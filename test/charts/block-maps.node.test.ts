import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { BLOCK_CELL, type BlockMaps, type BlockRange } from '../../workers/api.ts';
import { advance, blockMapsOf, nowMs, readFile, type Lab } from '../../workers/core/lab.ts';
import {
  differenceRow,
  differenceSentence,
} from '../../web/charts/difference-map/difference-words.ts';
import { openLab, play } from '../support/run-lines.ts';

const BLOCK_BYTES = 4096;
const NAMES = { first: 'CLUS-A', second: 'CLUS-B' };

/** State of each block of a file by its bytes on both disks, told by nobody but the bytes. */
function statesByBytes(lab: Lab, path: string): number[] {
  const [one, other] = ['A1', 'B1'].map((node) => bytesOf(lab, node, path));
  assert.ok(one !== undefined && other !== undefined);
  const count = Math.ceil(Math.max(one.length, other.length) / BLOCK_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const here = blockOf(one, index);
    const there = blockOf(other, index);
    if (here === null) return BLOCK_CELL.onlySecond;
    if (there === null) return BLOCK_CELL.onlyFirst;
    return here === there ? BLOCK_CELL.equal : BLOCK_CELL.differs;
  });
}

function bytesOf(lab: Lab, node: string, path: string): Uint8Array {
  const read = readFile(lab, node, path);
  return read instanceof Uint8Array ? read : new Uint8Array(0);
}

/** A block's bytes, filled up with zeros as on the disk; null past the end of the file. */
function blockOf(bytes: Uint8Array | undefined, index: number): string | null {
  const part = (bytes ?? new Uint8Array(0)).subarray(
    index * BLOCK_BYTES,
    (index + 1) * BLOCK_BYTES,
  );
  if (part.length === 0) return null;
  const whole = new Uint8Array(BLOCK_BYTES);
  whole.set(part);
  return whole.join();
}

function statesByRanges(ranges: readonly BlockRange[], path: string, count: number): number[] {
  const states = new Array<number>(count).fill(BLOCK_CELL.equal);
  for (const range of ranges.filter((each) => each.path === path))
    states.fill(BLOCK_CELL[range.state], range.from, range.from + range.count);
  return states;
}

/** A pair whose second disk is behind, and one that has gone on by itself. */
function partedPair(): Lab {
  const lab = openLab();
  play(lab, 'client rate 20', 'client start', 'fault link replication rate 48');
  advance(lab, nowMs(lab) + 20_000);
  return lab;
}

describe('the difference of the two disks', () => {
  it('says of every block of the order files what their bytes say, whichever side has more', () => {
    const lab = partedPair();
    for (const path of ['S:\\Orders\\orders.txt', 'S:\\Orders\\orders.jnl']) {
      const states = statesByBytes(lab, path);
      assert.ok(states.includes(BLOCK_CELL.differs), path);
      assert.deepEqual(statesByRanges(blockMapsOf(lab).ranges, path, states.length), states);
    }
    const orders = blockMapsOf(lab).ranges.filter(({ path }) => path.endsWith('orders.txt'));
    assert.equal(orders.at(-1).state, 'onlyFirst');
    play(lab, 'fault site first off');
    advance(lab, nowMs(lab) + 120_000);
    assert.equal(
      blockMapsOf(lab)
        .ranges.filter(({ path }) => path.endsWith('orders.txt'))
        .at(-1).state,
      'onlySecond',
    );
  });

  it('marks on the map as many blocks as its ranges hold, in the same order', () => {
    const maps = blockMapsOf(partedPair());
    assert.deepEqual(
      [...maps.difference].filter((cell) => cell !== BLOCK_CELL.equal),
      maps.ranges.flatMap(({ state, count }) => new Array<number>(count).fill(BLOCK_CELL[state])),
    );
    assert.equal(maps.rangeCount, maps.ranges.length);
    assert.equal(maps.fileCount, new Set(maps.ranges.map(({ path }) => path)).size);
  });

  it('gives places on each disk that the map of that disk marks as different', () => {
    const lab = partedPair();
    // The order book lies in two pieces on the first disk, and all of it is there alone.
    play(lab, '@A1 cluster resource "DT Connection for Application" /offline');
    play(lab, '@B1 del S:\\Orders\\orders.txt');
    const maps = blockMapsOf(lab);
    const book = maps.ranges.filter(({ path }) => path.endsWith('orders.txt'));
    assert.ok(book.length > 1 && book.every(({ state }) => state === 'onlyFirst'));
    for (const side of ['first', 'second'] as const) {
      const marked = marksOf(maps, side);
      assert.equal(marked.length, maps[side].filter((cell) => cell === BLOCK_CELL.differs).length);
      assert.ok(marked.every((place) => maps[side][place] === BLOCK_CELL.differs));
    }
  });

  it('is nothing while the pair is in step, and nothing is there without a set', () => {
    const equal = blockMapsOf(openLab());
    assert.equal(equal.rangeCount, 0);
    assert.match(
      differenceSentence(equal, NAMES),
      /^\d+ blocks of the set, equal on both disks\.$/,
    );
    const none = blockMapsOf(openLab({ scenario: 'bare' }));
    assert.equal(differenceSentence(none, NAMES), 'No replication set covers a block yet.');
  });

  it('is summed up with counts of each kind and of files, and told range by range', () => {
    const maps = blockMapsOf(partedPair());
    const { length } = maps.difference;
    const count = (state: BlockRange['state']): number =>
      maps.ranges.reduce((sum, each) => sum + (each.state === state ? each.count : 0), 0);
    assert.equal(
      differenceSentence(maps, NAMES),
      `Of ${String(length)} blocks ${String(count('differs'))} differ, ` +
        `${String(count('onlyFirst'))} are only on CLUS-A, in 3 files.`,
    );
    const range = { state: 'onlyFirst', from: 49, count: 21, first: 536, second: null } as const;
    assert.deepEqual(differenceRow({ path: 'S:\\Orders\\orders.txt', ...range }, NAMES), [
      'S:\\Orders\\orders.txt',
      '49–69',
      'only on CLUS-A',
      '536–556',
      'none',
    ]);
  });
});

/** Places on one disk of all blocks that differ or are there alone. */
function marksOf({ ranges }: BlockMaps, side: 'first' | 'second'): number[] {
  return ranges.flatMap((range) => {
    const from = range[side];
    return from === null ? [] : Array.from({ length: range.count }, (_, index) => from + index);
  });
}
