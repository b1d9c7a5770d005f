import { expect } from '@open-wc/testing';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type {
  EngineApi,
  FeedMessage,
  Opened,
  OpenOptions,
  RunLine,
  RunOutlook,
  SeenRun,
  Snapshot,
} from '../../workers/api.ts';
import type { EngineConnection, GoneListener } from '../../web/engine/connect-engine.ts';
import { EngineController } from '../../web/engine/engine-controller.ts';

const OPTIONS: OpenOptions = {
  scenario: 'protected',
  seed: 2001,
  diskMiB: 16,
  storage: 'memory',
  labId: 'test',
  wasmUrl: null,
  paused: true,
  speed: 1,
  firstLines: [],
};

class Host implements ReactiveControllerHost {
  updates = 0;
  readonly updateComplete = Promise.resolve(true);
  readonly #controllers = new Set<ReactiveController>();
  addController(controller: ReactiveController): void {
    this.#controllers.add(controller);
  }
  removeController(controller: ReactiveController): void {
    this.#controllers.delete(controller);
  }
  connect(): void {
    for (const controller of this.#controllers) controller.hostConnected?.();
  }
  disconnect(): void {
    for (const controller of this.#controllers) controller.hostDisconnected?.();
  }
  requestUpdate(): void {
    this.updates += 1;
  }
}

const OUTLOOK: RunOutlook = {
  undo: [700, 'A1', 'client start'],
  redo: null,
  redoPlaysOn: false,
  linesToCome: 0,
  linesDropped: 0,
  furthestMs: 700,
};

function snapshotAt(atMs: number): Snapshot {
  const storage = { kind: 'memory', savedAtMs: null, readOnly: false, problem: null };
  return { atMs, storage } as Snapshot;
}

const RUN: SeenRun = {
  scenario: 'protected',
  seed: 2001,
  diskMiB: 16,
  lines: [[500, 'A1', 'client start']],
};

/** A message of the feed at that moment. */
function messageAt(atMs: number, kind: 'memory' | 'indexeddb' = 'memory'): FeedMessage {
  const storage = { kind, savedAtMs: null, readOnly: false, problem: null } as const;
  const snapshot = { ...snapshotAt(atMs), storage };
  return { snapshot, samples: [], events: [], outlook: OUTLOOK };
}

/** An engine that answers with the moment that it was asked for. */
function fakeEngine() {
  const calls: string[] = [];
  const ports: MessagePort[] = [];
  const listeners = new Set<GoneListener>();
  const opened: OpenOptions[] = [];
  const failures: Error[] = [];
  const api = {
    setPace: () => Promise.resolve(),
    digest: () => Promise.resolve('digest'),
    saveNow: (lab: string) => {
      calls.push(`saveNow ${lab}`);
      return Promise.resolve();
    },
    close: (lab: string) => {
      calls.push(`close ${lab}`);
      return Promise.resolve();
    },
    seek: (lab: string, atMs: number) => {
      calls.push(`seek ${lab}`);
      return Promise.resolve(snapshotAt(atMs));
    },
    timeline: () => Promise.resolve([]),
    events: () => Promise.resolve([]),
  } as unknown as EngineApi;
  const connection: EngineConnection = {
    api,
    open: (lab, options, feed) => {
      calls.push(`open ${lab}`);
      ports.push(feed);
      opened.push(options);
      const failure = failures.shift();
      if (failure !== undefined) {
        lose(failure.message, true);
        return Promise.reject(failure);
      }
      const answer: Opened = {
        kernel: 'wasm',
        kernelProblem: null,
        resumed: opened.length > 1,
        snapshot: snapshotAt(opened.length > 1 ? 7000 : 0),
      };
      return Promise.resolve(answer);
    },
    onGone: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const lose = (reason: string, mayRestart = false) => {
    for (const listener of [...listeners]) listener(reason, mayRestart);
  };
  return { calls, ports, listeners, connection, lose, opened, failures };
}

/** Sends a message and waits for the answer. */
function feed(port: MessagePort | undefined, message: FeedMessage): Promise<unknown> {
  return new Promise((resolve) => {
    if (port === undefined) throw new Error('No feed was opened.');
    port.onmessage = (event: MessageEvent<unknown>) => {
      resolve(event.data);
    };
    port.postMessage(message);
  });
}

describe('The engine controller', () => {
  it('shows the state that the lab opened with', async () => {
    const engine = fakeEngine();
    const controller = new EngineController(new Host(), () => engine.connection);
    const opened = await controller.open(OPTIONS);
    expect(controller.opened).to.equal(opened);
    expect(controller.snapshot?.atMs).to.equal(0);
  });

  it('shows what the feed brings, asks for an update, and answers "taken"', async () => {
    const engine = fakeEngine();
    const host = new Host();
    const controller = new EngineController(host, () => engine.connection);
    await controller.open(OPTIONS);
    const before = host.updates;
    const answer = await feed(engine.ports[0], {
      snapshot: snapshotAt(700),
      samples: [
        {
          atMs: 700,
          lag: null,
          wireBytes: 0,
          appliedWireBytes: 0,
          monitors: [],
          servedBy: 'first',
        },
      ],
      events: [],
      outlook: OUTLOOK,
    });
    expect(answer).to.equal('taken');
    expect(controller.snapshot?.atMs).to.equal(700);
    expect(controller.outlook).to.deep.equal(OUTLOOK);
    expect(controller.samples.map((sample) => sample.atMs)).to.deep.equal([700]);
    expect(host.updates).to.be.above(before);
  });

  it('shows at once what a verb answers', async () => {
    const engine = fakeEngine();
    const controller = new EngineController(new Host(), () => engine.connection);
    await controller.open(OPTIONS);
    await controller.seek(4200);
    expect(controller.snapshot?.atMs).to.equal(4200);
  });

  it('rejects verbs while no lab is open', async () => {
    const controller = new EngineController(new Host(), () => fakeEngine().connection);
    const error = await controller.digest().catch((reason: unknown) => reason);
    expect((error as Error).name).to.equal('EngineGone');
  });

  it('closes the lab that was open before it opens another', async () => {
    const engine = fakeEngine();
    const controller = new EngineController(new Host(), () => engine.connection);
    await controller.open(OPTIONS);
    await controller.open(OPTIONS);
    expect(engine.calls.map((call) => call.split(' ')[0])).to.deep.equal(['open', 'close', 'open']);
    expect(new Set(engine.calls.map((call) => call.split(' ')[1])).size).to.equal(2);
    expect(engine.listeners.size).to.equal(1);
  });

  it('says why the lab is gone, and keeps showing what it showed last', async () => {
    const engine = fakeEngine();
    const controller = new EngineController(new Host(), () => engine.connection);
    await controller.open(OPTIONS);
    engine.lose('The worker stopped.');
    expect(controller.lost).to.equal('The worker stopped.');
    expect(controller.snapshot?.atMs).to.equal(0);
    const error = await controller.digest().catch((reason: unknown) => reason);
    expect((error as Error).message).to.equal('The worker stopped.');
  });

  it('opens a lost lab again by itself, at the pace that it had, and answers what is asked meanwhile', async () => {
    const engine = fakeEngine();
    const controller = new EngineController(new Host(), () => engine.connection);
    await controller.open(OPTIONS);
    await controller.setPace(false, 5);
    engine.lose('The worker stopped.', true);
    expect(controller.lost).to.match(/The worker stopped\. It is being started again/);
    expect(await controller.digest()).to.equal('digest');
    expect(controller.lost).to.equal(null);
    expect(controller.snapshot?.atMs).to.equal(7000);
    expect(controller.revived).to.equal(
      'The worker stopped. It was started again, and the lab goes on from what was saved at 7 s.',
    );
    expect(engine.opened[1]).to.deep.equal({ ...OPTIONS, paused: false, speed: 5 });
    expect(engine.listeners.size).to.equal(1);
  });

  it('tries another worker while one may be had, and says why when none may', async () => {
    const engine = fakeEngine();
    engine.failures.push(new Error('It died at once.'), new Error('It died at once.'));
    const controller = new EngineController(new Host(), () => engine.connection);
    await controller.open(OPTIONS);
    expect(engine.opened).to.have.length(3);
    engine.lose('It stopped once more.', false);
    expect(controller.lost).to.equal('It stopped once more.');
    expect(engine.opened).to.have.length(3);
  });

  it('opens a lost lab again with what it has seen of it', async () => {
    const engine = fakeEngine();
    const controller = new EngineController(new Host(), () => engine.connection);
    await controller.open(OPTIONS);
    await feed(engine.ports[0], { ...messageAt(700), run: { ...RUN, linesFrom: 0 } });
    const more: RunLine = [600, 'A1', 'client stop'];
    await feed(engine.ports[0], {
      ...messageAt(900),
      run: { ...RUN, linesFrom: 1, lines: [more] },
    });
    engine.lose('The worker stopped.', true);
    await controller.digest();
    expect(engine.opened[1]?.seen).to.deep.equal({
      run: { ...RUN, lines: [...RUN.lines, more] },
      atMs: 900,
      files: [],
      unsavedAfterMs: null,
    });
  });

  it('lets a person open a lab again where it was, once no worker may follow by itself', async () => {
    const engine = fakeEngine();
    const controller = new EngineController(new Host(), () => engine.connection);
    await controller.open(OPTIONS);
    await feed(engine.ports[0], { ...messageAt(700), run: { ...RUN, linesFrom: 0 } });
    engine.lose('The worker stopped.', false);
    expect([controller.canReopen, controller.isReviving]).to.deep.equal([true, false]);
    engine.failures.push(new Error('It died at once.'));
    await controller.reopen();
    expect(engine.opened[2]?.seen?.run).to.deep.equal(RUN);
    expect([controller.canReopen, controller.lost]).to.deep.equal([false, null]);
  });

  it('lets go of a stored lab when its page may come back as it was, and opens it again then', async () => {
    const engine = fakeEngine();
    const host = new Host();
    const controller = new EngineController(host, () => engine.connection);
    host.connect();
    await controller.open({ ...OPTIONS, storage: 'persist' });
    await feed(engine.ports[0], messageAt(700, 'indexeddb'));
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
    expect(engine.calls).to.have.length(1);
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(engine.calls.at(-1)).to.match(/^close /);
    expect(controller.snapshot?.atMs).to.equal(700);
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await controller.digest();
    expect(engine.opened).to.have.length(2);
    expect([controller.lost, controller.revived]).to.deep.equal([null, null]);
    expect(controller.snapshot?.atMs).to.equal(7000);
    await controller.close();
    host.disconnect();
  });

  it('does not bring back a lab that was closed', async () => {
    const engine = fakeEngine();
    const controller = new EngineController(new Host(), () => engine.connection);
    await controller.open(OPTIONS);
    await controller.close();
    engine.lose('The worker stopped.', true);
    expect(controller.lost).to.equal(null);
    expect(engine.opened).to.have.length(1);
  });

  it('saves at once when the page is hidden', async () => {
    const engine = fakeEngine();
    const host = new Host();
    const controller = new EngineController(host, () => engine.connection);
    host.connect();
    await controller.open(OPTIONS);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(engine.calls.filter((call) => call.startsWith('saveNow'))).to.deep.equal([]);
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    try {
      document.dispatchEvent(new Event('visibilitychange'));
    } finally {
      Reflect.deleteProperty(document, 'hidden');
    }
    expect(engine.calls.filter((call) => call.startsWith('saveNow'))).to.have.length(1);
    host.disconnect();
  });
});
