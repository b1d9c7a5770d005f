import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import { announcements } from '../../web/components/failover-lab/announcements.ts';
import { Announcer } from '../../web/components/failover-lab/announcer.ts';
import {
  cautionSnapshot,
  failedOverSnapshot,
  healthySnapshot,
} from '../support/specimen-snapshots.ts';

const SECOND_MS = 1000;

/** What was read out politely and when, ms of the fake clock. */
let spoken: { readonly atMs: number; readonly text: string }[];
let nowMs: number;
let announcer: Announcer;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  spoken = [];
  nowMs = 0;
  const host: ReactiveControllerHost = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => {
      const isNews = spoken.every(({ text }) => text !== announcer.polite);
      if (isNews && announcer.polite !== '') {
        spoken.push({ atMs: nowMs, text: announcer.polite });
      }
    },
    updateComplete: Promise.resolve(true),
  };
  announcer = new Announcer(host);
});
afterEach(() => {
  mock.timers.reset();
});

function wait(ms: number): void {
  nowMs += ms;
  mock.timers.tick(ms);
}

function say(text: string, assertive = false): void {
  announcer.say([{ text, assertive }]);
}

describe('the narration', () => {
  it('says at most one polite message in two seconds, however much happens', () => {
    for (let count = 0; count < 200; count += 1) {
      say(`Event ${String(count)}.`);
      wait(SECOND_MS / 10);
    }
    const gaps = spoken.slice(1).map(({ atMs }, index) => atMs - (spoken[index]?.atMs ?? atMs));
    assert.ok(spoken.length > 5, `${String(spoken.length)} messages in 20 seconds`);
    assert.ok(Math.min(...gaps) >= 2 * SECOND_MS, gaps.join(', '));
  });

  it('joins what came meanwhile into one message, the newest three of it', () => {
    for (const text of ['A.', 'B.', 'C.', 'D.', 'E.']) say(text);
    wait(2 * SECOND_MS);
    assert.deepEqual(spoken, [
      { atMs: 0, text: 'A.' },
      { atMs: 2 * SECOND_MS, text: 'C. D. E.' },
    ]);
  });

  it('says at once what comes after two quiet seconds', () => {
    say('A.');
    wait(5 * SECOND_MS);
    say('B.');
    assert.deepEqual(
      spoken.map(({ text }) => text),
      ['A.', 'B.'],
    );
  });

  it('interrupts at once for what cannot wait, and for that alone', () => {
    say('A.');
    say('B1: Caution.', true);
    assert.equal(announcer.assertive, 'B1: Caution.');
    assert.equal(announcer.polite, 'A.');
    say('C.');
    wait(2 * SECOND_MS);
    assert.equal(announcer.polite, 'C.');
    assert.equal(announcer.assertive, 'B1: Caution.');
  });

  it('falls silent when the lab leaves the page', () => {
    say('A.');
    say('B.');
    announcer.hostDisconnected();
    wait(10 * SECOND_MS);
    assert.deepEqual(
      spoken.map(({ text }) => text),
      ['A.'],
    );
  });
});

describe('what interrupts', () => {
  const moments = {
    healthy: healthySnapshot(),
    caution: cautionSnapshot(),
    'failed over': failedOverSnapshot(),
  };
  for (const [from, before] of Object.entries(moments)) {
    for (const [to, after] of Object.entries(moments)) {
      const course = `${from} to ${to}`;
      it(`is caution, red and failed over alone: from ${course}`, () => {
        for (const { text, assertive } of announcements(before, after)) {
          assert.equal(
            assertive,
            /: (?:Caution|No reply|Failed over|Failing over)\b/.test(text),
            text,
          );
        }
      });
    }
  }
});
