import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import {
  advance,
  eventsOf,
  nowMs,
  readFile,
  snapshotOf,
  type Lab,
} from '../../workers/core/lab.ts';
import type { Snapshot } from '../../workers/core/snapshot.ts';
import { drawer, faultSchedule } from '../support/fault-schedule.ts';
import { fileBytes } from '../support/order-evidence.ts';
import { BOOK_PATH } from '../support/order-book.ts';
import { PrefixOracle, type OrderFiles } from '../support/prefix-oracle.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import {
  assertCountdown,
  assertDependenciesOnline,
  assertOneOwner,
  assertOneServes,
} from '../support/world-checks.ts';

const SEEDS = 50;
const END_MS = 90_000;
const PAUSE_MS_MAX = 3000;
const FAULTS = 7;
const TIME_TO_FAIL_MS = 30_000;
const LOOK_MS = 1000;
const BEGINS = 'failover begins';

/** Plays faults of one seed, with a look at many moments between. */
function playFaults(seed: number, look: (lab: Lab, snapshot: Snapshot) => void): Lab {
  const lab = openLab({ seed, diskMiB: 4 });
  const draw = drawer(seed + 1000);
  look(lab, snapshotOf(lab));
  play(lab, `client rate ${String(2 + draw(12))}`, 'client start');
  for (const { atMs, line } of [
    ...faultSchedule(seed, FAULTS, END_MS),
    { atMs: END_MS, line: 'client stop' },
  ]) {
    while (nowMs(lab) < atMs) {
      advance(lab, Math.min(atMs, nowMs(lab) + 1 + draw(PAUSE_MS_MAX)));
      look(lab, snapshotOf(lab));
    }
    runLine(lab, line);
    look(lab, snapshotOf(lab));
  }
  return lab;
}

describe('while power, cards and the link fail, over 50 seeds', () => {
  /** What went wrong, by seed; one pass serves all the questions, for labs are dear. */
  const problems = { world: [] as string[], failover: [] as string[], prefix: [] as string[] };
  const seen = { failovers: 0, looks: 0, behind: 0 };

  before(() => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const note = notebook(seed, problems);
      const failover = assertFailoverIsDue();
      const follower = follow();
      const lab = playFaults(seed, (now, snapshot) => {
        note('world', () => {
          assertWorld(now, snapshot);
        });
        note('failover', () => {
          failover(now, snapshot);
        });
        note('prefix', () => {
          follower.look(now, snapshot);
        });
      });
      seen.failovers += eventsOf(lab).filter(({ text }) => text.includes(BEGINS)).length;
      seen.looks += follower.looks();
      seen.behind += follower.looksBehind();
    }
  });

  it('one cluster serves at most, a disk is on one node, and what is Online stands on what is', () => {
    assert.deepEqual(problems.world, []);
  });

  it('failover begins when the last reply is as old as the time to fail, within one look', () => {
    assert.deepEqual(problems.failover, []);
    assert.ok(seen.failovers > 0, 'some seed loses the whole site');
  });

  it("SECOND's files are FIRST's of one earlier moment while the data state is Good", () => {
    assert.deepEqual(problems.prefix, []);
    assert.ok(seen.looks > SEEDS * 8, `only ${String(seen.looks)} looks at Good data`);
    assert.ok(seen.behind > SEEDS, `SECOND was behind at ${String(seen.behind)} looks only`);
  });
});

/** Runs checks; the first problem of each kind and seed is noted, and that kind not asked again. */
function notebook<Kind extends string>(seed: number, problems: Record<Kind, string[]>) {
  const closed = new Set<Kind>();
  return (kind: Kind, check: () => void): void => {
    if (closed.has(kind)) return;
    try {
      check();
    } catch (error) {
      closed.add(kind);
      problems[kind].push(`seed ${String(seed)}: ${error instanceof Error ? error.message : ''}`);
    }
  };
}

function assertWorld(lab: Lab, snapshot: Snapshot): void {
  assertOneServes(snapshot);
  assertDependenciesOnline(snapshot);
  assertOneOwner(lab, snapshot);
  for (const monitor of snapshot.monitors) assertCountdown(monitor, snapshot.atMs);
}

/** Checks each failover against the last reply that was seen before it. */
function assertFailoverIsDue(): (lab: Lab, snapshot: Snapshot) => void {
  const lastReplies = new Map<string, number>();
  let sequence = 0;
  return (lab, { monitors }) => {
    for (const event of eventsOf(lab, sequence)) {
      sequence = event.sequence;
      if (!event.text.includes(BEGINS)) continue;
      const silentMs = event.atMs - (lastReplies.get(event.node ?? '') ?? NaN);
      const where = `failover ${String(silentMs)} ms after the last reply`;
      assert.ok(silentMs >= TIME_TO_FAIL_MS && silentMs <= TIME_TO_FAIL_MS + LOOK_MS, where);
    }
    for (const { node, state, lastReplyAtMs } of monitors) {
      if (state === 'Monitoring') lastReplies.set(node, lastReplyAtMs ?? NaN);
    }
  };
}

const MARK = 'S:\\Docs\\mark-';

function orderFiles(lab: Lab, node: string, snapshot: Snapshot): OrderFiles {
  const id = node.startsWith('A') ? 'first' : 'second';
  const disk = snapshot.clusters[id].disks.find((each) => each.drive === 'S:' && !each.node);
  return {
    book: fileBytes(lab, node, BOOK_PATH),
    journal: fileBytes(lab, node, 'S:\\Orders\\orders.jnl'),
    totals: fileBytes(lab, node, 'S:\\Orders\\totals.txt'),
    marks: new Set((disk?.files ?? []).map(({ path }) => path).filter((p) => p.startsWith(MARK))),
  };
}

function ownerOf(lab: Lab, snapshot: Snapshot, id: 'first' | 'second'): string | null {
  const owner = snapshot.clusters[id].groups.find(({ name }) => name === 'Application')?.owner;
  if (owner === null || owner === undefined) return null;
  return readFile(lab, owner, BOOK_PATH) instanceof Uint8Array ? owner : null;
}

/** Follows FIRST's history, and asks of SECOND's files at each look with Good data where they lie on it. */
function follow() {
  const oracle = new PrefixOracle();
  let looks = 0;
  let behind = 0;
  let marks = 0;
  let connection = '';
  let reached = 0;
  const look = (lab: Lab, snapshot: Snapshot): void => {
    const isWatched = snapshot.monitors.every(({ state }) => !/Fail(ing|ed)/.test(state));
    const source = ownerOf(lab, snapshot, 'first');
    const target = ownerOf(lab, snapshot, 'second');
    if (source === null || snapshot.ledger !== null || !isWatched) return;
    const files = orderFiles(lab, source, snapshot);
    oracle.see(files);
    const [line] = snapshot.connections;
    if (line?.dataState === 'Good' && target !== null) {
      const moment = oracle.momentOf(orderFiles(lab, target, snapshot));
      const name = `${line.source} ${String(line.id)}`;
      if (name === connection) assert.ok(moment >= reached, 'SECOND went back in time');
      connection = name;
      reached = moment;
      looks += 1;
      if (moment * 256 < files.book.length) behind += 1;
    }
    if (looks % 9 === 4) {
      const path = `${MARK}${String(marks++)}.txt`;
      if (runLine(lab, `write ${path} "a mark"`, source).exitCode === 0) oracle.mark(path);
    }
  };
  return { look, looks: () => looks, looksBehind: () => behind };
}

describe('the checks themselves', () => {
  const lab = openLab({ seed: 5, diskMiB: 4 });
  play(lab, 'client rate 30', 'client start', 'lab run 5s');
  const snapshot = snapshotOf(lab);

  it('see two servers, a lost dependency and a wrong countdown', () => {
    assertOneServes(snapshot);
    const addresses = { '172.16.12.35': ['A1', 'B1'] };
    assert.throws(() => {
      assertOneServes({ ...snapshot, addresses });
    }, /both clusters/);
    assertDependenciesOnline(snapshot);
    const bent = JSON.parse(
      JSON.stringify(snapshot).replace(
        '"type":"IP Address","state":"Online"',
        '"type":"IP Address","state":"Failed"',
      ),
    ) as Snapshot;
    assert.notDeepEqual(bent, snapshot);
    assert.throws(() => {
      assertDependenciesOnline({ ...bent, clusters: { ...bent.clusters } });
    });
    const [monitor] = snapshot.monitors;
    assert.ok(monitor !== undefined);
    assert.throws(() => {
      assertCountdown(monitor, snapshot.atMs + 1);
    });
  });

  it('see a failover that comes too early, and a disk on another node than its owner', () => {
    const hasty = openLab({ seed: 5, diskMiB: 4 });
    const check = assertFailoverIsDue();
    play(hasty, '@B1 fcc set 172.16.12.35 missed 3', 'lab run 5s');
    check(hasty, snapshotOf(hasty));
    play(hasty, 'fault site first off', 'lab run 25s');
    assert.throws(() => {
      check(hasty, snapshotOf(hasty));
    }, /ms after the last reply/);
    assertOneOwner(lab, snapshot);
    const text = JSON.stringify(snapshot).replaceAll('"owner":"A1"', '"owner":"A2"');
    assert.throws(() => {
      assertOneOwner(lab, JSON.parse(text) as Snapshot);
    }, /disk Online/);
  });

  it('see a book, a journal, totals or a mark that lie at another moment than the rest', () => {
    const oracle = new PrefixOracle();
    const early = orderFiles(lab, 'A1', snapshot);
    oracle.see(early);
    play(lab, 'lab run 4s');
    const late = orderFiles(lab, 'A1', snapshotOf(lab));
    oracle.see(late);
    const count = late.book.length / 256;
    assert.equal(oracle.momentOf(late), count);
    assert.ok(oracle.momentOf(early) < count - 2);
    assert.throws(() => oracle.momentOf({ ...late, book: early.book }), /journal/);
    assert.throws(() => oracle.momentOf({ ...late, journal: early.journal }), /journal/);
    const strange = late.totals.slice();
    strange[10] = 0x39;
    assert.throws(() => oracle.momentOf({ ...late, totals: strange }), /totals/);
    oracle.mark('S:\\Docs\\mark-0.txt');
    assert.throws(() => oracle.momentOf({ ...early, marks: new Set(['S:\\Docs\\mark-0.txt']) }));
  });
});
