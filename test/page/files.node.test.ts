import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { xxhash3 } from 'hash-wasm';
import type { Browser } from 'puppeteer-core';
import type { CommandResult } from '../../workers/api.ts';
import { control, lineOf, pageSays } from './support/accessible.ts';
import { startBrowser } from './support/browser-session.ts';
import { LabPage } from './support/lab-page.ts';
import { Seeded } from './support/seeded.ts';
import { openSite, type Site } from './support/site.ts';
import { until } from './support/until.ts';

const MIB = 1024 * 1024;
const NAME = 'holiday photo.bin';
const PATH = `S:\\Files\\${NAME}`;

let browser: Browser;
let site: Site;
let tab: LabPage;
let folder: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'failover-lab-files-'));
  site = await openSite();
  browser = await startBrowser();
  const context = await browser.createBrowserContext();
  tab = await LabPage.of(await context.newPage());
  await tab.open(`${site.url}lab.html`);
  await (await control(tab.page, 'button', /^Files$/)).click();
});
after(async () => {
  await browser.close();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Chooses a file of the machine in the page's own file dialog. */
async function choose(name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const asked = tab.page.waitForFileChooser();
  await (await control(tab.page, 'button', /^Add a file/)).focus();
  await tab.page.keyboard.press('Enter');
  await (await asked).accept([path]);
}

describe('A file of the reader’s own', () => {
  const bytes = new Seeded(7).bytes(220_001);

  it('is refused whole where the disk has no room for it', async () => {
    await tab.advance(0);
    const before = await tab.digest();
    await choose('too large.bin', new Uint8Array(17 * MIB).fill(1));
    await pageSays(tab.page, /exit 112/);
    assert.equal(await tab.digest(), before);
    const refused = (await tab.page.evaluate(
      `document.querySelector('failover-lab')
        .importFile('A1', 'S:\\\\again.bin', new Blob([new Uint8Array(${17 * MIB})]))`,
    )) as CommandResult;
    assert.deepEqual([refused.exitCode, refused.changed], [112, false]);
    assert.notEqual(refused.output.trim(), '');
    assert.equal(await tab.digest(), before);
    assert.deepEqual((await tab.exportRun()).lines, []);
  });

  it('goes on the first cluster’s disk, and the page shows its XXH3', async () => {
    await choose(NAME, bytes);
    await pageSays(tab.page, new RegExp(await xxhash3(bytes)));
    assert.deepEqual(await tab.readFile('A1', PATH), bytes);
  });

  it('is downloaded from the second cluster after the first is lost, with the same XXH3', async () => {
    await tab.advance(5_000);
    await tab.play('client start', 'fault site first off');
    const { clusters } = await tab.advance(60_000);
    const { owner } = clusters.second.disks.find(({ drive }) => drive === 'S:') ?? {};
    assert.ok(owner === 'B1' || owner === 'B2', String(owner));
    assert.equal(await xxhash3(await tab.readFile(owner, PATH)), await xxhash3(bytes));

    const saved = await downloaded(`^Download .*${NAME} from ${owner}$`);
    assert.equal(await xxhash3(readFileSync(saved)), await xxhash3(bytes));
    const shown = `^XXH3 of .*${NAME} on ${owner}$`;
    await (await control(tab.page, 'button', new RegExp(shown))).click();
    await until('the XXH3 in the button’s place', async () =>
      (await lineOf(tab.page, new RegExp(shown))) === null ? true : null,
    );
    await pageSays(tab.page, new RegExp(await xxhash3(bytes)));
    assert.deepEqual(tab.troubles, []);
  });
});

/** Clicks a download of the page. @returns where the browser has put the file */
async function downloaded(name: string): Promise<string> {
  const session = await tab.page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allowAndName',
    browserContextId: tab.page.browserContext().id ?? '',
    downloadPath: folder,
    eventsEnabled: true,
  });
  const done = new Promise<string>((resolve, reject) => {
    session.on('Browser.downloadProgress', ({ state, guid }) => {
      if (state === 'completed') resolve(join(folder, guid));
      if (state === 'canceled') reject(new Error('the browser gave the download up'));
    });
  });
  await (await control(tab.page, 'button', new RegExp(name))).click();
  return done;
}
