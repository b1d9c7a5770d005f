import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SeekingLab } from '../support/seeking-lab.ts';

const LATER_LINES = ['fault power A2 off', 'client rate 9'];

/** A lab with orders, and two more lines after ten and twenty seconds; it stands at thirty. */
async function labOfThreeLines(): Promise<SeekingLab> {
  const lab = new SeekingLab(null);
  await lab.play('client start', 'lab run 10s');
  for (const line of LATER_LINES) await lab.play(line, 'lab run 10s');
  return lab;
}

function linesOf(lab: SeekingLab): string[] {
  return lab.runner.live.lines.map(([, , line]) => line);
}

describe('The outlook of a run', () => {
  it('names the last line to undo, and nothing to redo', async () => {
    const { outlook } = (await labOfThreeLines()).runner.past;
    assert.deepEqual(outlook.undo, [20_000, 'A1', 'client rate 9']);
    assert.equal(outlook.redo, null);
    assert.equal(outlook.furthestMs, 30_000);
  });

  it('names the line that was taken out, until another is entered', async () => {
    const lab = await labOfThreeLines();
    await lab.play('lab undo');
    assert.deepEqual(lab.runner.past.outlook.undo, [10_000, 'A1', 'fault power A2 off']);
    assert.deepEqual(lab.runner.past.outlook.redo, [20_000, 'A1', 'client rate 9']);
    assert.equal(lab.nowMs, 30_000);
    await lab.play('client stop');
    assert.equal(lab.runner.past.outlook.redo, null);
  });

  it('names the next line to come after a seek, to which redo plays on', async () => {
    const lab = await labOfThreeLines();
    await lab.runner.past.seek(5000);
    const { redo, redoPlaysOn, linesToCome, furthestMs } = lab.runner.past.outlook;
    assert.deepEqual(redo, [10_000, 'A1', 'fault power A2 off']);
    assert.deepEqual([redoPlaysOn, linesToCome, furthestMs], [true, 2, 30_000]);
    await lab.play('lab redo');
    assert.equal(lab.nowMs, 10_000);
  });

  it('cuts a line that is too long to be shown', async () => {
    const lab = await labOfThreeLines();
    await lab.play(`write S:\\long.txt "${'a'.repeat(5000)}"`);
    assert.ok((lab.runner.past.outlook.undo?.[2].length ?? Infinity) < 200);
  });
});

describe('A line entered at an earlier moment', () => {
  it('drops the later ones, says so, and brings them back when it is undone', async () => {
    const lab = await labOfThreeLines();
    const present = lab.holdings();
    await lab.runner.past.seek(5000);
    await lab.play('client rate 2', 'lab run 10s');
    assert.deepEqual(linesOf(lab), ['client start', 'client rate 2']);
    assert.equal(lab.runner.past.outlook.linesDropped, 2);
    await lab.play('lab undo');
    assert.equal(lab.nowMs, 15_000);
    assert.deepEqual(linesOf(lab), ['client start', ...LATER_LINES]);
    assert.equal(lab.runner.past.outlook.furthestMs, 30_000);
    await lab.runner.past.seek(30_000);
    assert.deepEqual(lab.holdings(), present);
  });

  it('drops them once more when it is put back', async () => {
    const lab = await labOfThreeLines();
    await lab.runner.past.seek(5000);
    await lab.play('client rate 2', 'lab run 10s');
    const fork = lab.holdings();
    await lab.play('lab undo', 'lab redo');
    assert.deepEqual(lab.holdings(), fork);
    assert.deepEqual(linesOf(lab), ['client start', 'client rate 2']);
    assert.equal(lab.runner.past.outlook.linesDropped, 2);
  });

  it('does not bring them back beside lines that came after it', async () => {
    const lab = await labOfThreeLines();
    await lab.runner.past.seek(5000);
    await lab.play('client rate 2', 'lab run 10s', 'client stop', 'lab run 1s');
    await lab.runner.past.seek(7000);
    assert.equal(lab.runner.past.outlook.linesDropped, 0);
    await lab.play('lab undo');
    assert.deepEqual(linesOf(lab), ['client start', 'client stop']);
  });

  it('drops nothing where nothing is to come', async () => {
    const lab = await labOfThreeLines();
    assert.equal(lab.runner.past.outlook.linesDropped, 0);
  });
});
