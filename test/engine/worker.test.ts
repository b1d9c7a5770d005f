import { expect } from '@open-wc/testing';
import type { FeedMessage, OpenOptions } from '../../workers/api.ts';
import { connectEngine } from '../../web/engine/connect-engine.ts';

const OPTIONS: OpenOptions = {
  scenario: 'protected',
  seed: 2001,
  diskMiB: 4,
  storage: 'memory',
  labId: 'worker',
  wasmUrl: new URL('../../build/block-core.wasm', import.meta.url).href,
  paused: true,
  speed: 1,
  firstLines: [['A1', 'client start']],
};

const engine = connectEngine();
const { api } = engine;
let labs = 0;

/** Opens a lab whose page takes every message of the feed. */
async function openLab(options: Partial<OpenOptions> = {}) {
  labs += 1;
  const lab = `worker-test-${String(labs)}`;
  const { port1, port2 } = new MessageChannel();
  const messages: FeedMessage[] = [];
  port1.onmessage = (event: MessageEvent<FeedMessage>) => {
    messages.push(event.data);
    port1.postMessage('taken');
  };
  const opened = await engine.open(lab, { ...OPTIONS, ...options }, port2);
  return { lab, opened, messages };
}

describe('The engine in its worker', () => {
  it('opens a lab on the wasm block core, with its first lines run', async () => {
    const { lab, opened } = await openLab();
    expect(opened.kernel).to.equal('wasm');
    expect(opened.kernelProblem).to.equal(null);
    expect(opened.snapshot.clients.running).to.equal(true);
    await api.close(lab);
  });

  it('holds several labs of one page apart', async () => {
    const [one, other] = await Promise.all([openLab(), openLab()]);
    await api.execute(one.lab, 'fault power A1 off', null);
    expect((await api.snapshot(one.lab)).faults).to.have.length(1);
    expect((await api.snapshot(other.lab)).faults).to.have.length(0);
    await Promise.all([api.close(one.lab), api.close(other.lab)]);
  });

  it('leads to the same digest on both kernels', async () => {
    const [wasm, reference] = await Promise.all([openLab(), openLab({ wasmUrl: null })]);
    expect(reference.opened.kernel).to.equal('reference');
    await Promise.all([api.advance(wasm.lab, 5000), api.advance(reference.lab, 5000)]);
    expect(await api.digest(wasm.lab)).to.equal(await api.digest(reference.lab));
    await Promise.all([api.close(wasm.lab), api.close(reference.lab)]);
  });

  it('falls back to the reference kernel, and says why, when there is no wasm', async () => {
    const { lab, opened } = await openLab({ wasmUrl: '/no-such-core.wasm' });
    expect(opened.kernel).to.equal('reference');
    expect(opened.kernelProblem).to.match(/could not be started as WebAssembly: .*404/);
    await api.close(lab);
  });

  it('brings a file across and back, and names refusals', async () => {
    const { lab } = await openLab();
    const bytes = new TextEncoder().encode('dropped by a person');
    expect((await api.importFile(lab, 'A1', 'S:\\dropped.txt', bytes)).exitCode).to.equal(0);
    expect(await api.readFile(lab, 'A1', 'S:\\dropped.txt')).to.deep.equal(bytes);
    const error = await api.readFile(lab, 'A1', 'S:\\none').catch((reason: unknown) => reason);
    expect((error as Error).name).to.equal('LabRefusal');
    await api.close(lab);
  });

  it('plays time by itself, and shows it', async () => {
    const { lab, messages } = await openLab();
    await api.setPace(lab, false, 20);
    while ((await api.snapshot(lab)).atMs < 2000) await api.digest(lab);
    await api.setPace(lab, true, 1);
    expect(messages.length).to.be.above(2);
    const times = messages.map((message) => message.snapshot.atMs);
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    await api.close(lab);
  });

  it('refuses what is asked of a lab that is not open', async () => {
    const error = await api.digest('nobody').catch((reason: unknown) => reason);
    expect((error as Error).name).to.equal('LabRefusal');
  });
});
