import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { scriptHints, usualLines } from '../../web/components/disk-files/script-hints.ts';
import { writeLines } from '../../web/components/disk-files/write-lines.ts';
import { readFile, snapshotOf } from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

const SCRIPT = 'S:\\try.bat';

/** Lines of a script, and whether its run ends with 9009 when it holds nothing else. */
const LINES: readonly string[] = [
  'cluster group "Application"',
  'Cluster resource "Name for Application" /STATUS',
  'dt connections',
  'dir C:\\',
  'type S:\\Docs\\none.txt',
  'xxh3 S:\\Orders\\orders.txt',
  'rem whatever',
  ':: whatever',
  'echo whatever',
  '@echo off',
  '@dir C:\\',
  '',
  '# whatever',
  'lab run 10s',
  'fault power A1 off',
  'client start',
  'ping 172.16.12.35',
  'fcc status',
  'run S:\\other.bat',
  '@A1 dir',
  'cls',
  'cluster group "Application',
];

describe('the script editor', () => {
  it('says of each line whether the lab will recognise it', () => {
    for (const line of LINES) {
      const lab = openLab({ diskMiB: 4 });
      for (const each of writeLines(SCRIPT, line)) play(lab, each);
      const { exitCode } = runLine(lab, `run ${SCRIPT}`);
      const hints = scriptHints(line);
      assert.equal(
        hints.length === 1,
        exitCode === 9009,
        `"${line}" ended with ${String(exitCode)}`,
      );
      assert.ok(hints.every((hint) => hint.words.includes('9009')));
    }
  });

  it('names the line, counted from 1', () => {
    assert.deepEqual(scriptHints('rem a\n\nclose "x"'), [
      { line: 3, words: '"close" is not recognised here: 9009.' },
    ]);
  });

  it('says what goes beyond the limits of a script', () => {
    assert.match(scriptHints('rem\n'.repeat(1001))[0]?.words ?? '', /first 1000 lines/);
    assert.match(scriptHints(`rem ${'x'.repeat(70_000)}`)[0]?.words ?? '', /64 KiB/);
  });

  it('offers lines for the groups and resources of the node’s own cluster', () => {
    const lines = usualLines(snapshotOf(openLab({ diskMiB: 4 })), 'B1');
    assert.ok(lines.includes('Cluster group Application /ONLINE'));
    assert.ok(lines.includes('Cluster resource "IP Address for Double-Take" /OFFLINE'));
    assert.ok(!lines.some((line) => line.includes('DT Connection')));
  });
});

describe('the lines that save a text', () => {
  const saved = (text: string): string => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, ...writeLines(SCRIPT, text));
    const bytes = readFile(lab, 'A1', SCRIPT);
    assert.ok(bytes instanceof Uint8Array);
    return new TextDecoder().decode(bytes);
  };

  it('write it byte for byte: quotes, backslashes, empty lines', () => {
    for (const text of [
      'Cluster group "Application" /ONLINE\nrem end',
      'type "S:\\new.txt"\n\\\\server\\share\\\n"\\',
      'a\\nb\n\n\n',
      'x',
      'Größe € 😀',
    ]) {
      assert.equal(saved(text), text);
    }
  });

  it('write a text longer than a line in parts', () => {
    const text = Array.from({ length: 900 }, (_, at) => `rem "${String(at)}" 😀 \\`).join('\n');
    assert.ok(writeLines(SCRIPT, text).length > 1);
    assert.equal(saved(text), text);
  });

  it('make new lines of carriage returns', () => {
    assert.equal(saved('a\r\nb'), 'a\nb');
  });
});
