import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunOutlook } from '../../workers/api.ts';
import { droppedWords, redoWords, undoWords } from '../../web/components/lab-bar/history-words.ts';

const NOTHING: RunOutlook = {
  undo: null,
  redo: null,
  redoPlaysOn: false,
  linesToCome: 0,
  linesDropped: 0,
  furthestMs: 0,
};

describe('The words of undo and redo', () => {
  it('name the line and its moment', () => {
    const outlook: RunOutlook = {
      ...NOTHING,
      undo: [41_600, 'A1', 'fault site first off'],
      redo: [52_000, 'A1', 'client stop'],
    };
    assert.equal(undoWords(outlook), 'Undo: fault site first off (00:41.6)');
    assert.equal(redoWords(outlook), 'Redo: client stop (00:52.0)');
  });

  it('say nothing when there is nothing to undo or redo, or nobody knows yet', () => {
    for (const outlook of [NOTHING, null]) {
      assert.equal(undoWords(outlook), null);
      assert.equal(redoWords(outlook), null);
    }
  });

  it('say when redo plays on to a line that is still to come', () => {
    const outlook = { ...NOTHING, redo: [60_000, 'A1', 'client stop'], redoPlaysOn: true } as const;
    assert.equal(redoWords(outlook), 'Play on to: client stop (01:00.0)');
  });

  it('say what a new line has dropped, and the way back', () => {
    const outlook = { ...NOTHING, undo: [1000, 'A1', 'client stop'], linesDropped: 2 } as const;
    assert.equal(undoWords(outlook), 'Undo: client stop (00:01.0). Brings 2 later lines back');
    assert.equal(
      droppedWords(outlook),
      '2 later lines were dropped. Undo brings back what stood here.',
    );
    assert.match(droppedWords({ ...outlook, linesDropped: 1 }) ?? '', /^1 later line was dropped/);
    assert.equal(droppedWords(NOTHING), null);
  });
});
