import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Lab } from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { CLIENT_ADDRESS, groupIn, monitorOn, statesIn } from '../support/lab-views.ts';

/** The four things that the console shows of a monitor. */
function indicators(lab: Lab, node: string): readonly string[] {
  const { timeToFail, statusBar, bullet, tray } = monitorOn(lab, node);
  return [timeToFail, statusBar, bullet, tray];
}

describe('scripts of a failover', () => {
  const fail = ['fault site first off', 'lab run 2m'];
  const lastScript = (lab: Lab, node: string): unknown => monitorOn(lab, node).lastScript;

  it('start the group where the disk is, and are not reachable elsewhere: 0 and 3', () => {
    const lab = openLab();
    play(lab, ...fail);
    assert.deepEqual(lastScript(lab, 'B1'), { path: 'S:\\postover.bat', exitCode: 0 });
    assert.deepEqual(lastScript(lab, 'B2'), { path: 'S:\\postover.bat', exitCode: 3 });
    assert.equal(groupIn(lab, 'second', 'Application').state, 'Online');
  });

  it('that are not there end with 2, and the console says Failed Over all the same', () => {
    const lab = openLab();
    play(lab, '@B1 del S:\\postover.bat', ...fail);
    assert.deepEqual(lastScript(lab, 'B1'), { path: 'S:\\postover.bat', exitCode: 2 });
    assert.equal(monitorOn(lab, 'B1').timeToFail, 'Failed Over');
    assert.equal(groupIn(lab, 'second', 'Application').state, 'Partially Online');
  });

  it('that are empty end with 0', () => {
    const lab = openLab();
    play(lab, '@B1 write S:\\postover.bat ""', ...fail);
    assert.deepEqual(lastScript(lab, 'B1'), { path: 'S:\\postover.bat', exitCode: 0 });
  });

  it('end with the code of their last line', () => {
    const lab = openLab();
    play(lab, '@B1 write S:\\postover.bat "cluster group Wrong /ONLINE" "cluster group"', ...fail);
    assert.equal(monitorOn(lab, 'B1').lastScript?.exitCode, 0);
    const other = openLab();
    play(other, '@B1 write S:\\postover.bat "rem go" "cluster group Wrong /ONLINE"', ...fail);
    assert.equal(monitorOn(other, 'B1').lastScript?.exitCode, 5013);
  });

  it('say 9009 of a line that is none of theirs, and run the next', () => {
    const lab = openLab();
    play(
      lab,
      '@B1 write S:\\postover.bat "frobnicate" "cluster group Application /ONLINE"',
      ...fail,
    );
    assert.equal(monitorOn(lab, 'B1').lastScript?.exitCode, 0);
    assert.equal(groupIn(lab, 'second', 'Application').state, 'Online');
    const other = openLab();
    play(other, '@B1 write S:\\postover.bat "@A1 cluster group" "fault list"', ...fail);
    assert.equal(monitorOn(other, 'B1').lastScript?.exitCode, 9009);
  });
});

describe('the way back', () => {
  function failedBack(): Lab {
    const lab = openLab();
    play(lab, 'fault site first off', 'lab run 2m', `@B1 fcc failback ${CLIENT_ADDRESS}`);
    assert.equal(monitorOn(lab, 'B1').state, 'FailingBack');
    assert.deepEqual(indicators(lab, 'B1').slice(2), ['red', 'red']);
    play(lab, 'lab run 20s');
    return lab;
  }

  it('stops the client address by its script and asks whether to continue', () => {
    const lab = failedBack();
    assert.equal(monitorOn(lab, 'B1').state, 'AwaitingDecision');
    assert.deepEqual([indicators(lab, 'B1')[0], indicators(lab, 'B1')[2]], ['Failed Over', 'red']);
    assert.equal(monitorOn(lab, 'B1').tray, 'red');
    assert.deepEqual(monitorOn(lab, 'B1').lastScript, { path: 'S:\\preback.bat', exitCode: 0 });
    assert.deepEqual(statesIn(lab, 'second', 'Application'), {
      'IP Address for Application': 'Offline',
      'Name for Application': 'Offline',
      'Disk for Application': 'Online',
      'IP Address for Double-Take': 'Online',
    });
    assert.equal(monitorOn(lab, 'B2').state, 'FailedOver');
  });

  it('goes on monitoring when told to continue, counting from its first ping', () => {
    const lab = failedBack();
    play(lab, `@B1 fcc answer ${CLIENT_ADDRESS} continue`);
    assert.equal(monitorOn(lab, 'B1').state, 'Monitoring');
    assert.equal(monitorOn(lab, 'B1').bullet, 'green');
    play(lab, 'lab run 20s');
    assert.equal(monitorOn(lab, 'B1').state, 'Monitoring');
    play(lab, 'lab run 1m');
    assert.equal(monitorOn(lab, 'B1').state, 'FailedOver');
  });

  it('is idle when told to stop, and covers nothing any more', () => {
    const lab = failedBack();
    play(lab, `@B1 fcc answer ${CLIENT_ADDRESS} stop`);
    assert.deepEqual(indicators(lab, 'B1'), ['', '', 'none', 'none']);
    play(lab, 'lab run 2m');
    assert.equal(monitorOn(lab, 'B1').state, 'Idle');
  });

  it('is not taken before there was a failover', () => {
    const lab = openLab();
    assert.notEqual(runLine(lab, `@B1 fcc failback ${CLIENT_ADDRESS}`).exitCode, 0);
    assert.equal(monitorOn(lab, 'B1').state, 'Monitoring');
  });

  it('does not begin by itself when FIRST replies again', () => {
    const lab = openLab();
    play(lab, 'fault site first off', 'lab run 2m');
    assert.equal(monitorOn(lab, 'B2').state, 'FailedOver');
    play(lab, '@B1 cluster group Application /offline', 'fault site first on', 'lab run 3m');
    assert.equal(groupIn(lab, 'first', 'Application').owner, 'A1');
    assert.equal(monitorOn(lab, 'B1').state, 'FailedOver');
    assert.equal(monitorOn(lab, 'B2').state, 'FailedOver');
  });
});
