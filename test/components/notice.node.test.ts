import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { noticeOf, type NoticeCauses } from '../../web/components/lab-notice/notice.ts';
import type { StorageSnapshot } from '../../workers/api.ts';

const WELL: NoticeCauses = {
  problem: null,
  lost: null,
  isReviving: false,
  canReopen: false,
  revived: null,
  storage: { kind: 'indexeddb', savedAtMs: 0, readOnly: false, problem: null },
  staysInMemory: false,
  putAwayLines: null,
};
const BROKEN: StorageSnapshot = {
  kind: 'memory',
  savedAtMs: null,
  readOnly: false,
  problem: 'Nothing is saved: it does not open.',
  remedy: 'delete',
};

function actsOf(causes: Partial<NoticeCauses>): string[] {
  return noticeOf({ ...WELL, ...causes })?.acts.map(({ words }) => words) ?? [];
}

describe('The notice over a lab', () => {
  it('is not there while all is well, and not for what the bar tells of storage', () => {
    assert.equal(noticeOf(WELL), null);
    const full = { ...BROKEN, kind: 'indexeddb', remedy: undefined } as unknown as StorageSnapshot;
    assert.equal(noticeOf({ ...WELL, storage: full }), null);
  });

  it('offers to delete storage that does not open, to try it again, or to go on in memory', () => {
    assert.deepEqual(actsOf({ storage: BROKEN }), [
      'Open it again',
      'Delete what is stored',
      'Go on in memory',
    ]);
    assert.match(
      noticeOf({ ...WELL, storage: BROKEN })?.text ?? '',
      /does not open.*in memory meanwhile/,
    );
    assert.equal(noticeOf({ ...WELL, storage: BROKEN, staysInMemory: true }), null);
  });

  it('asks before anything is deleted or given up', () => {
    const acts = [
      ...(noticeOf({ ...WELL, storage: BROKEN })?.acts ?? []),
      ...(noticeOf({ ...WELL, lost: 'The worker stopped.' })?.acts ?? []),
    ];
    const asked = acts.filter(({ sure }) => sure !== undefined).map(({ name }) => name);
    assert.deepEqual(asked, ['delete', 'anew']);
  });

  it('offers nothing while a lost lab is opened again by itself, then a way on and a way out', () => {
    assert.deepEqual(actsOf({ lost: 'gone', isReviving: true }), []);
    assert.deepEqual(actsOf({ lost: 'gone' }), ['Open it again', 'Begin anew']);
    const causes = { ...WELL, lost: 'gone', canReopen: true };
    assert.equal(noticeOf(causes)?.acts[0]?.name, 'reopen');
  });

  it('tells the most pressing thing first', () => {
    const all = { problem: 'a', lost: 'b', revived: 'c', storage: BROKEN };
    assert.equal(noticeOf({ ...WELL, ...all })?.text, 'a');
    assert.equal(noticeOf({ ...WELL, ...all, problem: null })?.text, 'b');
    assert.equal(noticeOf({ ...WELL, ...all, problem: null, lost: null })?.text, 'c');
  });

  it('offers the run before, when a new one is begun', () => {
    const notice = noticeOf({ ...WELL, putAwayLines: 12 });
    assert.match(notice?.text ?? '', /12 lines/);
    assert.deepEqual(
      notice?.acts.map(({ name }) => name),
      ['bring-back', 'read'],
    );
  });
});
