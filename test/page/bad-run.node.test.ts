import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { startBrowser } from './support/browser-session.ts';
import { LabPage } from './support/lab-page.ts';
import { openSite, type Site } from './support/site.ts';

/** Expressions of the page that make no run, and what the refusal has to name. */
const BAD_RUNS: readonly (readonly [made: string, field: RegExp, expected: RegExp])[] = [
  ['{}', /\blab\b/, /expected/i],
  ['null', /the run/, /expected/i],
  ['"a text"', /the run/, /expected/i],
  ['[1, 2, 3]', /the run|\blab\b/, /expected/i],
  ['{ ...RUN, lab: 2 }', /format 2/, /reads 1/],
  ['{ ...RUN, lab: 99, more: "fields" }', /format 99/, /reads 1/],
  ['{ ...RUN, lab: "1" }', /\blab\b/, /expected 1/i],
  ['{ ...RUN, scenario: "nowhere" }', /scenario/, /protected/],
  ['{ ...RUN, seed: 1.5 }', /seed/, /expected|safe integer/i],
  ['{ ...RUN, seed: NaN }', /seed/, /expected/i],
  ['{ ...RUN, diskMiB: 1e9 }', /diskMiB/, /256/],
  ['{ ...RUN, endMs: -1 }', /endMs/, /0/],
  [
    '{ ...RUN, lines: [[5, "A1", "client start"], [4, "A1", "client stop"]] }',
    /lines/,
    /never fall/,
  ],
  ['{ ...RUN, lines: [[5, "A1"]] }', /lines\.0/, /expected/i],
  ['{ ...RUN, files: { abc: "AAAA" } }', /files/, /16 hex digits/],
  ['{ ...RUN, files: { "0123456789abcdef": "AAAA" } }', /files/, /hash/],
  ['{ ...RUN, files: { "0123456789abcdef": "%" } }', /files/, /base64/],
  [
    'JSON.parse(JSON.stringify(RUN).replace("{", \'{"__proto__": {"a": 1}, \'))',
    /__proto__/,
    /expected/i,
  ],
  ['{ ...RUN, constructor: 1 }', /constructor/, /expected/i],
];

let browser: Browser;
let site: Site;
let tab: LabPage;

before(async () => {
  site = await openSite();
  browser = await startBrowser();
  const context = await browser.createBrowserContext();
  tab = await LabPage.of(await context.newPage());
  await tab.open(`${site.url}lab.html`);
  await tab.play('client start');
  await tab.advance(2_000);
});
after(async () => {
  await browser.close();
  await site.close();
});

describe('A run from somewhere else', () => {
  for (const [made, field, expected] of BAD_RUNS) {
    it(`is refused in words, and nothing changes: ${made}`, async () => {
      const run = await tab.exportRun();
      const digest = await tab.digest();
      const refusal = await tab.refusalOf(made.replace('RUN', JSON.stringify(run)));
      assert.ok(refusal !== null, 'it was opened');
      assert.equal(refusal.name, 'LabRefusal', refusal.message);
      assert.match(refusal.message, field);
      assert.match(refusal.message, expected);
      assert.equal(await tab.digest(), digest);
      assert.deepEqual(await tab.exportRun(), run);
      assert.equal((await tab.snapshot()).paused, true);
    });
  }

  it('that cannot even be sent is refused like any other', async () => {
    const digest = await tab.digest();
    const refusal = await tab.refusalOf('() => 1');
    assert.equal(refusal?.name, 'LabRefusal', JSON.stringify(refusal));
    assert.equal(await tab.digest(), digest);
  });

  it('leaves the lab usable after all that', async () => {
    const { atMs } = await tab.snapshot();
    const later = await tab.advance(1_000);
    assert.equal(later.atMs, atMs + 1_000);
    assert.deepEqual(tab.troubles, []);
  });
});
