import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { openLab, play, runLine } from '../support/run-lines.ts';

describe('what a line answers', () => {
  it('names the state of a monitor in the words of the product', () => {
    const lab = openLab({ diskMiB: 4 });
    assert.match(runLine(lab, 'fcc status', 'B1').output, /yes +Monitoring /);
    play(lab, 'fault site first off', 'lab run 60s');
    const { output } = runLine(lab, 'fcc status', 'B1');
    assert.match(output, /yes +Failed Over +Failed Over/);
    assert.doesNotMatch(output, /FailedOver/);
  });

  it('refuses a failback in the same words, with what it needs', () => {
    const { exitCode, output } = runLine(
      openLab({ diskMiB: 4 }),
      'fcc failback 172.16.12.35',
      'B1',
    );
    assert.equal(exitCode, 5023);
    assert.match(output, /APPSRV is Monitoring; this needs Failed Over\./);
  });

  it('counts one fault as one fault', () => {
    const lab = openLab({ diskMiB: 4 });
    assert.match(runLine(lab, 'lab status').output, /, 0 faults$/);
    play(lab, 'fault monitor cut');
    assert.match(runLine(lab, 'lab status').output, /, 1 fault$/);
  });
});
