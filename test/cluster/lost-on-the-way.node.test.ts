import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkEvents, readFile, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { groupOf } from '../support/procedure.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

function openChecked(): Lab {
  const lab = openLab({ diskMiB: 4 });
  checkEvents(lab, { oneServes: true });
  return lab;
}

describe('a node lost at the wrong moment', () => {
  it('a group whose next node is lost on the way stays where it was', () => {
    for (const loss of ['fault power A2 off', 'fault service A2 cluster stop']) {
      const lab = openChecked();
      play(lab, '@A1 cluster group Application /moveto:A2 /wait:0', 'lab run 500ms', loss);
      play(lab, 'lab run 30s');
      const group = groupOf(snapshotOf(lab), 'first');
      assert.deepEqual([group?.owner, group?.state], ['A1', 'Online'], loss);
      assert.ok(readFile(lab, 'A1', 'S:\\Orders\\orders.txt') instanceof Uint8Array);
    }
  });

  it('a group asked for while its node is being missed comes online on the other one', () => {
    const lab = openChecked();
    play(lab, 'fault power B1 off', 'lab run 2s');
    assert.equal(groupOf(snapshotOf(lab), 'second')?.owner, 'B1');
    assert.equal(runLine(lab, '@B2 cluster group Application /moveto:B2').exitCode, 5012);
    play(lab, 'cluster resource "Disk for Application" /online');
    const group = groupOf(snapshotOf(lab), 'second');
    assert.equal(group?.owner, 'B2');
    assert.ok(readFile(lab, 'B2', 'S:\\Orders\\orders.txt') instanceof Uint8Array);
  });
});
