/*
 * Blocks that hold other bytes than were written there, in every way in which that happens: a verification names just
 * these, and changes nothing; a mirror says that its source is damaged before anything of it arrives.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, nowMs, provideBytes, type Lab } from '../../workers/core/lab.ts';
import type { ClusterId } from '../../workers/core/snapshot.ts';
import { BLOCK_BYTES } from '../../workers/core/storage/block-kernel.ts';
import type { Volume } from '../../workers/core/world.ts';
import {
  assertSameFile,
  bytesOn,
  connected,
  DISK_TARGET,
  diskPair,
  settle,
} from '../support/replicated-pair.ts';
import { play } from '../support/run-lines.ts';

const PATH = 'S:\\Work\\a.dat';
const BLOCKS = 5;
const LOG = 'C:\\Double-Take\\Work DTVerify.log';

/** What lies on the disk instead: for each block of the file that is hit, where its bytes come from. */
type Damage = readonly (readonly [block: number, from: number | 'old' | 'flipped'])[];

const DAMAGES: readonly (readonly [name: string, damage: Damage])[] = [
  ['a flipped bit', [[2, 'flipped']]],
  ['a write that never arrived', [[1, 'old']]],
  ['a block of another place', [[3, 0]]],
  [
    'two blocks that changed places',
    [
      [0, 4],
      [4, 0],
    ],
  ],
];

function volumeOf(lab: Lab, cluster: ClusterId): Volume {
  const volume = lab.clusters[cluster].disks.find(({ drive }) => drive === 'S:')?.volume ?? null;
  if (volume === null) throw new Error(`${cluster} has no S:`);
  return volume;
}

/** Where the blocks of the file lie on a disk. */
function placesOf(volume: Volume): number[] {
  const { extents = [] } = volume.files.get('\\work\\a.dat') ?? {};
  return extents.flatMap((first, index) =>
    index % 2 === 0 ? Array.from({ length: extents[index + 1] ?? 0 }, (_, at) => first + at) : [],
  );
}

/** A connected pair whose file was written twice, and is damaged on one side. */
function damagedPair(cluster: ClusterId, damage: Damage): Lab {
  const lab = diskPair(4);
  const bytes = String(BLOCKS * BLOCK_BYTES);
  play(lab, `@A1 fill ${PATH} ${bytes} 1`, `dt connect Work ${DISK_TARGET} mirror full`);
  settle(lab);
  const volume = volumeOf(lab, cluster);
  const read = (block: number): Uint8Array =>
    lab.kernel.read(volume.disk, (placesOf(volume)[block] ?? 0) * BLOCK_BYTES, BLOCK_BYTES);
  const old = Array.from({ length: BLOCKS }, (_, block) => read(block));
  play(lab, `@A1 fill ${PATH} ${bytes} 2`, 'lab run 5s');
  const present = Array.from({ length: BLOCKS }, (_, block) => read(block));
  for (const [block, from] of damage) {
    if (from === 'flipped') {
      play(lab, `fault flip ${cluster} ${PATH} ${String(block)} 77`);
      continue;
    }
    const put = from === 'old' ? old[block] : present[from];
    const place = String(placesOf(volume)[block] ?? -1);
    play(lab, `fault block ${cluster} S: ${place} ${provideBytes(lab, put ?? new Uint8Array())}`);
  }
  return lab;
}

for (const [name, damage] of DAMAGES) {
  describe(name, () => {
    const hit = damage.map(([block]) => block);

    it('on the target is found by a verification, which names the blocks and changes nothing', () => {
      const lab = damagedPair('second', damage);
      const before = [bytesOn(lab, 'A1', PATH), bytesOn(lab, 'B1', PATH)];
      const id = String(connected(lab).id);
      play(lab, `@A1 dt verify ${id} checksum`, 'lab run 10s');
      const job = lab.jobs[0];
      assert.equal(job?.state, 'Done');
      assert.equal(job.differentFiles, 1);
      assert.equal(job.outOfSyncBytes, hit.length * BLOCK_BYTES);
      assert.match(job.findings.join('\n'), new RegExp(`blocks ${hit.join(' ')},`));
      assert.deepEqual([bytesOn(lab, 'A1', PATH), bytesOn(lab, 'B1', PATH)], before);
    });

    it('on the target is mended by a mirror that compares blocks', () => {
      const lab = damagedPair('second', damage);
      play(lab, `@A1 dt mirror start ${String(connected(lab).id)} checksum`);
      settle(lab);
      assertSameFile(lab, PATH);
      const volume = volumeOf(lab, 'second');
      for (const place of placesOf(volume))
        assert.deepEqual(lab.kernel.damagedBlocks(volume.disk, place, 1), []);
    });

    it('on the source is said before any of it arrives on the target', () => {
      const lab = damagedPair('first', damage);
      const before = bytesOn(lab, 'B1', PATH);
      const sinceMs = nowMs(lab);
      play(lab, `@A1 dt mirror start ${String(connected(lab).id)} full`);
      const isSaid = (): boolean =>
        eventsOf(lab).some(
          ({ atMs, text }) => atMs >= sinceMs && text.startsWith(`${PATH} is damaged on A1`),
        );
      for (let wait = 0; wait < 1000 && !isSaid(); wait++) play(lab, 'lab run 1ms');
      assert.ok(isSaid());
      assert.deepEqual(bytesOn(lab, 'B1', PATH), before);
    });
  });
}

describe('a damaged file that moves into the set', () => {
  it('is said to be damaged when it is queued', () => {
    const lab = diskPair(4);
    play(lab, `@A1 dt connect Work ${DISK_TARGET} mirror full`, 'fill S:\\x.dat 9000 1');
    settle(lab);
    play(lab, 'fault flip first S:\\x.dat 1 3', '@A1 move S:\\x.dat S:\\Work\\x.dat');
    const said = eventsOf(lab).filter(({ text }) => text.includes('is damaged on A1'));
    assert.deepEqual(
      said.map(({ atMs }) => atMs),
      [nowMs(lab)],
    );
  });
});

describe('a block that is written in part', () => {
  it('is said to be damaged before its rest gets a new checksum, and still found by a verification', () => {
    const lab = diskPair(4);
    play(lab, 'fill S:\\Work\\x.dat 9000 1');
    play(lab, `@A1 dt connect Work ${DISK_TARGET} mirror full`);
    settle(lab);
    const said = (): number =>
      eventsOf(lab).filter(({ text }) => text.startsWith('S:\\Work\\x.dat is damaged on A1'))
        .length;
    play(lab, 'fault flip first S:\\Work\\x.dat 1 3', '@A1 write S:\\Work\\x.dat "whole" at 0');
    assert.equal(said(), 0, 'another block was written');
    play(lab, '@A1 write S:\\Work\\x.dat "part" at 5000', 'lab run 5s');
    assert.equal(said(), 1);
    play(lab, `@A1 dt verify ${String(connected(lab).id)} checksum`, 'lab run 5s');
    const text = eventsOf(lab).map((event) => event.text);
    assert.ok(text.some((each) => each.includes('verification')));
    assert.match(
      new TextDecoder().decode(bytesOn(lab, 'A1', LOG) ?? undefined),
      /x\.dat: DIFFERENT .* blocks 1,/,
    );
  });
});
