import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkEvents, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { CLIENT_ADDRESS } from '../support/lab-views.ts';
import { openLab, play } from '../support/run-lines.ts';

function openChecked(): Lab {
  const lab = openLab({ diskMiB: 4 });
  checkEvents(lab, { oneServes: false });
  return lab;
}

function standing(lab: Lab): string[] {
  return snapshotOf(lab)
    .alarms.filter(({ code }) => code === 'two-owners')
    .map(({ text }) => text);
}

describe('two owners of an address', () => {
  it('are alarmed within a second also where Double-Take itself put it on two nodes', () => {
    const lab = openChecked();
    for (const node of ['B1', 'B2']) play(lab, `@${node} fcc set ${CLIENT_ADDRESS} items ip`);
    play(lab, '@B1 del S:\\postover.bat');
    play(lab, 'fault nic B1 PUBLIC cut', 'lab run 15s', 'fault site first off', 'lab run 1m');
    assert.deepEqual(standing(lab), []);
    play(lab, 'fault nic B1 PUBLIC restore', 'lab run 1s');
    assert.deepEqual(standing(lab), [`${CLIENT_ADDRESS} has two owners: B1 and B2 answer it`]);
    play(lab, 'lab run 10s', 'fault nic B1 PUBLIC cut', 'lab run 1s');
    assert.deepEqual(standing(lab), []);
  });

  it('are all named where there are two of two addresses', () => {
    const lab = openChecked();
    play(lab, 'fault link replication cut');
    for (const node of ['A1', 'B1']) {
      play(
        lab,
        `@${node} cluster group Extra /create`,
        'cluster resource Extra /create /group:Extra /type:"IP Address"',
        'cluster resource Extra /priv Address=172.16.12.60 SubnetMask=255.255.255.0 Network=PUBLIC',
        'cluster group Extra /online',
      );
    }
    play(lab, 'lab run 1m');
    const [text = ''] = standing(lab);
    for (const address of [CLIENT_ADDRESS, '172.16.12.60'])
      assert.ok(text.includes(`${address} has two owners: `), text);
  });
});
