import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, type Lab } from '../../workers/core/lab.ts';
import { alarmCodes, lastCites } from '../support/explained.ts';
import { groupIn } from '../support/lab-views.ts';
import { openLab, play } from '../support/run-lines.ts';

const GROUP = '@A1 cluster group Application';
const SICK = 'fault resource "IP Address for Application" on A1';

/** A pair whose node A1 falls sick under a failback policy. */
function sickUnder(...policy: readonly string[]): Lab {
  const lab = openLab({ diskMiB: 4 });
  play(lab, ...policy, 'lab run 10s', SICK, 'lab run 4m');
  return lab;
}

function ownersOf(lab: Lab): string[] {
  return eventsOf(lab)
    .filter(({ text, atMs }) => atMs > 0 && text.endsWith(' owns Application'))
    .map(({ node }) => node ?? '');
}

describe('a group whose preferred node is sick', () => {
  for (const owners of ['A1,A2', 'A1']) {
    it(`goes to and fro with failback allowed to ${owners}, and stays down after ten failovers`, () => {
      const lab = sickUnder(`${GROUP} /setowners:${owners}`, `${GROUP} /prop AutoFailbackType=1`);
      const group = groupIn(lab, 'first', 'Application');
      assert.deepEqual([group.state, group.owner, group.failovers], ['Failed', 'A1', 10]);
      const expected = Array.from({ length: 10 }, () => ['A2', 'A1']).flat();
      assert.deepEqual(ownersOf(lab), expected);
      assert.ok(lastCites(lab, 'group-down').includes('M1'));
      play(lab, 'lab run 10m');
      assert.equal(ownersOf(lab).length, expected.length);
    });
  }

  it('moves once with the default policy, although both nodes are preferred', () => {
    const lab = sickUnder(`${GROUP} /setowners:A1,A2`);
    assert.deepEqual(ownersOf(lab), ['A2']);
    assert.equal(groupIn(lab, 'first', 'Application').state, 'Online');
    assert.deepEqual(alarmCodes(lab), []);
  });

  it('moves once when the healthy node is the preferred one', () => {
    const lab = sickUnder(`${GROUP} /setowners:A2`, `${GROUP} /prop AutoFailbackType=1`);
    assert.equal(ownersOf(lab).at(-1), 'A2');
    assert.equal(groupIn(lab, 'first', 'Application').state, 'Online');
    assert.deepEqual(alarmCodes(lab), []);
  });
});
