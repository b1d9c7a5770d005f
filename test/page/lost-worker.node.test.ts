import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { control, pageSays } from './support/accessible.ts';
import { savedThrough, writes } from './support/kept-lab.ts';
import type { LabPage } from './support/lab-page.ts';
import { digestInNode } from './support/replay-in-node.ts';
import { until } from './support/until.ts';
import { endWorker, failWorker, rememberWorkers } from './support/worker-handle.ts';
import { VisitedSite } from './support/visited-site.ts';

/** How often a page starts another worker by itself within a minute. */
const RESTARTS = 3;

const visited = new VisitedSite();

async function openLab(): Promise<LabPage> {
  const tab = await visited.freshTab();
  await rememberWorkers(tab.page);
  await tab.open(`${visited.site.url}lab.html`);
  await tab.play('client start', 'write S:\\note.txt before');
  return tab;
}

async function assertNoteIs(tab: LabPage, text: string): Promise<void> {
  const bytes = await tab.readFile('A1', 'S:\\note.txt');
  assert.equal(Buffer.from(bytes).toString().trim(), text);
}

describe('A page whose worker', () => {
  it('ends without a word says so, starts another, and goes on from what was saved', async () => {
    const tab = await openLab();
    const { storage } = await savedThrough(tab);
    await endWorker(tab.page);
    const asked = tab.execute('write S:\\note.txt unheard');
    await assert.rejects(asked, /has not answered/);
    await pageSays(tab.page, /started again, and the lab goes on from what was saved at/);
    await writes(tab);
    const { atMs, storage: now } = await tab.advance(0);
    assert.ok(atMs >= (storage.savedAtMs ?? Infinity));
    assert.equal(now.problem, null);
    await assertNoteIs(tab, 'before');
    assert.equal(await tab.digest(), digestInNode(await tab.exportRun(), atMs));
    await (await control(tab.page, 'button', /^i see$/i)).click();
    await tab.play('write S:\\note.txt after');
    await assertNoteIs(tab, 'after');
  });

  it('ends under a lab in memory says so, and plays its run again to where it was', async () => {
    const tab = await openLab();
    await tab.page.evaluate(() => {
      document.querySelector('failover-lab')?.setAttribute('storage', 'memory');
    });
    await tab.when('a lab in memory', ({ storage }) => storage.kind === 'memory');
    await tab.ready();
    await tab.play('client start', 'write S:\\note.txt memory');
    const bytes = new Uint8Array(5000).fill(7);
    await tab.importFile('A1', 'S:\\mine.bin', bytes);
    const { atMs } = await tab.advance(3000);
    const digest = await tab.digest();
    await tab.when('that moment', (snapshot) => snapshot.atMs === atMs);
    await endWorker(tab.page);
    await pageSays(tab.page, /not saved, so its run was played once more, up to/);
    assert.equal((await tab.advance(0)).atMs, atMs);
    assert.equal(await tab.digest(), digest);
    await assertNoteIs(tab, 'memory');
    assert.deepEqual(await tab.readFile('A1', 'S:\\mine.bin'), bytes);
  });

  it('fails over and over is replaced three times a minute, then waits to be asked', async () => {
    const tab = await openLab();
    for (let count = 1; count <= RESTARTS; count += 1) {
      await savedThrough(tab);
      const before = await failWorker(tab.page);
      await until('another worker', async () => {
        const started = await tab.page.evaluate(() => globalThis.startedWorkers?.length ?? 0);
        return started > before ? true : null;
      });
      await pageSays(tab.page, /worker stopped: .* It was started again/);
      await (await control(tab.page, 'button', /^i see$/i)).click();
      await writes(tab);
      await assertNoteIs(tab, 'before');
    }
    await failWorker(tab.page);
    await control(tab.page, 'button', /^open it again$/i);
    await assert.rejects(tab.execute('client stop'), /worker stopped/);
    await (await control(tab.page, 'button', /^begin anew$/i)).click();
    await pageSays(tab.page, /given up for good/);
    await (await control(tab.page, 'button', /^keep it$/i)).click();
    const button = await control(tab.page, 'button', /^open it again$/i);
    await button.click();
    await writes(tab);
    await until('an open lab', () =>
      assertNoteIs(tab, 'before').then(
        () => true,
        () => null,
      ),
    );
  });
});
