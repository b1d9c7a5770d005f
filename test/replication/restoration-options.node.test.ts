import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { runJob } from '../support/jobs.ts';
import { fileBytes } from '../support/order-evidence.ts';
import { play, runLine } from '../support/run-lines.ts';
import { DELETIONS, GONE_ON_SECOND, RESTORE, stoodIn } from '../support/stood-in.ts';
import { assertAgree, filesOn, inScope, isOn, placesOf } from '../support/two-disks.ts';

const DOCS = 'S:\\Docs\\';
const NARROW = [
  '@A1 dt repset rule AppData remove S:\\',
  'dt repset rule AppData add S:\\Docs include recurse',
  'dt repset save AppData',
];

function rulesOn(lab: Lab, node: string): string[] {
  const set = snapshotOf(lab).services[node]?.replicationSets.find(
    ({ name }) => name === 'AppData',
  );
  return (set?.rules ?? []).map(({ path, type, recurse }) => `${path} ${type} ${String(recurse)}`);
}

describe('overwrite', () => {
  it('always: makes FIRST as SECOND is, also where FIRST has the newer file', () => {
    const lab = stoodIn('@A1 write S:\\Docs\\letter-to-bank.doc newer at 0');
    assert.equal(runJob(lab, `${RESTORE} overwrite always`).state, 'Done');
    assertAgree(lab);
    play(lab, 'lab compare AppData');
  });

  it('newer: leaves alone what FIRST has of the same time or later', () => {
    const lab = stoodIn(
      '@A1 write S:\\Docs\\letter-to-bank.doc newer at 0',
      'fault flip first "S:\\Docs\\insurance.doc" 7 1',
    );
    const before = filesOn(lab, 'first');
    const job = runJob(lab, `${RESTORE} overwrite newer`);
    assert.deepEqual([job.state, job.overwrite], ['Done', 'newer']);
    const [first, second] = [filesOn(lab, 'first'), filesOn(lab, 'second')];
    const kept = ['S:\\Docs\\letter-to-bank.doc', 'S:\\Docs\\insurance.doc'];
    for (const [path, bytes] of inScope(second)) {
      assert.deepEqual(first.get(path), kept.includes(path) ? before.get(path) : bytes, path);
    }
  });

  it('never: brings what is missing and nothing else', () => {
    const lab = stoodIn();
    const before = filesOn(lab, 'first');
    const job = runJob(lab, `${RESTORE} overwrite never`);
    assert.deepEqual([job.state, job.overwrite], ['Done', 'never']);
    const [first, second] = [filesOn(lab, 'first'), filesOn(lab, 'second')];
    for (const [path, bytes] of inScope(second)) {
      assert.deepEqual(first.get(path), before.get(path) ?? bytes, path);
    }
    assert.ok(first.size > before.size);
  });
});

describe('checksum', () => {
  it('off: sends files whole and leads to the same', () => {
    const [on, off] = ['on', 'off'].map((choice) => {
      const lab = stoodIn();
      const job = runJob(lab, `${RESTORE} checksum ${choice}`);
      assert.deepEqual([job.state, job.checksum], ['Done', choice === 'on']);
      assertAgree(lab);
      return job.sentBytes;
    });
    const book = fileBytes(stoodIn(), 'B1', 'S:\\Orders\\orders.txt').length;
    const whole = [...inScope(filesOn(stoodIn(), 'second')).values()];
    const all = whole.reduce((sum, { length }) => sum + length, 0);
    assert.ok(on !== undefined && off !== undefined && off > on);
    assert.ok(off >= book, 'the whole book went');
    assert.ok(off <= all, `${String(off)} bytes of ${String(all)}`);
  });
});

describe('orphans', () => {
  it('keep: leaves them', () => {
    const lab = stoodIn(...DELETIONS);
    assert.equal(runJob(lab, `${RESTORE} orphans keep`).orphans, 'keep');
    for (const path of GONE_ON_SECOND) assert.ok(isOn(lab, 'first', path), path);
  });

  it('delete: deletes them, and nothing that the rules leave out', () => {
    const lab = stoodIn(...DELETIONS, '@A1 write S:\\postover.bat "rem of FIRST"');
    assert.equal(runJob(lab, `${RESTORE} orphans delete`).orphans, 'delete');
    for (const path of GONE_ON_SECOND) assert.equal(isOn(lab, 'first', path), false, path);
    assert.equal(runLine(lab, '@A1 type S:\\postover.bat').output.trim(), 'rem of FIRST');
  });

  it('move: keeps their bytes elsewhere on that node', () => {
    const lab = stoodIn(...DELETIONS);
    const bytes = GONE_ON_SECOND.map((path) => fileBytes(lab, 'A1', path));
    assert.equal(runJob(lab, `${RESTORE} orphans move`).orphans, 'move');
    for (const [index, path] of GONE_ON_SECOND.entries()) {
      assert.equal(isOn(lab, 'first', path), false, path);
      const places = placesOf(lab, bytes[index] ?? new Uint8Array());
      const name = path.slice(path.lastIndexOf('\\'));
      const kept = places.filter((place) => place.startsWith('A1 ') && place.endsWith(name));
      assert.equal(kept.length, 1, places.join());
    }
  });

  it('has nothing to do with what was chosen for the target', () => {
    const lab = stoodIn('@B1 dt orphans 172.16.12.47 delete', ...DELETIONS);
    runJob(lab, RESTORE);
    for (const path of GONE_ON_SECOND) assert.ok(isOn(lab, 'first', path), path);
  });
});

describe('set', () => {
  it('backup, the default: restores what the copy on the target selects', () => {
    for (const words of ['', ' set backup']) {
      const lab = stoodIn(...NARROW);
      assert.equal(runJob(lab, RESTORE + words).state, 'Done');
      assertAgree(lab);
      assert.deepEqual(rulesOn(lab, 'A1'), [
        'S:\\postover.bat exclude false',
        'S:\\preback.bat exclude false',
        'S:\\Docs include true',
      ]);
    }
  });

  it('original: restores what the set on the original source selects', () => {
    const lab = stoodIn(...NARROW);
    const before = filesOn(lab, 'first');
    assert.equal(runJob(lab, `${RESTORE} set original`).state, 'Done');
    const [first, second] = [filesOn(lab, 'first'), filesOn(lab, 'second')];
    for (const [path, bytes] of inScope(second)) {
      const isWithin = path.startsWith(DOCS);
      assert.deepEqual(first.get(path), isWithin ? bytes : before.get(path), path);
    }
  });

  it('backup serves also when the original source has lost the set', () => {
    const lab = stoodIn('@A1 dt repset delete AppData');
    assert.equal(runJob(lab, RESTORE).state, 'Done');
    assertAgree(lab);
  });
});

describe('writeback', () => {
  it('on: gives the set on the original source the rules of the copy again', () => {
    const lab = stoodIn();
    const rules = rulesOn(lab, 'A1').sort();
    play(lab, ...NARROW);
    assert.notDeepEqual(rulesOn(lab, 'A1').sort(), rules);
    runJob(lab, `${RESTORE} writeback on`);
    assert.deepEqual(rulesOn(lab, 'A1').sort(), rules);
  });

  it('on: brings back a set that was deleted, saved', () => {
    const lab = stoodIn();
    const rules = rulesOn(lab, 'A1').sort();
    play(lab, '@A1 dt repset delete AppData');
    runJob(lab, `${RESTORE} writeback on`);
    assert.deepEqual(rulesOn(lab, 'A1').sort(), rules);
    const { replicationSets } = snapshotOf(lab).services['A1'] ?? { replicationSets: [] };
    assert.deepEqual(
      replicationSets.map(({ name, saved }) => [name, saved]),
      [['AppData', true]],
    );
  });

  it('off, the default: leaves the set as it is', () => {
    for (const words of ['', ' writeback off']) {
      const lab = stoodIn(...NARROW);
      const rules = rulesOn(lab, 'A1');
      runJob(lab, RESTORE + words);
      assert.deepEqual(rulesOn(lab, 'A1'), rules);
    }
  });
});

describe('map', () => {
  it('S: S: is what happens without the word', () => {
    const lab = stoodIn();
    assert.equal(runJob(lab, `${RESTORE} map S: S:`).state, 'Done');
    assertAgree(lab);
  });

  it('to another drive puts the files there and leaves S: alone', () => {
    const lab = stoodIn(
      '@A1 dt repset create Small',
      'dt repset rule Small add S:\\Docs\\*.doc include',
      'dt repset save Small',
    );
    const before = filesOn(lab, 'first');
    const job = runJob(lab, '@B1 dt restore Small source A1 from B1 to A1 map S: C: set original');
    assert.equal(job.state, 'Done');
    assert.match(job.map, /S:.*C:/);
    assert.deepEqual(filesOn(lab, 'first'), before);
    const names = [...filesOn(lab, 'second').keys()].filter((path) => path.endsWith('.doc'));
    assert.ok(names.length > 2);
    for (const path of names) {
      const copy = path.replace('S:', 'C:');
      assert.deepEqual(fileBytes(lab, 'A1', copy), fileBytes(lab, 'B1', path), copy);
    }
  });
});

describe('options', () => {
  it('may come in any order, and say what the job shows', () => {
    const lab = stoodIn();
    const words = 'orphans delete writeback off overwrite newer checksum off set backup map S: S:';
    const job = runJob(lab, `${RESTORE} ${words}`);
    assert.deepEqual(
      [job.state, job.orphans, job.overwrite, job.checksum],
      ['Done', 'delete', 'newer', false],
    );
  });

  it('may also be told to a machine that is no part of the pair’s first node', () => {
    const lab = stoodIn('@A1 cluster group Application /moveto:A2', 'lab run 20s');
    const job = runJob(lab, '@B1 dt restore AppData source A1 from B1 to A2');
    assert.deepEqual([job.state, job.to], ['Done', 'A2']);
    assertAgree(lab);
  });
});
