import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

/** Runs the headless command on lines from standard input. */
function lab(lines: string, ...options: string[]) {
  const words = ['--import', 'tsx', 'workers/headless.ts', ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    input: lines,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('The headless command', () => {
  it('prints the output of each line and nothing else', () => {
    const { status, stdout, stderr } = lab(
      '# a comment\n\nclient start\nlab run 2s\nlab digest\n',
      '-',
    );
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, /(^|\n)[0-9a-f]{32}\n$/);
  });

  it('ends with status 1 at the first line that fails, and names it', () => {
    const { status, stdout, stderr } = lab('nonsense here\nlab digest\n', '-');
    assert.equal(status, 1);
    assert.match(stderr, /^exit \d+: nonsense here\n$/);
    assert.doesNotMatch(stdout, /^[0-9a-f]{32}$/m);
  });

  it('goes on after a line that may fail', () => {
    const { status, stdout } = lab('-@B1 nonsense\nlab digest\n', '-');
    assert.equal(status, 0);
    assert.match(stdout, /^[0-9a-f]{32}$/m);
  });

  it('prints the last moment as one JSON document, also when a line ended the run', () => {
    const { status, stdout } = lab('lab run 1500ms\nnonsense\n', '-', '--json', '--seed', '7');
    assert.equal(status, 1);
    const snapshot = JSON.parse(stdout) as { atMs: number; seed: number; paused: boolean };
    assert.deepEqual([snapshot.atMs, snapshot.seed, snapshot.paused], [1500, 7, true]);
  });

  it('ends with status 2 when it is used wrongly', () => {
    for (const words of [[], ['-', '--seed', 'x'], ['-', '--what'], ['/no/such/file.lab.txt']]) {
      assert.equal(lab('', ...words).status, 2, words.join(' '));
    }
  });

  it('leads to the same digest each time, and to another with another seed', () => {
    const lines = 'client start\nlab run 5s\nlab digest\n';
    const first = lab(lines, '-');
    assert.equal(lab(lines, '-').stdout, first.stdout);
    assert.notEqual(lab(lines, '-', '--seed', '2002').stdout, first.stdout);
  });
});
