import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ParkingRoom } from '../../workers/parking-places.ts';
import { SeekingLab, type LabHoldings } from '../support/seeking-lab.ts';

const MINUTE_MS = 60_000;

/** Orders, a narrow link, a failover in the middle, and a while on the other side. */
const BUSY_RUN: readonly (readonly [atMinutes: number, line: string])[] = [
  [0, 'client start'],
  [4, 'fault link replication rate 96'],
  [9, 'fault link replication rate 1544'],
  [13, 'fault link replication cut'],
  [14, 'fault link replication restore'],
  [21, 'fault site first off'],
  [30, 'client rate 12'],
];
const END_MINUTES = 36;
const MOMENTS = 12;

/** Room for four parked labs: enough for their ways to cross, and soon filled. */
function fewPlaces(): ParkingRoom {
  return new ParkingRoom(128 * 2 ** 20);
}

/** Moments spread over the run, no two alike, ascending; some at the very moment of a line. */
function moments(): number[] {
  const lines = [13, 21].map((minutes) => minutes * MINUTE_MS);
  const others = Array.from({ length: MOMENTS }, (_, index) => 7919 * 21 * (index + 1) + index);
  return [...lines, ...others].sort((a, b) => a - b);
}

/** Plays the run, and notes what the disks hold on the way. */
async function playBusyRun(lab: SeekingLab): Promise<LabHoldings[]> {
  const seen: LabHoldings[] = [];
  const stops = [
    ...BUSY_RUN.map(([minutes, line]) => ({ atMs: minutes * MINUTE_MS, line })),
    ...moments().map((atMs) => ({ atMs, line: null })),
    { atMs: END_MINUTES * MINUTE_MS, line: null },
  ].sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, line } of stops) {
    await lab.runner.run(atMs);
    if (line === null) {
      seen.push(lab.holdings());
      continue;
    }
    await lab.play(line);
    lab.idle();
  }
  return seen;
}

/** Every other one from the end backwards, then the rest forwards. */
function backAndForth<Item>(items: readonly Item[]): Item[] {
  return [
    ...items.filter((_, index) => index % 2 === 1).reverse(),
    ...items.filter((_, index) => index % 2 === 0),
  ];
}

describe('Seeking in a busy run', () => {
  it('shows the very disks and the very log that were there, backwards and forwards', async () => {
    const lab = new SeekingLab(fewPlaces());
    const seen = await playBusyRun(lab);
    assert.ok(seen.length > MOMENTS);
    for (const past of backAndForth(seen)) {
      await lab.runner.past.seek(past.atMs);
      assert.deepEqual(lab.holdings(), past);
      if (past.atMs % 2 === 0) lab.idle();
    }
  });

  it('shows the same where no lab may be parked', async () => {
    const [with_, without] = [new SeekingLab(fewPlaces()), new SeekingLab(null)];
    const seen = await playBusyRun(with_);
    assert.deepEqual(await playBusyRun(without), seen);
    assert.equal(without.built, 1);
    const past = seen[5];
    assert.ok(past !== undefined);
    await without.runner.past.seek(past.atMs);
    assert.deepEqual(without.holdings(), past);
    assert.equal(without.built, 2);
  });

  it('starts from a lab that stands near, wherever in the last thirty minutes it leads', async () => {
    const lab = new SeekingLab(new ParkingRoom());
    await playBusyRun(lab);
    for (const minutes of [35, 7, 21, 12, 11, 34, 6]) {
      lab.idle();
      const { built } = lab;
      await lab.runner.past.seek(minutes * MINUTE_MS);
      assert.equal(lab.built, built, `the seek to minute ${String(minutes)} built a lab`);
    }
  });

  it('shows nothing of a future that a new line has ended', async () => {
    const lab = new SeekingLab(fewPlaces());
    await playBusyRun(lab);
    await lab.runner.past.seek(18 * MINUTE_MS);
    lab.idle();
    await lab.play('fault power A2 off');
    lab.idle();
    await lab.runner.run(33 * MINUTE_MS);
    lab.idle();
    const plain = new SeekingLab(null);
    const { options, lines, files } = lab.runner.live;
    await plain.runner.replace({ options, lines, files: files.values() }, 33 * MINUTE_MS);
    assert.deepEqual(lab.holdings(), plain.holdings());
    assert.ok(!lines.some(([, , line]) => line === 'fault site first off'));
    for (const minutes of [31, 19, 22]) {
      await Promise.all([lab, plain].map((each) => each.runner.past.seek(minutes * MINUTE_MS)));
      assert.deepEqual(lab.holdings(), plain.holdings());
    }
  });

  it('is as right after a line was taken out, and put back', async () => {
    const lab = new SeekingLab(fewPlaces());
    const seen = await playBusyRun(lab);
    const present = lab.holdings();
    assert.deepEqual(seen.at(-1), present);
    await lab.play('lab undo', 'lab undo');
    lab.idle();
    assert.equal(lab.nowMs, END_MINUTES * MINUTE_MS);
    assert.notEqual(lab.holdings().digest, present.digest);
    await lab.runner.past.seek(25 * MINUTE_MS);
    lab.idle();
    await lab.play('lab redo');
    await lab.runner.past.seek(END_MINUTES * MINUTE_MS);
    await lab.play('lab redo');
    assert.deepEqual(lab.holdings(), present);
  });

  it('with the largest disks parks no lab', async () => {
    const lab = new SeekingLab(new ParkingRoom(), 256);
    await lab.runner.run(3 * MINUTE_MS);
    lab.idle();
    assert.equal(lab.built, 1);
  });

  it('shares the room with the other labs of the page, and gives it back', async () => {
    const room = new ParkingRoom(100 * 2 ** 20);
    const [one, other] = [new SeekingLab(room), new SeekingLab(room)];
    for (const lab of [one, other]) {
      await lab.runner.run(40 * MINUTE_MS);
      lab.idle();
    }
    assert.equal(one.built, 3);
    assert.equal(other.built, 1);
    one.runner.stop();
    await other.runner.run(46 * MINUTE_MS);
    other.idle();
    assert.equal(other.built, 3);
  });
});
