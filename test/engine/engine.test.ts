import { expect } from '@open-wc/testing';
import type { Engine } from '../../workers/engine.ts';
import { FakeTime } from '../support/fake-time.ts';
import { openEngine, ReadyPage, runLines } from '../support/lab-engine.ts';
import { noiseBytes } from '../support/test-bytes.ts';

async function refusalOf(call: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof call === 'function' ? call() : call);
  } catch (error) {
    if (error instanceof Error && error.name === 'LabRefusal') return error.message;
    throw error;
  }
  throw new Error('It was not refused.');
}

const IN_BETWEEN = ['client start', 'lab run 7s', 'fault link replication cut', 'lab run 12350ms'];

async function startedEngine(): Promise<Engine> {
  const { engine } = await openEngine();
  await runLines(engine, ...IN_BETWEEN);
  return engine;
}

describe('A line', () => {
  it('that is refused leaves no trace', async () => {
    const engine = await startedEngine();
    const before = [engine.digest(), JSON.stringify(engine.exportRun(false))];
    const result = await engine.execute('cluster group "No such group" /online', null);
    expect(result.exitCode).to.not.equal(0);
    expect(result.changed).to.equal(false);
    expect([engine.digest(), JSON.stringify(engine.exportRun(false))]).to.deep.equal(before);
  });

  it('that changes the world is kept, with its moment and its node', async () => {
    const engine = await startedEngine();
    expect(engine.exportRun(false).lines).to.deep.equal([
      [0, 'A1', 'client start'],
      [7000, 'A1', 'fault link replication cut'],
    ]);
  });

  it('that waits settles when virtual time has gone by, and lets others be entered before', async () => {
    const time = new FakeTime();
    const { engine } = await openEngine({ time, waits: 'paced', options: { paused: false } });
    const settledAtMs: number[] = [];
    const offline = engine
      .execute('cluster resource "Disk for Application" /offline', null)
      .then((result) => {
        settledAtMs.push(engine.snapshot().atMs);
        return result;
      });
    const other = await engine.execute('client start', null);
    expect(other.exitCode).to.equal(0);
    expect(settledAtMs).to.deep.equal([]);
    for (let turn = 0; turn < 2000 && settledAtMs.length === 0; turn += 1) {
      time.pass(100);
      await Promise.resolve();
    }
    expect((await offline).changed).to.equal(true);
    expect(settledAtMs[0]).to.be.above(0);
    await engine.close();
  });
});

describe('Time', () => {
  it('run twice for ten seconds leads where twenty seconds lead', async () => {
    const [twice, once] = await Promise.all([openEngine(), openEngine()]);
    await runLines(twice.engine, 'client start', 'lab run 10s', 'lab run 10s');
    await runLines(once.engine, 'client start', 'lab run 20s');
    expect(twice.engine.digest()).to.equal(once.engine.digest());
  });

  it('leads where its run leads, at every speed, and however the machine stutters', async () => {
    const paces = [
      [1, 16],
      [7.3, 16],
      [20, 230],
    ] as const;
    for (const [speed, stutterMs] of paces) {
      const time = new FakeTime();
      const { engine } = await openEngine({ time, waits: 'paced' });
      await runLines(engine, 'client start');
      engine.setPace(false, speed);
      while (engine.snapshot().atMs < 5000) time.sleep(stutterMs);
      await runLines(engine, 'fault link replication cut');
      while (engine.snapshot().atMs < 15_000) time.sleep(stutterMs);
      const { engine: replayed } = await openEngine();
      await replayed.openRun(engine.exportRun(false));
      expect(replayed.snapshot().atMs).to.equal(engine.snapshot().atMs);
      expect(replayed.digest()).to.equal(engine.digest());
    }
  });

  it('stands still after advance, and refuses a length that is none', async () => {
    const { engine } = await openEngine({ options: { paused: false } });
    const snapshot = await engine.advance(1500);
    expect(snapshot.paused).to.equal(true);
    expect(snapshot.atMs).to.be.at.least(1500);
    expect(await refusalOf(engine.advance(-1))).to.match(/whole number/);
    await engine.close();
  });

  it('stops at the next entry of the log when it is stepped', async () => {
    const { engine } = await openEngine();
    await runLines(engine, 'fault power A1 off');
    const before = engine.events(null).length;
    const snapshot = await engine.step();
    const fresh = engine.events(null).slice(before);
    expect(fresh.length).to.be.above(0);
    expect(fresh.every((event) => event.atMs === snapshot.atMs)).to.equal(true);
  });
});

describe('Undo and redo', () => {
  it('take the last line out, and put it back, with the clock standing still', async () => {
    const engine = await startedEngine();
    const { atMs } = engine.snapshot();
    const withLine = engine.digest();
    const undone = await engine.execute('lab undo', null);
    expect(undone.exitCode).to.equal(0);
    expect(engine.snapshot().atMs).to.equal(atMs);
    expect(engine.snapshot().faults).to.deep.equal([]);
    expect(engine.digest()).to.not.equal(withLine);
    await runLines(engine, 'lab redo');
    expect(engine.digest()).to.equal(withLine);
    expect(engine.snapshot().atMs).to.equal(atMs);
  });

  it('lead back through every line, and no further than the scenario', async () => {
    const engine = await startedEngine();
    await runLines(engine, 'lab undo', 'lab undo');
    expect((await engine.execute('lab undo', null)).exitCode).to.equal(1);
    const untouched = await openEngine();
    await untouched.engine.advance(19_350);
    expect(engine.digest()).to.equal(untouched.engine.digest());
  });

  it('forget what was undone when a new line is entered', async () => {
    const engine = await startedEngine();
    await runLines(engine, 'lab undo', 'client stop');
    expect((await engine.execute('lab redo', null)).exitCode).to.equal(1);
  });

  it('remember the node that was addressed last', async () => {
    const { engine } = await openEngine();
    await runLines(engine, '@B1', 'client start', 'lab undo', 'client start');
    expect(engine.exportRun(false).lines).to.deep.equal([[0, 'B1', 'client start']]);
  });
});

describe('Seeking', () => {
  it('shows the past, and the same present again', async () => {
    const engine = await startedEngine();
    const present = engine.digest();
    const past = await engine.seek(5000);
    expect(past.atMs).to.equal(5000);
    expect(past.paused).to.equal(true);
    expect(past.faults).to.deep.equal([]);
    await engine.seek(19_350);
    expect(engine.digest()).to.equal(present);
  });

  it('keeps the later lines in the run until a new one is entered', async () => {
    const engine = await startedEngine();
    const run = engine.exportRun(false);
    await engine.seek(5000);
    expect(engine.exportRun(false)).to.deep.equal(run);
    await runLines(engine, 'fault power A2 off');
    expect(engine.exportRun(false).lines.map(([atMs]) => atMs)).to.deep.equal([0, 5000]);
    expect(engine.exportRun(false).endMs).to.equal(5000);
  });

  it('records history again up to where it leads', async () => {
    const { engine } = await openEngine({ feed: new ReadyPage() });
    await engine.advance(8000);
    await engine.seek(5000);
    expect(engine.timeline(0).map((sample) => sample.atMs)).to.deep.equal(
      Array.from({ length: 51 }, (_, index) => index * 100),
    );
  });

  it('refuses a moment that is none, and changes nothing', async () => {
    const engine = await startedEngine();
    const before = engine.digest();
    for (const moment of [-1, 0.5, Number.NaN, Infinity]) {
      expect(await refusalOf(engine.seek(moment))).to.match(/whole number of milliseconds/);
    }
    expect(engine.digest()).to.equal(before);
  });
});

describe('A run', () => {
  it('leads to the same state wherever it is opened', async () => {
    const engine = await startedEngine();
    const { engine: other } = await openEngine({ options: { scenario: 'bare', seed: 7 } });
    await other.openRun(structuredClone(engine.exportRun(true)));
    expect(other.digest()).to.equal(engine.digest());
    expect(other.exportRun(false)).to.deep.equal(engine.exportRun(false));
  });

  it('that is refused leaves the lab as it was', async () => {
    const engine = await startedEngine();
    const before = engine.digest();
    expect(await refusalOf(engine.openRun({ lab: 1 }))).to.match(/scenario/);
    expect(engine.digest()).to.equal(before);
  });

  it('starts again where the scenario begins', async () => {
    const engine = await startedEngine();
    await engine.startAgain();
    const { engine: fresh } = await openEngine();
    expect(engine.digest()).to.equal(fresh.digest());
    expect(engine.exportRun(false).lines).to.deep.equal([]);
  });
});

describe('Files', () => {
  it('come back byte for byte, also from the run that carries them', async () => {
    const { engine } = await openEngine();
    const bytes = noiseBytes(30_000, 5);
    const result = await engine.importFile('A1', 'S:\\Docs\\my own file.txt', bytes);
    expect(result.output + String(result.exitCode)).to.match(/0$/);
    expect(engine.readFile('A1', 'S:\\Docs\\my own file.txt')).to.deep.equal(bytes);
    const { engine: other } = await openEngine();
    await other.openRun(structuredClone(engine.exportRun(true)));
    expect(other.readFile('A1', 'S:\\Docs\\my own file.txt')).to.deep.equal(bytes);
  });

  it('that are not there are refused with the text of the node', async () => {
    const { engine } = await openEngine();
    expect(await refusalOf(() => engine.readFile('A1', 'S:\\nothing.txt'))).to.not.equal('');
  });
});

describe('The feed of a lab', () => {
  it('says first that history is to be asked for, then brings what is new, and each thing once', async () => {
    const page = new ReadyPage();
    const { engine } = await openEngine({ feed: page });
    await runLines(engine, 'client start', 'lab run 3s', 'fault power A1 off', 'lab run 3s');
    await Promise.resolve();
    expect(page.messages[0]?.samples).to.equal(null);
    const samples = page.messages.flatMap((message) => message.samples ?? []);
    expect(samples.map((sample) => sample.atMs)).to.deep.equal(
      Array.from({ length: 60 }, (_, index) => (index + 1) * 100),
    );
    const events = page.messages.flatMap((message) => message.events ?? []);
    expect(new Set(events.map((event) => event.sequence)).size).to.equal(events.length);
    expect(page.messages[page.messages.length - 1]?.snapshot.atMs).to.equal(6000);
  });

  it('never tells of a pause that nobody asked for', async () => {
    const page = new ReadyPage();
    const { engine } = await openEngine({ feed: page, options: { paused: false } });
    await Promise.resolve();
    expect(page.messages.map((message) => message.snapshot.paused)).to.include(false);
    expect(page.messages.map((message) => message.snapshot.paused)).not.to.include(true);
    await engine.close();
  });

  it('says so when history was rewritten', async () => {
    const page = new ReadyPage();
    const { engine } = await openEngine({ feed: page });
    await runLines(engine, 'client start', 'lab run 1s');
    await Promise.resolve();
    const before = page.messages.length;
    await engine.seek(500);
    await Promise.resolve();
    expect(page.messages.slice(before).some((message) => message.samples === null)).to.equal(true);
  });
});
