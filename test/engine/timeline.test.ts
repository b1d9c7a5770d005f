import { expect } from '@open-wc/testing';
import type { Sample } from '../../workers/api.ts';
import { nextSampleMs, Timeline } from '../../workers/timeline.ts';

function sampleAt(atMs: number): Sample {
  return {
    atMs,
    lag: null,
    wireBytes: atMs,
    appliedWireBytes: atMs,
    monitors: [],
    servedBy: 'first',
  };
}

function timelineOf(samples: number): Timeline {
  const timeline = new Timeline();
  for (let index = 0; index < samples; index += 1) timeline.add(sampleAt(index * 100));
  return timeline;
}

describe('The timeline', () => {
  it('keeps every sample of a short run', () => {
    expect(timelineOf(3000).from(0)).to.have.length(3000);
  });

  it('stays bounded through three days, from the first sample to the last', () => {
    const samples = timelineOf(3 * 24 * 36_000).from(0);
    expect(samples.length).to.be.at.most(6500);
    expect(samples[0]?.atMs).to.equal(0);
    expect(samples[samples.length - 1]?.atMs).to.equal((3 * 24 * 36_000 - 1) * 100);
  });

  it('keeps the last minutes at full rate however long the run is', () => {
    const samples = timelineOf(100_000).from(0).slice(-2000);
    const gaps = new Set(
      samples.slice(1).map((sample, i) => sample.atMs - (samples[i]?.atMs ?? 0)),
    );
    expect([...gaps]).to.deep.equal([100]);
  });

  it('thins what is old evenly', () => {
    const times = timelineOf(100_000)
      .from(0)
      .map((sample) => sample.atMs);
    const gaps = times.slice(1, 1000).map((atMs, index) => atMs - (times[index] ?? 0));
    expect(new Set(gaps).size).to.equal(1);
  });

  it('gives what came after a moment, or says that it is too much', () => {
    const timeline = timelineOf(50);
    expect(timeline.after(4700, 10)?.map((sample) => sample.atMs)).to.deep.equal([4800, 4900]);
    expect(timeline.after(0, 10)).to.equal(null);
    expect(timeline.after(4900, 10)).to.deep.equal([]);
  });

  it('leaves out a moment that it has already', () => {
    const timeline = timelineOf(3);
    timeline.add(sampleAt(200));
    expect(timeline.from(0)).to.have.length(3);
  });

  it('places samples on whole tenths of a second, before 0 as well', () => {
    expect(nextSampleMs(0)).to.equal(100);
    expect(nextSampleMs(99)).to.equal(100);
    expect(nextSampleMs(100)).to.equal(200);
    expect(nextSampleMs(-150)).to.equal(-100);
  });
});
