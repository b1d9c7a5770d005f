/*
 * A bit that somebody changed in the browser's storage, on the disk of one cluster alone: opening the lab finds it, a
 * verification names the file and the block, and the other cluster's disk brings it back.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Snapshot } from '../../workers/api.ts';
import { savedThrough, writes } from './support/kept-lab.ts';
import { KeptSite } from './support/kept-site.ts';
import type { LabPage } from './support/lab-page.ts';
import { Seeded } from './support/seeded.ts';
import { flipStoredBit } from './support/stored-blocks.ts';

type Job = Snapshot['jobs'][number];

const PATH = 'S:\\Docs\\mine.bin';
const BLOCK_BYTES = 4096;
const BLOCKS = 36;
const BLOCK = 8;
const LOG = 'C:\\Double-Take\\AppData DTVerify.log';
const MINUTE_MS = 60_000;

const bytes = new Seeded(17).bytes(BLOCKS * BLOCK_BYTES);
const flipped = bytes.slice();
flipped[BLOCK * BLOCK_BYTES + 100] = (flipped[BLOCK * BLOCK_BYTES + 100] as number) ^ 1;

const site = new KeptSite();

/** Opens a lab whose clusters hold the same file, stored, and closes it again. */
async function leaveStoredPair(tab: LabPage): Promise<void> {
  await openPaused(tab);
  const { exitCode, output } = await tab.importFile('A1', PATH, bytes);
  assert.equal(exitCode, 0, output);
  await tab.advance(MINUTE_MS);
  assert.deepEqual(await tab.readFile('B1', PATH), bytes);
  assert.equal((await verified(tab)).differentFiles, 0);
  await savedThrough(tab);
  await tab.page.goto(site.blankUrl);
}

async function openPaused(tab: LabPage): Promise<void> {
  await tab.open(site.labUrl);
  await tab.pace(true, 1);
  await writes(tab);
}

/** A verification by checksums, seen to its end; `words` say what else it is to do. */
async function verified(tab: LabPage, words = ''): Promise<Job> {
  const { connections } = await tab.snapshot();
  assert.equal(connections.length, 1);
  await tab.play(`@A1 dt verify ${String(connections[0]?.id)} ${words} checksum`);
  return jobDone(tab, 'verify');
}

async function jobDone(tab: LabPage, kind: Job['kind']): Promise<Job> {
  const { jobs } = await tab.advance(MINUTE_MS);
  const job = jobs.findLast((one) => one.kind === kind);
  if (job?.state !== 'Done') throw new Error(`the ${kind} is ${String(job?.state)}.`);
  return job;
}

/** The hash that a node tells of the file. */
async function hashOn(tab: LabPage, node: string): Promise<string> {
  const { exitCode, output } = await tab.execute(`@${node} xxh3 ${PATH}`);
  assert.equal(exitCode, 0, output);
  return output.slice(0, 16);
}

/** The one fault that opening has found, and the verification that names where it is. */
async function assertFound(tab: LabPage, cluster: 'first' | 'second'): Promise<void> {
  const { faults, storage } = await tab.snapshot();
  assert.equal(faults.length, 1);
  assert.match(faults[0]?.line ?? '', new RegExp(`^fault block ${cluster} S: \\d+ [0-9a-f]{16}$`));
  assert.match(storage.problem ?? '', /changed outside the lab/);
  const [damaged, whole] = cluster === 'first' ? ['A1', 'B1'] : ['B1', 'A1'];
  assert.deepEqual(await tab.readFile(damaged, PATH), flipped);
  assert.deepEqual(await tab.readFile(whole, PATH), bytes);

  const job = await verified(tab);
  assert.deepEqual([job.differentFiles, job.missingFiles, job.outOfSyncBytes], [1, 0, BLOCK_BYTES]);
  const { output } = await tab.execute(`type "${LOG}"`, 'A1');
  const found = output.split('\n').filter((line) => line.includes('DIFFERENT ON TARGET'));
  assert.equal(found.length, 1, output);
  assert.ok(found[0]?.startsWith(`${PATH}: `), output);
  assert.match(found[0] ?? '', new RegExp(`, blocks ${String(BLOCK)}, `));
  const compared = await tab.execute('lab compare AppData');
  assert.equal(compared.output.trim(), `${PATH}: block ${String(BLOCK)} differs`);
}

/** Both disks hold the file as it was, a verification finds nothing, and so it is stored. */
async function assertRepaired(tab: LabPage): Promise<void> {
  const job = await verified(tab);
  assert.deepEqual([job.differentFiles, job.missingFiles, job.outOfSyncBytes], [0, 0, 0]);
  assert.equal((await tab.execute('lab compare AppData')).exitCode, 0);
  assert.equal(await hashOn(tab, 'A1'), await hashOn(tab, 'B1'));
  await savedThrough(tab);
  await tab.page.goto(site.blankUrl);
  await openPaused(tab);
  assert.equal((await tab.snapshot()).storage.problem, null);
  for (const node of ['A1', 'B1']) assert.deepEqual(await tab.readFile(node, PATH), bytes, node);
}

describe('A bit that somebody changed in the storage', () => {
  it('on the target’s disk is found on opening, named by a verification, and mended from the source', async () => {
    const tab = await site.browser.newTab();
    await leaveStoredPair(tab);
    const block = bytes.subarray(BLOCK * BLOCK_BYTES);
    assert.ok((await flipStoredBit(tab.page, block, 'second')) > 0);
    await openPaused(tab);
    await assertFound(tab, 'second');
    assert.equal((await verified(tab, 'remirror')).differentFiles, 1);
    await assertRepaired(tab);
  });

  it('on the source’s disk is found on opening, named by a verification, and restored from the target', async () => {
    const tab = await site.browser.newTab();
    await leaveStoredPair(tab);
    const block = bytes.subarray(BLOCK * BLOCK_BYTES);
    assert.ok((await flipStoredBit(tab.page, block, 'first')) > 0);
    await openPaused(tab);
    await assertFound(tab, 'first');
    const address = (await tab.snapshot()).connections[0]?.address ?? '';
    await tab.play('@B1 dt restore AppData source A1 from B1 to A1');
    await jobDone(tab, 'restore');
    await tab.play(`@A1 dt connect AppData ${address} mirror none`);
    await tab.advance(MINUTE_MS);
    await assertRepaired(tab);
  });
});
