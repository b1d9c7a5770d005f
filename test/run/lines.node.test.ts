import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { array, assert as hold, constantFrom, integer, oneof, property, record } from 'fast-check';
import {
  advance,
  digestOf,
  eventsOf,
  execute,
  keptLines,
  lastSequence,
  nowMs,
  runOf,
  setFuture,
  snapshotOf,
  type Lab,
} from '../../workers/core/lab.ts';
import { ACTING_LINES, BROKEN_LINES, READING_LINES } from '../support/line-lists.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { shapeProblem } from '../support/snapshot-shape.ts';

const OPTIONS = { seed: 11, diskMiB: 4 } as const;
const RUNS = 30;
const SETTINGS = { seed: 2001, numRuns: RUNS } as const;
const NOT_BUILT = 120;

/** One entry of a session: virtual time that passes, then a line. */
interface Entry {
  readonly afterMs: number;
  readonly line: string;
}

const delay = oneof(constantFrom(0, 0, 1, 1000), integer({ min: 0, max: 9000 }));
/** What takes whole machines away comes seldom: most other lines need one that runs. */
const isOutage = (line: string): boolean => /^fault (power|site|network) .*(off|cut)$/.test(line);
const outage = constantFrom(...ACTING_LINES.filter(isOutage));
const acting = constantFrom(...ACTING_LINES.filter((line) => !isOutage(line)));
const traceless = constantFrom(...READING_LINES, ...BROKEN_LINES);
const session = array(
  record({
    afterMs: delay,
    line: oneof({ weight: 6, arbitrary: acting }, { weight: 1, arbitrary: outage }, traceless),
  }),
  { minLength: 4, maxLength: 14 },
);

/** What a line that leaves no trace must not move. */
function traceOf(lab: Lab): unknown {
  return {
    atMs: nowMs(lab),
    digest: digestOf(lab),
    events: lastSequence(lab),
    lines: keptLines(lab),
  };
}

/** Enters a line without waiting for what it begins. */
function enter(lab: Lab, line: string): { exitCode: number | null; changed: boolean } {
  const execution = execute(lab, line);
  if (execution.kind === 'engine') return { exitCode: 0, changed: false };
  const exitCode = execution.kind === 'done' ? execution.exitCode : null;
  return { exitCode, changed: execution.changed };
}

interface Checkpoint {
  readonly atMs: number;
  readonly digest: string;
}

/** Plays a session, with what each line says of itself checked against what it did. */
function playSession(lab: Lab, entries: readonly Entry[]): Checkpoint[] {
  const checkpoints: Checkpoint[] = [];
  for (const { afterMs, line } of entries) {
    if (afterMs > 0) {
      checkpoints.push({ atMs: nowMs(lab), digest: digestOf(lab) });
      advance(lab, nowMs(lab) + afterMs);
    }
    const before = traceOf(lab);
    const kept = keptLines(lab).length;
    const { exitCode, changed } = enter(lab, line);
    assert.notEqual(exitCode, NOT_BUILT, line);
    assert.equal(keptLines(lab).length - kept, changed ? 1 : 0, line);
    if (!changed) assert.deepEqual(traceOf(lab), before, line);
    if (BROKEN_LINES.includes(line)) assert.ok(exitCode !== 0, `"${line}" was not refused`);
    if (!ACTING_LINES.includes(line)) assert.ok(!changed, `"${line}" changed the world`);
  }
  advance(lab, nowMs(lab) + 20_000);
  checkpoints.push({ atMs: nowMs(lab), digest: digestOf(lab) });
  return checkpoints;
}

function assertWellFormed(lab: Lab): void {
  const events = eventsOf(lab);
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    events.map((_, index) => index + 1),
  );
  assert.equal(lastSequence(lab), events.length);
  for (const [index, { atMs }] of events.entries()) {
    assert.ok(atMs >= (events[index - 1]?.atMs ?? -Infinity), 'times of events never fall');
  }
  for (const { sequence, causes } of events) {
    assert.ok(
      causes.every((cause) => cause >= 1 && cause < sequence),
      'causes come before',
    );
  }
  const { lines, endMs } = runOf(lab);
  for (const [index, [atMs]] of lines.entries()) {
    assert.ok(atMs >= (lines[index - 1]?.[0] ?? 0) && atMs <= endMs, 'times of lines never fall');
  }
}

describe('a session of lines, sensible and broken', () => {
  it('replays to the same digest at every moment, and keeps nothing of what changed nothing', () => {
    hold(
      property(session, (entries) => {
        const lab = openLab(OPTIONS);
        const checkpoints = playSession(lab, entries);
        assertWellFormed(lab);
        const replayed = openLab(OPTIONS);
        setFuture(replayed, runOf(lab).lines);
        for (const { atMs, digest } of checkpoints) {
          advance(replayed, atMs);
          assert.equal(digestOf(replayed), digest, `at ${String(atMs)} ms`);
        }
        assert.deepEqual(eventsOf(replayed), eventsOf(lab));
        assert.deepEqual(runOf(replayed), runOf(lab));
      }),
      SETTINGS,
    );
  });

  it('shows itself as plain data with every field that others rely on', () => {
    hold(
      property(session, (entries) => {
        const lab = openLab(OPTIONS);
        for (const { afterMs, line } of entries) {
          advance(lab, nowMs(lab) + afterMs);
          enter(lab, line);
          const before = digestOf(lab);
          const snapshot = snapshotOf(lab);
          assert.equal(shapeProblem(snapshot), undefined, line);
          assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
          assert.equal(digestOf(lab), before, 'looking changes nothing');
        }
      }),
      { ...SETTINGS, numRuns: 15 },
    );
  });
});

describe('a line that is refused or only reads', () => {
  it('leaves no trace on a quiet pair, on a busy one, after a failover, and in what comes later', () => {
    for (const opening of [
      [],
      ['fault link replication loss 9', 'client rate 30', 'client start', 'lab run 7s'],
      ['client start', 'fault site first off', 'lab run 50s'],
    ]) {
      const lab = openLab(OPTIONS);
      const untouched = openLab(OPTIONS);
      play(lab, ...opening);
      play(untouched, ...opening);
      const before = traceOf(lab);
      for (const line of [...READING_LINES, ...BROKEN_LINES]) {
        const { exitCode, output, changed } = runLine(lab, line);
        assert.ok(!changed, line);
        assert.deepEqual(traceOf(lab), before, line);
        if (!BROKEN_LINES.includes(line)) continue;
        assert.ok(exitCode !== 0 && exitCode !== NOT_BUILT, `"${line}": ${String(exitCode)}`);
        assert.ok(output.length > 3, `"${line}" is refused without a word`);
      }
      play(lab, 'lab run 30s');
      play(untouched, 'lab run 30s');
      assert.deepEqual(traceOf(lab), traceOf(untouched));
    }
  });

  it('answers with 0 where it reads a healthy pair', () => {
    const lab = openLab(OPTIONS);
    for (const line of READING_LINES) {
      const { exitCode, output } = runLine(lab, line);
      assert.equal(exitCode, 0, `"${line}": ${output}`);
    }
  });

  it('is told apart by the test from one that acts: each of these leaves a trace', () => {
    for (const line of ['client rate 6', 'fault power B2 off', '@A1 md S:\\New']) {
      const lab = openLab(OPTIONS);
      const before = traceOf(lab);
      assert.ok(runLine(lab, line).changed, line);
      assert.notDeepEqual(traceOf(lab), before, line);
    }
  });
});

describe('time of a run', () => {
  it('is the same in pieces as in one: lab run 10s twice is lab run 20s', () => {
    for (const opening of [['client start'], ['client start', 'fault site first off']]) {
      const [twice, once] = [openLab(OPTIONS), openLab(OPTIONS)];
      play(twice, ...opening, 'lab run 10s', 'lab run 10s');
      play(once, ...opening, 'lab run 20s');
      assert.deepEqual(traceOf(twice), traceOf(once));
      assert.deepEqual(snapshotOf(twice), snapshotOf(once));
    }
  });

  it('reads 0 where the scenario is done, with what it did before 0, and stands still for most lines', () => {
    const lab = openLab(OPTIONS);
    assert.equal(nowMs(lab), 0);
    assert.ok(eventsOf(lab).every(({ atMs, line }) => atMs <= 0 && line === null));
    assert.deepEqual(keptLines(lab), []);
    play(lab, 'client start', '@A1 md S:\\New', 'fault power B2 off');
    assert.equal(nowMs(lab), 0);
  });

  it('takes 0 and unchanged for a fault that is there already, and for clearing one that is not', () => {
    const lab = openLab(OPTIONS);
    play(lab, 'fault power A2 off');
    const before = traceOf(lab);
    for (const line of [
      'fault power A2 off',
      'fault link replication restore',
      'fault power B2 on',
    ]) {
      const { exitCode, changed } = runLine(lab, line);
      assert.deepEqual([exitCode, changed], [0, false], line);
      assert.deepEqual(traceOf(lab), before);
    }
  });

  it('reports a wrong field of a snapshot by its place', () => {
    const snapshot = snapshotOf(openLab(OPTIONS));
    const { link, ...rest } = snapshot;
    assert.match(shapeProblem(rest) ?? '', /^link: an object/);
    const bent = { ...snapshot, link: { ...link, latencyMs: 0.5 } };
    assert.equal(shapeProblem(bent), 'link: latencyMs: a whole number');
  });
});
