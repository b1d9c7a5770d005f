import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { savedWords } from '../../web/components/lab-bar/saved-words.ts';
import type { StorageSnapshot } from '../../workers/api.ts';

const SAVED: StorageSnapshot = {
  kind: 'indexeddb',
  savedAtMs: 4000,
  readOnly: false,
  problem: null,
};

describe('the words on where a lab is kept', () => {
  it('are "saved" while a note is all there is to tell, and tell the note', () => {
    const problem = 'Stored bytes were changed outside the lab: first S: block 7.';
    const words = savedWords({ ...SAVED, problem, savedAllTheSame: true });
    assert.match(words.text, /^Saved/);
    assert.match(words.story, /changed outside the lab/);
  });

  it('are "not saved" when a save failed, with its reason', () => {
    const words = savedWords({ ...SAVED, problem: 'The disk is full.' });
    assert.equal(words.text, 'Not saved');
    assert.equal(words.story, 'The disk is full.');
  });

  it('come with the one act that helps, where one does', () => {
    const problem = 'Nothing is saved.';
    const words = (remedy: NonNullable<StorageSnapshot['remedy']>): string | undefined =>
      savedWords({ ...SAVED, problem, remedy }).remedy?.words;
    assert.equal(savedWords({ ...SAVED, problem }).remedy, null);
    assert.equal(words('again'), 'Open it again');
    assert.equal(words('delete'), 'Open it again');
    assert.equal(words('reload'), 'Reload the page');
    assert.equal(words('start-again'), 'Start again');
  });

  it('never claim a save before the first one', () => {
    assert.equal(savedWords({ ...SAVED, savedAtMs: null }).text, 'Not saved yet');
  });
});
