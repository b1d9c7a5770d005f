import { expect } from '@open-wc/testing';
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

  it('rejects when the script of the worker cannot be loaded', async () => {
    const { api } = connectWorker(new Worker('/no-such-worker.js'));
    expect((await failureOf(api.digest('lab-1'))).name).to.equal(ENGINE_GONE_NAME);
  });
});
