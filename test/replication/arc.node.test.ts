import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventsOf, digestOf, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { Snapshot } from '../../workers/core/snapshot.ts';
import { assertOneServes } from '../support/world-checks.ts';
import { momentsOfFile } from '../support/lines-of-file.ts';
import { acknowledgementsOf } from '../support/order-evidence.ts';
import { BOOK_PATH, parseOrderBook } from '../support/order-book.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import {
  BLOCK_BYTES,
  blockChecksums,
  changedBlocks,
  filesOn,
  inScope,
  outOfScope,
  type DiskFiles,
} from '../support/two-disks.ts';

const FILE = new URL('arc.lab.txt', import.meta.url);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LOSS_AT_MS = 40_000;

/** What was found at one moment: the lab's own word beside the files of each disk that is online. */
interface Findings {
  readonly snapshot: Snapshot;
  readonly first: DiskFiles | null;
  readonly second: DiskFiles | null;
}

const found = new Map<string, Findings>();
let lab: Lab;

function lookAt(now: Lab): Findings {
  const snapshot = snapshotOf(now);
  const [first, second] = (['first', 'second'] as const).map((cluster) => {
    const disk = snapshot.clusters[cluster].disks.find(({ drive }) => drive === 'S:');
    return disk?.owner === null || disk === undefined ? null : filesOn(now, cluster);
  });
  return { snapshot, first: first ?? null, second: second ?? null };
}

function at(name: string): Findings {
  const findings = found.get(name);
  if (findings === undefined) throw new Error(`the file names no moment "${name}"`);
  return findings;
}

function files(name: string, cluster: 'first' | 'second'): DiskFiles {
  return at(name)[cluster] ?? assert.fail(`S: of ${cluster} is not online at ${name}`);
}

function numbers(name: string, cluster: 'first' | 'second'): number[] {
  const book = files(name, cluster).get(BOOK_PATH);
  assert.ok(book, `${cluster} has a book`);
  return parseOrderBook(book).map(({ number }) => number);
}

function without(all: readonly number[], some: readonly number[]): number[] {
  const left = new Set(some);
  return all.filter((number) => !left.has(number));
}

before(() => {
  lab = openLab();
  for (const { name, lines } of momentsOfFile(FILE)) {
    for (const line of lines) {
      if (line.startsWith('-')) runLine(lab, line.slice(1));
      else play(lab, line);
      assertOneServes(snapshotOf(lab));
    }
    if (name !== '') found.set(name, lookAt(lab));
  }
});

describe('the whole arc', () => {
  it('loses the first site at 40 s with 500 orders taken, and takes 200 more on the second', () => {
    const { snapshot } = at('loss');
    assert.equal(snapshot.atMs, LOSS_AT_MS);
    assert.ok(snapshot.clients.acknowledged >= 500, String(snapshot.clients.acknowledged));
    const onSecond = without(numbers('home', 'second'), numbers('loss', 'first'));
    assert.ok(onSecond.length >= 200, String(onSecond.length));
  });

  it('names in its ledger just the orders that a comparison of both books finds lost', () => {
    const lost = without(numbers('loss', 'first'), numbers('home', 'second'));
    assert.ok(lost.length > 0, 'the line was behind');
    assert.deepEqual(at('home').snapshot.ledger?.lostOrders, lost);
    assert.deepEqual(at('end').snapshot.ledger?.lostOrders, lost);
  });

  it('differs before the restoration, and agrees after it, before the group is online and after', () => {
    assert.ok(changedBlocks(inScope(files('home', 'second')), files('home', 'first')) > 0);
    for (const name of ['restored', 'online', 'end']) {
      assert.deepEqual(
        blockChecksums(inScope(files(name, 'first'))),
        blockChecksums(inScope(files(name, 'second'))),
        name,
      );
    }
    const { groups } = at('restored').snapshot.clusters.first;
    assert.equal(groups.find(({ name }) => name === 'Application')?.state, 'Partially Online');
  });

  it('sends in the restoration at most 1.02 of the blocks that changed', () => {
    const blocks = changedBlocks(inScope(files('home', 'second')), inScope(files('home', 'first')));
    const [job, ...others] = at('restored').snapshot.jobs;
    assert.ok(job !== undefined && others.length === 0);
    assert.equal(job.state, 'Done');
    assert.ok(job.sentBytes > 0);
    assert.ok(
      job.sentBytes <= 1.02 * blocks * BLOCK_BYTES,
      `${String(job.sentBytes)} bytes for ${String(blocks)} blocks`,
    );
  });

  it('leaves what the rules leave out as it was, and SECOND as it was read', () => {
    const [home, restored] = [files('home', 'second'), files('restored', 'second')];
    assert.deepEqual(restored, home);
    assert.equal(outOfScope(home).size, 2);
    assert.deepEqual(outOfScope(files('restored', 'first')), outOfScope(files('home', 'first')));
  });

  it('makes the orders of the second readable on the first, and loses none but those named', () => {
    const told = acknowledgementsOf(lab).map(({ number }) => number);
    const { ledger } = at('end').snapshot;
    assert.deepEqual(ledger?.destroyedOrders, []);
    assert.deepEqual(ledger.divergedOrders, []);
    assert.deepEqual(numbers('restored', 'first'), numbers('home', 'second'));
    const kept = new Set(numbers('end', 'first'));
    assert.deepEqual(
      told.filter((number) => !kept.has(number)),
      ledger.lostOrders,
    );
  });

  it('ends protected again: the new mirror sent nothing, both monitors are green, the losses alone are alarmed', () => {
    const { connections, monitors, alarms } = at('online').snapshot;
    assert.deepEqual(
      connections.map(({ mirrorStatus, dataState, targetStatus, mirror }) => {
        return [mirrorStatus, dataState, targetStatus, mirror.sentBytes];
      }),
      [['Idle', 'Good', 'Online', 0]],
    );
    assert.deepEqual(
      monitors.map(({ state, bullet }) => `${state} ${bullet}`),
      ['Monitoring green', 'Monitoring green'],
    );
    assert.deepEqual(
      alarms.map(({ code }) => code).sort(),
      ['orders-lost', 'unprotected'],
      JSON.stringify(alarms),
    );
    const lost = at('online').snapshot.ledger?.lostOrders ?? [];
    const alarm = alarms.find(({ code }) => code === 'orders-lost');
    assert.ok(alarm?.text.includes(String(lost.at(-1))), 'the alarm of the lost orders');
  });

  it('runs headless to the same digest, equal three times over', () => {
    const output = execFileSync(
      process.execPath,
      ['--import', 'tsx', 'workers/headless.ts', fileURLToPath(FILE)],
      { cwd: ROOT, encoding: 'utf8' },
    );
    assert.equal(output.match(/^equal$/gm)?.length, 3);
    assert.equal(output.trim().split('\n').at(-1), digestOf(lab));
  });

  it('is the same on the kernel of plain TypeScript', () => {
    const other = openLab({}, 'reference');
    for (const { lines } of momentsOfFile(FILE)) {
      for (const line of lines) runLine(other, line.replace(/^-/, ''));
    }
    assert.equal(digestOf(other), digestOf(lab));
    assert.deepEqual(eventsOf(other).at(-1), eventsOf(lab).at(-1));
  });
});
