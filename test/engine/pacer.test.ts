import { expect } from '@open-wc/testing';
import { Pacer, SLICE_MS, WAKE_DELTA_MS_MAX } from '../../workers/pacer.ts';
import { FakeTime } from '../support/fake-time.ts';

function pacedLab() {
  const time = new FakeTime();
  const runs: number[] = [];
  const pacer = new Pacer(time, { runFor: (virtualMs) => runs.push(virtualMs) });
  return { time, pacer, runs, virtualMs: () => runs.reduce((sum, ms) => sum + ms, 0) };
}

describe('The pacer', () => {
  it('lets virtual time stand still until it is started', () => {
    const { time, runs } = pacedLab();
    time.pass(1000);
    expect(runs).to.deep.equal([]);
  });

  it('runs a virtual second in a real one at speed 1', () => {
    const { time, pacer, virtualMs } = pacedLab();
    pacer.setPace(false, 1);
    time.pass(1600);
    expect(virtualMs()).to.equal(1600);
  });

  it('loses no part of a millisecond at a slow speed', () => {
    const { time, pacer, virtualMs } = pacedLab();
    pacer.setPace(false, 0.1);
    time.pass(16_000);
    expect(virtualMs()).to.be.within(1599, 1600);
  });

  it('runs whole milliseconds only', () => {
    const { time, pacer, runs } = pacedLab();
    pacer.setPace(false, 0.3);
    time.pass(5000);
    expect(runs.every((ms) => Number.isInteger(ms) && ms > 0)).to.equal(true);
  });

  it('takes a sleep of an hour for a quarter of a second', () => {
    const { time, pacer, virtualMs } = pacedLab();
    pacer.setPace(false, 2);
    time.sleep(3_600_000);
    expect(virtualMs()).to.equal(WAKE_DELTA_MS_MAX * 2);
  });

  it('does not make up for the time that it was paused', () => {
    const { time, pacer, virtualMs } = pacedLab();
    pacer.setPace(false, 1);
    time.pass(160);
    pacer.setPace(true, 1);
    time.pass(10_000);
    pacer.setPace(false, 1);
    time.pass(160);
    expect(virtualMs()).to.equal(320);
  });

  it('stands still while it is held, however often, and goes on at the same pace', () => {
    const { time, pacer, virtualMs } = pacedLab();
    pacer.setPace(false, 1);
    pacer.hold();
    pacer.hold();
    time.pass(1000);
    pacer.release();
    time.pass(1000);
    expect(virtualMs()).to.equal(0);
    pacer.release();
    time.pass(160);
    expect(virtualMs()).to.equal(160);
  });

  it('works in slices at speed max, and lets others work between them', () => {
    const time = new FakeTime();
    let steps = 0;
    const pacer = new Pacer(time, {
      runFor: () => {
        steps += 1;
        time.spend(1);
      },
    });
    pacer.setPace(false, 'max');
    time.sleep(0);
    expect(steps).to.equal(SLICE_MS);
    expect(time.waiting).to.equal(1);
  });

  it('obeys a pause that is asked for while it runs the lab', () => {
    const time = new FakeTime();
    let runs = 0;
    const pacer: Pacer = new Pacer(time, {
      runFor: () => {
        runs += 1;
        pacer.setPace(true, 1);
      },
    });
    pacer.setPace(false, 1);
    time.pass(1000);
    expect(runs).to.equal(1);
    expect(time.waiting).to.equal(0);
  });
});
