import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageSays } from './support/accessible.ts';
import {
  assertWhole,
  beBusy,
  BROWSER_KILLED,
  endAgainAndAgain,
  PROCESS_DIES,
  savedThrough,
  startOrders,
  TAB_TORN_AWAY,
  writes,
} from './support/kept-lab.ts';
import { KeptSite } from './support/kept-site.ts';
import type { LabPage } from './support/lab-page.ts';
import { digestInNode } from './support/replay-in-node.ts';
import { chosenSeed, Seeded } from './support/seeded.ts';
import { blockHashes, flipStoredBit, storedBlockHashes } from './support/stored-blocks.ts';

const RELOADS = 10;
const ORDERS = 'S:\\Orders\\orders.txt';
const IMPORTED = 'S:\\Docs\\mine.bin';

const seed = chosenSeed();
const where = `SEED=${String(seed)}`;
const random = new Seeded(seed);
const imported = random.bytes(150_000);

const site = new KeptSite();

/** A lab with orders, files and a slow link. */
async function openBusyLab(tab: LabPage): Promise<void> {
  await tab.open(site.labUrl);
  await startOrders(tab);
  const { exitCode, output } = await tab.importFile('A1', IMPORTED, imported);
  assert.equal(exitCode, 0, output);
}

describe('A lab that is kept in the browser', () => {
  it('goes on where it was after a reload at any moment', async () => {
    console.log(where);
    const tab = await site.browser.newTab();
    await openBusyLab(tab);
    const known = [{ ...(await tab.advance(500)), digest: await tab.digest() }];
    for (let count = 0; count < RELOADS; count += 1) {
      await beBusy(tab, random);
      const before = await tab.snapshot();
      await tab.reload();
      await assertWhole(tab, before, where);
      const now = await tab.snapshot();
      known.push({ ...now, digest: await tab.digest() });
    }
    const run = await tab.exportRun(true);
    for (const { atMs, digest } of known) {
      assert.equal(digestInNode(run, atMs), digest, `at ${String(atMs)} ms, ${where}`);
    }
    assert.deepEqual(tab.troubles, []);
  });

  it('serves after a reload the bytes that lie in the browser’s storage', async () => {
    const tab = await site.browser.newTab();
    await openBusyLab(tab);
    await beBusy(tab, random);
    // The lab runs on when it is opened again: nothing more is to be written then.
    await tab.play('client stop');
    await savedThrough(tab);
    await tab.page.goto(site.blankUrl);
    const stored = await storedBlockHashes(tab.page);
    await tab.open(site.labUrl);
    await tab.pace(true, 1);
    for (const path of [ORDERS, IMPORTED]) {
      const served = blockHashes(await tab.readFile('A1', path));
      assert.ok(served.length > 10, path);
      const elsewhere = served.filter((hash) => !stored.has(hash));
      assert.deepEqual(elsewhere, [], `${path}, ${where}`);
    }
    assert.deepEqual(await tab.readFile('A1', IMPORTED), imported);
  });

  for (const [way, count] of [
    [PROCESS_DIES, 7],
    [TAB_TORN_AWAY, 7],
    [BROWSER_KILLED, 6],
  ] as const) {
    it(`loses nothing that it called saved when ${way.name}, ${String(count)} times`, async () => {
      await endAgainAndAgain(site.browser, site.labUrl, random, { way, count, seed });
    });
  }

  it('shows a bit that somebody changed in the storage as a fault, and says so', async () => {
    const tab = await site.browser.newTab();
    await openBusyLab(tab);
    await savedThrough(tab);
    const faults = (await tab.snapshot()).faults.length;
    await tab.page.goto(site.blankUrl);
    const block = imported.subarray(8 * 4096, 9 * 4096);
    assert.ok((await flipStoredBit(tab.page, block)) > 0);

    await tab.open(site.labUrl);
    await writes(tab);
    const snapshot = await tab.advance(0);
    const changed = imported.slice();
    changed[8 * 4096 + 100] = (changed[8 * 4096 + 100] as number) ^ 1;
    assert.deepEqual(await tab.readFile('A1', IMPORTED), changed);
    assert.equal(snapshot.faults.length, faults + 1);
    assert.match(snapshot.faults.at(-1)?.line ?? '', /^fault block first S: \d+ [0-9a-f]{16}$/);
    assert.match(snapshot.storage.problem ?? '', /changed outside the lab/);
    await pageSays(tab.page, /changed outside the lab/);

    const run = await tab.exportRun(true);
    assert.equal(await tab.digest(), digestInNode(run, snapshot.atMs));

    // Found on opening; a verification finds it, too, as that file and that block.
    await tab.play('client stop');
    await tab.advance(60_000);
    assert.equal((await tab.execute('dt verify 1 checksum')).exitCode, 0);
    const verified = await tab.advance(10_000);
    const job = verified.jobs.at(-1);
    assert.deepEqual([job?.state, job?.differentFiles, job?.outOfSyncBytes], ['Done', 1, 4096]);
    await pageSays(tab.page, /mine\.bin is damaged on A1: block 8 does not match its checksum/);
    const compared = await tab.execute('lab compare AppData');
    assert.equal(compared.exitCode, 1);
    assert.equal(compared.output.trim(), `${IMPORTED}: block 8 differs`);
    assert.equal((await tab.execute('fault clear all')).exitCode, 0);
    assert.equal((await tab.execute('lab compare AppData')).exitCode, 0);
  });
});
