import { expect } from '@open-wc/testing';
import type { LabEvent, Sample } from '../../workers/api.ts';
import {
  EventHistory,
  EVENTS_SHOWN_MAX,
  SampleHistory,
  SAMPLES_SHOWN_MAX,
} from '../../web/engine/history.ts';

function samples(...times: number[]): Sample[] {
  return times.map((atMs) => ({
    atMs,
    lag: null,
    wireBytes: 0,
    appliedWireBytes: 0,
    monitors: [],
    servedBy: 'none',
  }));
}

function events(...sequences: number[]): LabEvent[] {
  return sequences.map((sequence) => ({
    sequence,
    atMs: 0,
    kind: 'line',
    cluster: null,
    node: null,
    text: '',
    causes: [],
    line: null,
  }));
}

describe('History on the page', () => {
  it('grows by what the feed brings, as a new array each time', async () => {
    const history = new SampleHistory(() => Promise.resolve([]));
    const first = await history.take(samples(100, 200));
    const second = await history.take(samples(300));
    expect(first).to.have.length(2);
    expect(second.map((sample) => sample.atMs)).to.deep.equal([100, 200, 300]);
  });

  it('stays the same array when nothing came', async () => {
    const history = new SampleHistory(() => Promise.resolve([]));
    const first = await history.take(samples(100));
    expect(await history.take([])).to.equal(first);
  });

  it('is asked for anew when it was rewritten, and takes nothing twice then', async () => {
    const history = new SampleHistory(() => Promise.resolve(samples(100, 200, 300)));
    await history.take(samples(900));
    await history.take(null);
    const after = await history.take(samples(300, 400));
    expect(after.map((sample) => sample.atMs)).to.deep.equal([100, 200, 300, 400]);
  });

  it('is asked for anew, thinned, when it has grown too long', async () => {
    const history = new SampleHistory(() => Promise.resolve(samples(1, 2)));
    await history.take(samples(...Array.from({ length: SAMPLES_SHOWN_MAX }, (_, i) => i)));
    expect(await history.take(samples(SAMPLES_SHOWN_MAX))).to.have.length(2);
  });
});

describe('The log on the page', () => {
  it('grows by what the feed brings and holds each entry once', async () => {
    const history = new EventHistory(() => Promise.resolve(events(1, 2)));
    await history.take(null);
    const log = await history.take(events(2, 3));
    expect(log.map((event) => event.sequence)).to.deep.equal([1, 2, 3]);
  });

  it('lets the oldest entries go', async () => {
    const history = new EventHistory(() => Promise.resolve([]));
    await history.take(events(...Array.from({ length: EVENTS_SHOWN_MAX }, (_, i) => i + 1)));
    const log = await history.take(events(EVENTS_SHOWN_MAX + 1));
    expect(log).to.have.length(EVENTS_SHOWN_MAX);
    expect(log[0]?.sequence).to.equal(2);
  });
});
