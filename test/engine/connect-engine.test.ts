import { expect } from '@open-wc/testing';
import type { OpenOptions } from '../../workers/api.ts';
import { RestartBudget } from '../../web/engine/restart-budget.ts';
import { connectWorker, ENGINE_GONE_NAME } from '../../web/engine/connect-engine.ts';

/** A worker made of a few lines: Comlink's own messages are answered by `answer`. */
function workerOf(answer: string): Worker {
  const source = `self.onmessage = ({ data }) => { ${answer} };`;
  return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
}

const ECHO = `self.postMessage({ id: data.id, type: 'RAW', value: data.path.join('.') })`;

async function failureOf(call: Promise<unknown>): Promise<Error> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Error) return error;
  throw new Error('The call was answered.');
}

describe('The connection to the engine', () => {
  it('carries a verb to the worker and its answer back', async () => {
    const { api } = connectWorker(workerOf(ECHO));
    expect(await api.digest('lab-1')).to.equal('digest');
  });

  it('rejects the calls on their way when the worker says that it has failed', async () => {
    const { api } = connectWorker(workerOf(`self.postMessage({ fatal: 'out of memory' })`));
    const error = await failureOf(api.execute('lab-1', 'client start', null));
    expect(error.name).to.equal(ENGINE_GONE_NAME);
    expect(error.message).to.match(/out of memory/);
  });

  it('rejects the calls on their way when the worker throws', async () => {
    const worker = workerOf(`throw new Error('broken')`);
    const { api } = connectWorker(worker);
    expect((await failureOf(api.digest('lab-1'))).name).to.equal(ENGINE_GONE_NAME);
  });

  it('rejects every later call, and tells who listens, once', async () => {
    const reasons: string[] = [];
    const { api, onGone } = connectWorker(workerOf(`self.postMessage({ fatal: 'gone' })`));
    onGone((reason) => reasons.push(reason));
    await failureOf(api.digest('lab-1'));
    expect((await failureOf(api.digest('lab-1'))).name).to.equal(ENGINE_GONE_NAME);
    expect(reasons).to.have.length(1);
  });

  it('gives up a worker that has fallen silent while a lab is open, and tells whether another may follow', async () => {
    // Answers the opening of a lab, and then nothing any more: it hangs.
    const worker = workerOf(`if (data.path[0] === 'open') { ${ECHO}; for (;;); }`);
    const connection = connectWorker(worker, {
      whenGone: () => true,
      aliveEveryMs: 20,
      goneAfterMs: 100,
    });
    const told = new Promise((resolve) => {
      connection.onGone((reason, mayRestart) => {
        resolve([reason, mayRestart]);
      });
    });
    await connection.open('lab-1', {} as OpenOptions, new MessageChannel().port1);
    const pending = failureOf(connection.api.digest('lab-1'));
    expect(await told).to.deep.equal([`The lab's worker has not answered for 0.1 s.`, true]);
    expect((await pending).name).to.equal(ENGINE_GONE_NAME);
  });

  it('rejects a call of which the worker knows nothing, and keeps those that it is working on', async () => {
    const worker = workerOf(
      `if (data.path[0] === 'alive') {
        self.postMessage({ id: data.id, type: 'RAW', value: ['execute lab-1'] });
      }`,
    );
    const { api } = connectWorker(worker, { aliveEveryMs: 20 });
    const states: string[] = [];
    const working = api.execute('lab-1', 'lab run 1h', null);
    void working.then(
      () => states.push('answered'),
      () => states.push('rejected'),
    );
    expect((await failureOf(api.digest('lab-1'))).message).to.match(
      /knows nothing of .*digest lab-1/,
    );
    expect((await failureOf(api.execute('lab-2', 'x', null))).name).to.equal(ENGINE_GONE_NAME);
    expect(states).to.deep.equal([]);
  });

  it('rejects when the script of the worker cannot be loaded', async () => {
    const { api } = connectWorker(new Worker('/no-such-worker.js'));
    expect((await failureOf(api.digest('lab-1'))).name).to.equal(ENGINE_GONE_NAME);
  });
});

describe('The budget of restarts', () => {
  it('allows three within a minute, and more once that has passed', () => {
    let nowMs = 0;
    const budget = new RestartBudget(3, 60_000, () => nowMs);
    const taken = [0, 10, 20, 30, 59_999, 60_000, 60_005, 60_010].map((atMs) => {
      nowMs = atMs;
      return budget.take();
    });
    expect(taken).to.deep.equal([true, true, true, false, false, true, false, true]);
  });
});
