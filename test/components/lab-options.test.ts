import { expect } from '@open-wc/testing';

import { type LabAttributes, openOptions } from '../../web/components/failover-lab/lab-options.ts';

const PLAIN: LabAttributes = {
  exercise: null,
  scenario: null,
  seed: 2001,
  diskMiB: 16,
  mode: null,
  layout: null,
  speed: 1,
  paused: false,
  storage: 'memory',
  labId: 'lab',
  firstLines: [],
};

function refusal(change: Partial<LabAttributes>): Error {
  try {
    openOptions({ ...PLAIN, ...change });
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was refused');
}

describe('the attributes of the element', () => {
  it('open the protected pair when none is given', () => {
    expect(openOptions(PLAIN)).to.include({ scenario: 'protected', seed: 2001, diskMiB: 16 });
  });

  it('are refused by name, value and expectation', () => {
    expect(refusal({ scenario: 'protect' }).message).to.contain('scenario="protect"');
    expect(refusal({ seed: 1.5 }).message).to.contain('seed="1.5"');
    expect(refusal({ diskMiB: 3 }).message).to.contain('from 4 to 256');
    expect(refusal({ speed: 21 }).message).to.contain('0.1 to 20');
    expect(refusal({ storage: 'disk' }).message).to.contain('memory or persist');
    expect(refusal({ scenario: 'protect' }).name).to.equal('LabRefusal');
  });

  it('say honestly what is not here yet', () => {
    expect(refusal({ exercise: 'first-failover' }).message).to.contain('not here yet');
    expect(refusal({ layout: 'figure' }).message).to.contain('not here yet');
    expect(refusal({ mode: 'guided' }).message).to.contain('not here yet');
  });
});
