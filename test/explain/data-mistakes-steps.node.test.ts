/*
 * Steps of the procedure left out, or done otherwise, from bare clusters on: nothing says so until it matters.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { alarmCodes, chainBehind, lastCites } from '../support/explained.ts';
import { endJob, runJob } from '../support/jobs.ts';
import { procedureSteps } from '../support/procedure.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

const GROUP = 'cluster group Application';

/** The procedure from bare clusters up to two monitors, with one line left out or done otherwise. */
function built(id: string, change: (line: string) => string | null): Lab {
  const steps = procedureSteps();
  const end = steps.findIndex((step) => step.id === 'ON-3');
  assert.ok(end > 0 && steps.some((step) => step.id === id));
  const lines = steps
    .slice(0, end + 1)
    .flatMap((step): (string | null)[] =>
      step.id === id ? step.lines.map(change) : [...step.lines],
    );
  const lab = openLab({ scenario: 'bare', diskMiB: 4 });
  play(lab, ...lines.filter((line) => line !== null), 'lab run 1m');
  return lab;
}

/** Leaves out the lines with these words. */
function without(words: string): (line: string) => string | null {
  return (line) => (line.includes(words) ? null : line);
}

describe('a step that was left out', () => {
  it('no set saved on the second node (RS-17): M4, once its service was started anew', () => {
    const lab = built('RS-17', without('save'));
    assert.deepEqual(alarmCodes(lab), []);
    play(lab, '@A2 dt restart', 'lab run 1m');
    assert.deepEqual(alarmCodes(lab), []);
    play(lab, `@A1 ${GROUP} /moveto:A2`, 'lab run 1m');
    assert.deepEqual(lastCites(lab, 'resource-pending'), ['M4', 'RS-17']);
  });

  it('no set saved on the first node (RS-6): M4, as soon as its service was started anew', () => {
    const lab = built('RS-6', without('save'));
    assert.deepEqual(alarmCodes(lab), []);
    play(lab, '@A1 dt restart', 'lab run 2m');
    const { cites } = snapshotOf(lab).alarms.find(({ cites: each }) => each.includes('M4')) ?? {};
    assert.deepEqual(cites, ['M4', 'RS-6']);
  });

  it('automatic reconnection left on (DTA-2d): M5, once the node is rebooted', () => {
    const lab = built('DTA-2d', without('AutoReconnect'));
    assert.deepEqual(alarmCodes(lab), []);
    play(lab, 'fault power A1 off', 'lab run 2m');
    assert.deepEqual(alarmCodes(lab), []);
    play(lab, 'fault power A1 on', 'lab run 1m');
    assert.deepEqual(lastCites(lab, 'duplicate-connection'), ['M5', 'DTA-2d']);
    assert.equal(chainBehind(lab, 'duplicate-connection').at(-1)?.event, null);
    play(lab, '@A1 dt set AutoReconnect 0', 'dt disconnect 1', 'lab run 10s');
    assert.deepEqual(alarmCodes(lab), []);
    play(lab, 'fault power A1 off', 'lab run 1m', 'fault power A1 on', 'lab run 2m');
    assert.deepEqual(alarmCodes(lab), []);
  });

  it('the second address never brought online (VB-4): M8, once there is nothing to connect to', () => {
    const lab = built('VB-4', without('Double-Take'));
    assert.deepEqual(lastCites(lab, 'resource-pending'), ['M8', 'G1']);
    assert.equal(chainBehind(lab, 'resource-pending').at(-1)?.event, null);
    play(lab, '@B1 cluster resource "IP Address for Double-Take" /online', 'lab run 1m');
    assert.deepEqual(alarmCodes(lab), []);
    assert.equal(snapshotOf(lab).connections[0]?.dataState, 'Good');
  });

  it('not installed for transactional applications (DTA-1): M30, once a file drifts unseen', () => {
    const lab = built('DTA-1', (line) => line.replace(' /transactional', ''));
    assert.deepEqual(alarmCodes(lab), []);
    play(lab, 'fault flip second "S:\\Docs\\insurance.doc" 7 1');
    play(lab, '@A1 dt mirror start 1 checksum', 'lab run 1m');
    assert.deepEqual(alarmCodes(lab), []);
    assert.equal(runJob(lab, '@A1 dt verify 1 checksum').differentFiles, 1);
    play(lab, 'lab run 1s');
    assert.deepEqual(lastCites(lab, 'verification-differs'), ['M30', 'DTA-1']);
    assert.match(chainBehind(lab, 'verification-differs').at(-1)?.text ?? '', /A1: dt install\)/);
  });
});

describe('M34: what a node is', () => {
  const REFUSED: readonly (readonly [option: string, back: string, step: string])[] = [
    ['os nt4sp3', 'os w2kas', 'R1'],
    ['role controller', 'role member', 'R3'],
    ['licence off', 'licence on', 'R4'],
  ];
  for (const [option, back, step] of REFUSED) {
    it(`an installation is refused with ${option}, explained, and accepted after that is mended`, () => {
      const lab = openLab({ scenario: 'bare', diskMiB: 4 });
      play(lab, `host A1 ${option}`, 'lab run 1m');
      assert.deepEqual(alarmCodes(lab), []);
      const { exitCode, output, changed } = runLine(lab, '@A1 dt install /transactional');
      assert.deepEqual([exitCode, changed], [87, false]);
      assert.match(output, /A1/);
      assert.deepEqual(lastCites(lab, '87'), ['M34', step]);
      assert.match(chainBehind(lab, '87').at(-1)?.text ?? '', new RegExp(`host A1 ${option}`));
      play(lab, `host A1 ${back}`, '@A1 dt install /transactional');
      assert.equal(runLine(lab, 'lab explain 87').exitCode, 87);
    });
  }

  it('a monitor is refused in another domain, explained, and accepted after that is mended', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, '@B1 fcc remove 172.16.12.35', 'host A1 domain OTHER');
    const add = 'fcc add 172.16.12.35 APPSRV';
    assert.equal(runLine(lab, add).exitCode, 5);
    assert.deepEqual(lastCites(lab, '5'), ['M34', 'R3']);
    play(lab, 'host A1 domain LAB', add);
    assert.equal(runLine(lab, 'lab explain 5').exitCode, 87);
  });
});

describe('M2: when the rules of two nodes differ', () => {
  it('because those of one node were not saved, M4 is cited with it', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, '@A2 dt repset rule AppData add S:\\Docs exclude recurse', 'dt repset save AppData');
    play(lab, 'dt repset rule AppData remove S:\\Docs', `@A1 ${GROUP} /moveto:A2`, 'lab run 20s');
    play(lab, '@A2 write S:\\Docs\\holidays.txt changed', `@A1 ${GROUP} /moveto:A1`);
    play(lab, '@A1 dt mirror stop 2', 'dt verify 2 checksum', 'lab run 20s');
    assert.deepEqual(lastCites(lab, 'verification-differs'), ['M2', 'M4', 'RS-17']);
  });

  it('a file that was changed on SECOND after the mirror is not laid at their door', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, '@A2 dt repset rule AppData add S:\\Docs exclude recurse', 'dt repset save AppData');
    play(lab, '@B1 write S:\\Docs\\holidays.txt other', '@A1 dt verify 1 checksum', 'lab run 20s');
    assert.match(
      chainBehind(lab, 'verification-differs').at(-1)?.text ?? '',
      /write S:\\Docs\\holidays\.txt other/,
    );
    assert.deepEqual(lastCites(lab, 'verification-differs'), []);
  });

  it('a verification that mends what it finds leaves no alarm', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, '@A2 dt repset rule AppData add S:\\Docs exclude recurse', 'dt repset save AppData');
    play(lab, `@A1 ${GROUP} /moveto:A2`, '@A2 write S:\\Docs\\holidays.txt changed', 'lab run 20s');
    play(lab, `@A1 ${GROUP} /moveto:A1`, '@A1 dt mirror stop 2');
    const job = runJob(lab, '@A1 dt verify 2 checksum');
    assert.equal(job.differentFiles, 1);
    play(lab, 'lab run 1s');
    assert.deepEqual(lastCites(lab, 'verification-differs'), ['M2', 'RS-14', 'RS-16']);
    endJob(lab, runJob(lab, '@A1 dt verify 2 checksum remirror'));
    play(lab, 'lab run 5s');
    assert.ok(!alarmCodes(lab).includes('verification-differs'));
  });
});
