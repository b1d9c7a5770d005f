import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, lastSequence, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { assertRefused, runJob } from '../support/jobs.ts';
import { fileBytes } from '../support/order-evidence.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { assertAgree, filesOn, inScope, isOn, outOfScope, placesOf } from '../support/two-disks.ts';

const STRAY = 'S:\\Docs\\stray.bin';
const MAKE_STRAY = `@B1 fill ${STRAY} 9000 3`;
const MIRROR = ['@A1 dt mirror start 1 checksum', 'lab run 60s'];

type Choice = 'report' | 'delete' | 'move' | 'off';

function orphans(choice: Choice): string {
  return `@A1 dt orphans 172.16.12.47 ${choice}`;
}

function pair(...lines: readonly string[]): Lab {
  const lab = openLab({ diskMiB: 4 });
  play(lab, ...lines);
  return lab;
}

/** Whether the log of events, or a log on a disk of SECOND, names a path. */
function isReported(lab: Lab, path: string, after = 0): boolean {
  if (eventsOf(lab, after).some(({ kind, text }) => kind !== 'line' && text.includes(path)))
    return true;
  return snapshotOf(lab).clusters.second.disks.some(({ node, files }) =>
    files
      .filter((file) => file.path.endsWith('.log'))
      .some((file) =>
        new TextDecoder().decode(fileBytes(lab, node ?? 'B1', file.path)).includes(path),
      ),
  );
}

describe('an orphan found by a mirror', () => {
  it('stays, and nobody speaks of it, as long as nothing was chosen', () => {
    const lab = pair(MAKE_STRAY);
    const seen = lastSequence(lab);
    play(lab, ...MIRROR);
    assert.ok(isOn(lab, 'second', STRAY));
    assert.equal(isReported(lab, STRAY, seen), false);
  });

  it('stays when off was chosen last', () => {
    const lab = pair(orphans('delete'), 'lab run 10s', orphans('off'), MAKE_STRAY);
    const seen = lastSequence(lab);
    play(lab, ...MIRROR);
    assert.ok(isOn(lab, 'second', STRAY));
    assert.equal(isReported(lab, STRAY, seen), false);
  });

  it('is named and stays when it is only reported', () => {
    const lab = pair(orphans('report'), MAKE_STRAY);
    const before = filesOn(lab, 'second');
    const seen = lastSequence(lab);
    play(lab, ...MIRROR);
    assert.deepEqual(filesOn(lab, 'second'), before);
    assert.ok(isReported(lab, STRAY, seen));
  });

  it('is deleted, and said to be, and then both sides agree', () => {
    const lab = pair(orphans('delete'), MAKE_STRAY, '@B1 fill S:\\Deep\\er\\x.bin 100 1');
    const seen = lastSequence(lab);
    play(lab, ...MIRROR);
    assert.equal(isOn(lab, 'second', STRAY), false);
    assert.equal(isOn(lab, 'second', 'S:\\Deep\\er\\x.bin'), false);
    assert.ok(isReported(lab, STRAY, seen));
    play(lab, 'lab compare AppData');
    assertAgree(lab);
  });

  it('is moved out of the set with its bytes, once, and then both sides agree', () => {
    const lab = pair(orphans('move'), MAKE_STRAY);
    const bytes = fileBytes(lab, 'B1', STRAY);
    play(lab, ...MIRROR);
    assert.equal(isOn(lab, 'second', STRAY), false);
    const kept = placesOf(lab, bytes);
    assert.equal(kept.length, 1, kept.join(', '));
    assert.match(kept[0] ?? '', /^B1 .*stray\.bin/i);
    play(lab, 'lab compare AppData', ...MIRROR);
    assert.deepEqual(placesOf(lab, bytes), kept);
  });

  it('is moved without overwriting one of its name that was moved before', () => {
    const lab = pair(orphans('move'), MAKE_STRAY, ...MIRROR, `@B1 fill ${STRAY} 9000 4`);
    const second = fileBytes(lab, 'B1', STRAY);
    const first = fileBytes(pair(MAKE_STRAY), 'B1', STRAY);
    play(lab, ...MIRROR);
    assert.deepEqual([placesOf(lab, first).length, placesOf(lab, second).length], [1, 1]);
  });

  it('is what was deleted on the source while nothing was replicated', () => {
    const lab = pair(
      orphans('delete'),
      '@A1 dt replication stop 1',
      'del S:\\Docs\\staff.mdb',
      'move S:\\Docs\\holidays.txt S:\\Docs\\free-days.txt',
      'dt replication start 1',
      'lab run 5s',
    );
    assert.ok(isOn(lab, 'second', 'S:\\Docs\\staff.mdb'));
    play(lab, ...MIRROR, 'lab compare AppData');
    assert.equal(isOn(lab, 'second', 'S:\\Docs\\staff.mdb'), false);
    assert.equal(isOn(lab, 'second', 'S:\\Docs\\holidays.txt'), false);
    assertAgree(lab);
  });

  it('is never anything else: every file of the set and every excluded file stays', () => {
    const lab = pair(orphans('delete'), MAKE_STRAY);
    const [scope, beyond] = [inScope(filesOn(lab, 'first')), outOfScope(filesOn(lab, 'second'))];
    assert.equal(beyond.size, 2);
    play(lab, ...MIRROR);
    assert.deepEqual(outOfScope(filesOn(lab, 'second')), beyond);
    assert.deepEqual(inScope(filesOn(lab, 'second')), scope);
  });
});

describe('an orphan found elsewhere', () => {
  it('is dealt with on demand, when the choice is made', () => {
    for (const [choice, stays] of [
      ['report', true],
      ['delete', false],
    ] as const) {
      const lab = pair(MAKE_STRAY);
      const seen = lastSequence(lab);
      play(lab, orphans(choice), 'lab run 30s');
      assert.equal(isOn(lab, 'second', STRAY), stays, choice);
      assert.ok(isReported(lab, STRAY, seen), choice);
    }
  });

  it('is named by a verification that only reports, and stays', () => {
    const lab = pair(orphans('report'), 'lab run 10s', MAKE_STRAY);
    const seen = lastSequence(lab);
    const { state, differentFiles, missingFiles } = runJob(lab, '@A1 dt verify 1 checksum');
    assert.deepEqual([state, differentFiles, missingFiles], ['Done', 0, 0]);
    assert.ok(isReported(lab, STRAY, seen));
    assert.ok(isOn(lab, 'second', STRAY));
  });

  it('is deleted by a verification that mends', () => {
    const lab = pair(orphans('delete'), 'lab run 10s', MAKE_STRAY);
    runJob(lab, '@A1 dt verify 1 remirror checksum');
    play(lab, 'lab run 30s', 'lab compare AppData');
    assert.equal(isOn(lab, 'second', STRAY), false);
  });
});

describe('the choice about orphans', () => {
  it('outlives the connection', () => {
    const lab = pair(orphans('delete'), '@A1 dt disconnect 1', MAKE_STRAY);
    play(lab, '@A1 dt connect AppData 172.16.12.47 mirror checksum', 'lab run 60s');
    assert.equal(isOn(lab, 'second', STRAY), false);
  });

  it("outlives a move of the source's group", () => {
    const lab = pair(orphans('delete'), 'lab run 5s', MAKE_STRAY);
    play(lab, '@A1 cluster group Application /moveto:A2', 'lab run 60s');
    assert.equal(isOn(lab, 'second', STRAY), false);
  });

  it('outlives a restart of the service that made it, and of the target', () => {
    const lab = pair(
      orphans('delete'),
      '@A1 dt restart',
      '@B1 dt restart',
      'lab run 60s',
      MAKE_STRAY,
    );
    const [connection] = snapshotOf(lab).connections;
    assert.ok(connection, 'the pair is connected again');
    play(lab, `@A1 dt mirror start ${String(connection.id)} checksum`, 'lab run 60s');
    assert.equal(isOn(lab, 'second', STRAY), false);
  });

  it('is not that of an address that has no Double-Take, or none that answers', () => {
    const lab = pair();
    for (const address of ['172.16.12.99', '10.0.2.1', 'nowhere', '172.16.12.256']) {
      assertRefused(lab, `@A1 dt orphans ${address} delete`);
    }
    play(lab, 'fault link replication cut');
    assertRefused(lab, '@A1 dt orphans 172.16.12.47 delete');
  });

  it('is one of four words, typed where the service runs', () => {
    const lab = pair();
    for (const words of ['', '172.16.12.47', '172.16.12.47 keep', '172.16.12.47 delete now']) {
      assertRefused(lab, `@A1 dt orphans ${words}`);
    }
    assertRefused(openLab({ scenario: 'bare', diskMiB: 4 }), '@A1 dt orphans 172.16.12.47 off');
    play(lab, 'fault service A1 dt stop');
    assertRefused(lab, '@A1 dt orphans 172.16.12.47 off');
  });
});

describe('orphans of a set with other rules', () => {
  /** The pair with one more rule list under the name, connected by hand. */
  function withRules(...rules: readonly string[]): Lab {
    const lab = pair('@A1 cluster resource "DT Connection for Application" /offline');
    play(lab, 'dt repset create Other', ...rules.map((rule) => `dt repset rule Other add ${rule}`));
    play(lab, 'dt repset save Other', orphans('delete'), 'lab run 10s');
    return lab;
  }
  const CONNECT = ['@A1 dt connect Other 172.16.12.47 mirror checksum', 'lab run 60s'];

  it('are what a wildcard leaves out below its folder', () => {
    const lab = withRules('S:\\Docs\\*.doc include');
    play(lab, MAKE_STRAY, ...CONNECT);
    const names = [...filesOn(lab, 'second').keys()].filter((path) => path.startsWith('S:\\Docs'));
    assert.ok(names.length > 2);
    for (const path of names) assert.match(path, /\.doc$/);
  });

  it('are not what lies beside the folder of the rules', () => {
    const lab = withRules('S:\\Docs include recurse');
    const [orders] = [filesOn(lab, 'second').get('S:\\Orders\\orders.txt')];
    play(lab, MAKE_STRAY, '@B1 write S:\\Else\\a.txt x', ...CONNECT);
    assert.equal(isOn(lab, 'second', STRAY), false);
    assert.ok(isOn(lab, 'second', 'S:\\Else\\a.txt'));
    assert.deepEqual(filesOn(lab, 'second').get('S:\\Orders\\orders.txt'), orders);
  });

  it('are not what an exclude covers, with or without wildcard', () => {
    const lab = withRules(
      'S:\\Docs include recurse',
      'S:\\Docs\\stray.bin exclude',
      'S:\\Docs\\*.tmp exclude recurse',
    );
    play(lab, MAKE_STRAY, '@B1 write S:\\Docs\\Deep\\a.tmp x', '@B1 write S:\\Docs\\b.txt x');
    play(lab, ...CONNECT);
    assert.ok(isOn(lab, 'second', STRAY));
    assert.ok(isOn(lab, 'second', 'S:\\Docs\\Deep\\a.tmp'));
    assert.equal(isOn(lab, 'second', 'S:\\Docs\\b.txt'), false);
  });

  it('M2: a wildcard on the other node takes from the target what it leaves out', () => {
    const lab = pair(
      orphans('delete'),
      '@A2 dt repset rule AppData remove S:\\',
      'dt repset rule AppData add S:\\Docs\\*.doc include',
      'dt repset rule AppData add S:\\Orders include recurse',
      'dt repset save AppData',
      'lab run 30s',
    );
    assert.ok(isOn(lab, 'second', 'S:\\Docs\\staff.mdb'));
    play(lab, '@A1 cluster group Application /moveto:A2', 'lab run 60s');
    assert.equal(isOn(lab, 'second', 'S:\\Docs\\staff.mdb'), false);
    play(lab, orphans('off').replace('@A1', '@A2'));
    assert.equal(runLine(lab, '@A2 write S:\\Docs\\plan.xls later').exitCode, 0);
    // Connected without a mirror, so that what was lost meanwhile is still to be found.
    play(
      lab,
      '@A2 cluster resource "DT Connection for Application" /offline',
      'cluster group Application /moveto:A1',
      '@A1 dt connect AppData 172.16.12.47 mirror none',
      'lab run 5s',
    );
    const connection = snapshotOf(lab).connections.find(({ source }) => source === 'A1');
    const { missingFiles } = runJob(lab, `@A1 dt verify ${String(connection?.id)} checksum`);
    assert.ok(missingFiles >= 8, `${String(missingFiles)} files are missing`);
  });
});
