import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { CommandResult, Snapshot } from '../../workers/api.ts';
import { momentsOfFile } from '../support/lines-of-file.ts';
import { BOOK_PATH, parseOrderBook } from '../support/order-book.ts';
import { startBrowser } from './support/browser-session.ts';
import { LabPage } from './support/lab-page.ts';
import { digestInNode } from './support/replay-in-node.ts';
import { openSite, type Site } from './support/site.ts';

const ARC = new URL('../replication/arc.lab.txt', import.meta.url);
const STEP_MS = 1000;
const WAITS = /^cluster .*\/(?:online|offline)/;
const RUN = /^lab run (\d+)s$/;

let browser: Browser;
let site: Site;
let tab: LabPage;
let node = 'A1';
/** What the lab showed, and the numbers in each side's book that could be read, by the name of the moment. */
const found = new Map<string, { snapshot: Snapshot; first: number[]; second: number[] }>();
const compared: CommandResult[] = [];

before(async () => {
  site = await openSite();
  browser = await startBrowser();
  const context = await browser.createBrowserContext();
  tab = await LabPage.of(await context.newPage());
  await tab.open(`${site.url}lab.html`);
  await tab.pace(true, 1);
  await tab.openRun({ ...(await tab.exportRun()), lines: [], endMs: 0 });
  for (const { name, lines } of momentsOfFile(ARC)) {
    for (const line of lines) await carryOut(line.replace(/^-/, ''));
    if (name === '') continue;
    const snapshot = await tab.advance(0);
    const [first, second] = [await numbers(snapshot, 'first'), await numbers(snapshot, 'second')];
    found.set(name, { snapshot, first, second });
  }
});
after(async () => {
  await browser.close();
  await site.close();
});

/** Runs a line as a program on the page does: time is moved on while a line waits. */
async function carryOut(line: string): Promise<void> {
  const seconds = RUN.exec(line)?.[1];
  if (seconds !== undefined) {
    await tab.advance(Number(seconds) * 1000);
    return;
  }
  const [, address, rest] = /^(?:@(\S+)\s+)?(.*)$/.exec(line) ?? [];
  node = address ?? node;
  const ended = tab.execute(rest ?? '', node);
  if (WAITS.test(rest ?? '')) await letSettle(ended);
  const { exitCode, output } = await ended;
  if (rest?.startsWith('lab compare') === true) compared.push(await ended);
  else assert.equal(exitCode, 0, `${line}: ${output}`);
}

/** Moves time on until the line has settled. */
async function letSettle(line: Promise<CommandResult>): Promise<void> {
  const state = { isSettled: false };
  void line.then(() => {
    state.isSettled = true;
  });
  while (!state.isSettled) await tab.advance(STEP_MS);
}

async function numbers(snapshot: Snapshot, cluster: 'first' | 'second'): Promise<number[]> {
  const owner = snapshot.clusters[cluster].disks.find(({ drive }) => drive === 'S:')?.owner;
  if (owner === null || owner === undefined) return [];
  return parseOrderBook(await tab.readFile(owner, BOOK_PATH)).map(({ number }) => number);
}

function at(name: string): { snapshot: Snapshot; first: number[]; second: number[] } {
  return found.get(name) ?? assert.fail(`the file names no moment "${name}"`);
}

describe('The whole arc on the page', () => {
  it('ends with both disks equal, before the group is online and after', () => {
    assert.deepEqual(
      compared.map(({ exitCode }) => exitCode),
      [1, 0, 0, 0],
    );
  });

  it('makes every order of the second readable on the first; those lost are in the ledger', () => {
    const { ledger } = at('end').snapshot;
    const lost = at('loss').first.filter((number) => !at('home').second.includes(number));
    assert.ok(lost.length > 0);
    assert.deepEqual(ledger?.lostOrders, lost);
    assert.deepEqual(ledger.destroyedOrders, []);
    assert.ok(at('home').second.length - at('loss').first.length + lost.length >= 200);
    assert.deepEqual(at('restored').first, at('home').second);
  });

  it('sends less than the set holds, and the new mirror nothing', () => {
    const { jobs } = at('restored').snapshot;
    assert.deepEqual(
      jobs.map(({ kind, state }) => `${kind} ${state}`),
      ['restore Done'],
    );
    assert.ok((jobs[0]?.sentBytes ?? 0) > 0 && (jobs[0]?.sentBytes ?? Infinity) < 1_000_000);
    assert.equal(at('online').snapshot.connections[0]?.mirror.sentBytes, 0);
    assert.equal(at('online').snapshot.connections[0]?.dataState, 'Good');
  });

  it('is the same world in Node', async () => {
    const run = await tab.exportRun();
    assert.equal(await tab.digest(), digestInNode(run, run.endMs));
    assert.deepEqual(tab.troubles, []);
  });
});
