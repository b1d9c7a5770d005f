import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { runJob } from '../support/jobs.ts';
import { diskIn } from '../support/lab-views.ts';
import { fileBytes } from '../support/order-evidence.ts';
import { openLab, play } from '../support/run-lines.ts';

const LOG_BYTES_MAX = 1_048_576;
const LOG_NAME = 'AppData DTVerify.log';
const FILE = 'S:\\Docs\\insurance.doc';
const FLIP = `fault flip second "${FILE}" 7 1`;

/** Every log of the set in the world, with the node whose own disk it lies on; null for a shared disk. */
function logsIn(lab: Lab): { node: string | null; path: string }[] {
  return Object.values(snapshotOf(lab).clusters).flatMap(({ disks }) =>
    disks.flatMap(({ node, files }) =>
      files
        .filter(({ path }) => path.endsWith(`\\${LOG_NAME}`))
        .map(({ path }) => ({ node, path })),
    ),
  );
}

function logText(lab: Lab): string {
  const [log] = logsIn(lab);
  assert.ok(log !== undefined, `there is a ${LOG_NAME}`);
  return new TextDecoder().decode(fileBytes(lab, log.node ?? '', log.path));
}

function linesWith(text: string, part: string | RegExp): string[] {
  return text.split(/\r?\n/).filter((line) => {
    return typeof part === 'string' ? line.includes(part) : part.test(line);
  });
}

function verified(...lines: readonly string[]): Lab {
  const lab = openLab({ diskMiB: 4 });
  play(lab, ...lines);
  runJob(lab, '@A1 dt verify 1 checksum');
  return lab;
}

describe('the log of a verification', () => {
  it("lies under the set's name on the source's own disk, nowhere else", () => {
    const lab = verified(FLIP);
    assert.deepEqual(
      logsIn(lab).map(({ node }) => node),
      ['A1'],
    );
  });

  it('names each differing file, with size, time and bytes out of sync, and no other', () => {
    const text = logText(verified(FLIP));
    assert.equal(linesWith(text, 'DIFFERENT ON TARGET').length, 1);
    assert.ok(text.includes(FILE));
    assert.ok(!text.includes('S:\\Docs\\staff.mdb'), 'a file that agrees is not named');
    assert.ok(
      linesWith(text, /out of sync/i).some((line) => /\b4096\b/.test(line)),
      text,
    );
    const size = diskIn(verified(), 'first', 'S:').files.find(({ path }) => path === FILE);
    assert.ok(linesWith(text, String(size?.sizeBytes)).length > 0, 'the sizes are told');
  });

  it('ends with totals: compared, missing, different, remirrored', () => {
    const text = logText(verified(FLIP, '@B1 del S:\\Docs\\staff.mdb'));
    assert.ok(
      linesWith(text, /compared/i).some((line) => /\b15\b/.test(line)),
      text,
    );
    assert.ok(
      linesWith(text, /missing/i).some((line) => /\b1\b/.test(line)),
      text,
    );
    assert.ok(
      linesWith(text, /different/i).some((line) => /\b1\b/.test(line)),
      text,
    );
    assert.ok(
      linesWith(text, /remirrored/i).some((line) => /\b0\b/.test(line)),
      text,
    );
  });

  it('tells the state before a remirror, and how many files were remirrored', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, FLIP);
    runJob(lab, '@A1 dt verify 1 remirror checksum');
    const text = logText(lab);
    assert.equal(linesWith(text, 'DIFFERENT ON TARGET').length, 1);
    assert.ok(
      linesWith(text, /remirrored/i).some((line) => /\b1\b/.test(line)),
      text,
    );
  });

  it('is appended to, in one file', () => {
    const lab = verified(FLIP);
    const once = logText(lab);
    play(lab, 'lab run 1s');
    runJob(lab, '@A1 dt verify 1 checksum');
    assert.ok(logText(lab).startsWith(once));
    assert.equal(linesWith(logText(lab), 'DIFFERENT ON TARGET').length, 2);
    assert.equal(logsIn(lab).length, 1);
  });

  it('never grows beyond its limit, and still tells the last verification', () => {
    const lab = verified();
    const [log] = logsIn(lab);
    assert.ok(log !== undefined);
    play(lab, `@A1 fill "${log.path}" ${String(LOG_BYTES_MAX - 8)} 1`, FLIP);
    runJob(lab, '@A1 dt verify 1 checksum');
    const bytes = fileBytes(lab, 'A1', log.path);
    assert.ok(bytes.length <= LOG_BYTES_MAX, `${String(bytes.length)} bytes`);
    assert.ok(logText(lab).includes(FILE));
  });

  it('does not keep a verification from ending where its disk is full', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, FLIP, '@A1 fill C:\\all.bin 2097152 1');
    const { state, differentFiles } = runJob(lab, '@A1 dt verify 1 checksum');
    assert.deepEqual([state, differentFiles], ['Done', 1]);
  });
});
