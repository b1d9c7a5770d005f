import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { resourceIn } from '../support/lab-views.ts';
import {
  assertRefused,
  assertSameFile,
  bytesOn,
  connected,
  connectionOf,
  diskPair,
  DISK_TARGET,
  NODE_TARGET,
  nodePair,
  setLines,
  settle,
  textOn,
} from '../support/replicated-pair.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

const CONNECTION_RESOURCE = 'DT Connection for Application';

/** Sets of a node by name: whether each is saved, and its rules as text. */
function setsOn(lab: Lab, node = 'A1'): Record<string, readonly [boolean, ...string[]]> {
  const sets = snapshotOf(lab).services[node]?.replicationSets ?? [];
  return Object.fromEntries(
    sets.map(({ name, saved, rules }) => [
      name,
      [
        saved,
        ...rules.map(({ path, type, recurse }) => `${path} ${type}${recurse ? ' recurse' : ''}`),
      ] as const,
    ]),
  );
}

/** A pair of nodes with files on both sides, set `Work` connected and mirrored. */
function connectedPair(...files: readonly string[]): Lab {
  const lab = nodePair();
  play(lab, ...files.map((path) => `@A1 write ${path} "first text of ${path.slice(-5)}"`));
  play(lab, `@A1 dt connect Work ${NODE_TARGET} mirror full`);
  settle(lab);
  for (const path of files) assertSameFile(lab, path);
  return lab;
}

describe('a replication set', () => {
  it('may name what is not there yet, and replicates it once it is', () => {
    const lab = nodePair();
    play(lab, '@A1 dt repset create Later', 'dt repset rule Later add C:\\Later include recurse');
    play(lab, 'dt repset rule Later add C:\\one.txt include', 'dt repset save Later');
    play(lab, `dt connect Later ${NODE_TARGET} mirror none`);
    play(lab, 'write C:\\Later\\Deep\\a.txt alpha', 'write C:\\one.txt one', 'write C:\\two.txt 2');
    settle(lab, 'Later');
    assert.equal(textOn(lab, 'B1', 'C:\\Later\\Deep\\a.txt'), 'alpha');
    assert.equal(textOn(lab, 'B1', 'C:\\one.txt'), 'one');
    assert.equal(bytesOn(lab, 'B1', 'C:\\two.txt'), null);
  });

  it('takes rules for a drive that its node does not see', () => {
    const lab = openLab({ scenario: 'first-built' });
    play(lab, '@A2 dt repset create Blind', 'dt repset rule Blind add S:\\Docs include recurse');
    assert.deepEqual(setsOn(lab, 'A2').Blind, [false, 'S:\\Docs include recurse']);
    assert.equal(setsOn(lab, 'A1').Blind, undefined);
  });

  it('is one of a node: another node may have one of that name with other rules', () => {
    const lab = nodePair();
    play(lab, '@B1 dt repset create Work', 'dt repset rule Work add C:\\Else include');
    assert.deepEqual(setsOn(lab, 'A1').Work, [true, 'C:\\Work include recurse']);
    assert.deepEqual(setsOn(lab, 'B1').Work, [false, 'C:\\Else include']);
  });

  it('has a name in which upper and lower case count', () => {
    const lab = nodePair();
    for (const line of [
      'dt repset show work',
      'dt repset preview WORK',
      'dt repset save work',
      'dt repset delete work',
      'dt repset rename work Other',
      'dt repset rule work add C:\\x include',
      `dt connect work ${NODE_TARGET}`,
    ]) {
      assert.match(assertRefused(lab, `@A1 ${line}`).output, /work/i);
    }
    play(lab, '@A1 dt repset create work', 'dt repset rule work add C:\\Other include');
    assert.deepEqual(setsOn(lab).work, [false, 'C:\\Other include']);
    assert.deepEqual(setsOn(lab).Work, [true, 'C:\\Work include recurse']);
  });

  it('is refused under a name that is there, or none', () => {
    const lab = nodePair();
    play(lab, '@A1 dt repset create Other');
    assertRefused(lab, '@A1 dt repset create Work');
    assertRefused(lab, '@A1 dt repset rename Other Work');
    assert.match(assertRefused(lab, '@A1 dt repset create ""').output, /Name is required/);
    assertRefused(lab, '@A1 dt repset rename Other ""');
  });

  it('that is not there is named by the refusal', () => {
    const lab = nodePair();
    for (const line of [
      'dt repset show Gone',
      'dt repset preview Gone',
      'dt repset save Gone',
      'dt repset delete Gone',
      'dt repset rename Gone Other',
      'dt repset rule Gone add C:\\x include',
      'dt repset rule Gone remove C:\\x',
      `dt connect Gone ${NODE_TARGET}`,
      'lab compare Gone',
    ]) {
      assert.match(assertRefused(lab, `@A1 ${line}`).output, /Gone/, line);
    }
  });
});

describe('what is saved of a replication set', () => {
  it('outlives the service, and the rest does not', () => {
    const lab = nodePair();
    play(lab, '@A1 dt repset create Draft', 'dt repset rule Draft add C:\\Draft include');
    assert.deepEqual(setsOn(lab).Draft, [false, 'C:\\Draft include']);
    play(lab, '@A1 dt restart');
    assert.deepEqual(setsOn(lab), { Work: [true, 'C:\\Work include recurse'] });
  });

  it('outlives the loss of its node, and the rest does not', () => {
    const lab = nodePair();
    play(lab, '@A1 dt repset create Draft', 'fault power A1 off', 'fault power A1 on');
    play(lab, 'lab run 5m');
    assert.equal(snapshotOf(lab).services.A1?.running, true);
    assert.deepEqual(setsOn(lab), { Work: [true, 'C:\\Work include recurse'] });
  });

  it('are the rules of the last save', () => {
    const lab = nodePair();
    play(lab, '@A1 dt repset rule Work add C:\\More include');
    assert.equal(setsOn(lab).Work?.[0], false);
    play(lab, '@A1 dt restart');
    assert.deepEqual(setsOn(lab).Work, [true, 'C:\\Work include recurse']);
    play(lab, '@A1 dt repset rule Work add C:\\More include', 'dt repset save Work', 'dt restart');
    assert.deepEqual(setsOn(lab).Work, [true, 'C:\\Work include recurse', 'C:\\More include']);
  });

  it('goes on under another name', () => {
    const lab = nodePair();
    play(lab, '@A1 dt repset create Draft', 'dt repset rename Draft Sketch');
    play(lab, 'dt repset rename Work WORK');
    assert.deepEqual(setsOn(lab).Sketch, [false]);
    assert.deepEqual(setsOn(lab).WORK, [true, 'C:\\Work include recurse']);
    play(lab, '@A1 dt restart');
    assert.deepEqual(setsOn(lab), { WORK: [true, 'C:\\Work include recurse'] });
  });

  it('decides whether the group can move after a restart of the service there', () => {
    const lab = openLab();
    const rules = setsOn(lab, 'A2').AppData?.slice(1) as readonly string[];
    play(lab, '@A2 dt repset delete AppData', 'dt repset create AppData');
    play(lab, ...rules.map((rule) => `dt repset rule AppData add ${rule}`));
    play(lab, '@A2 dt restart', '@A1 cluster group Application /moveto:A2 /wait:0', 'lab run 90s');
    assert.equal(resourceIn(lab, 'first', CONNECTION_RESOURCE).state, 'Online Pending');
    const sinceMs = nowMs(lab);
    play(lab, 'lab run 3m');
    const failed = eventsOf(lab).some(
      ({ atMs, text }) => atMs > sinceMs && /^DT Connection for Application: Failed/.test(text),
    );
    assert.ok(failed, 'the resource fails at its pending timeout');
  });

  it('is not asked as long as the service runs', () => {
    const lab = openLab();
    const rules = setsOn(lab, 'A2').AppData?.slice(1) as readonly string[];
    play(lab, '@A2 dt repset delete AppData', 'dt repset create AppData');
    play(lab, ...rules.map((rule) => `dt repset rule AppData add ${rule}`));
    play(lab, '@A1 cluster group Application /moveto:A2', 'lab run 2m');
    assert.equal(resourceIn(lab, 'first', CONNECTION_RESOURCE).state, 'Online');
  });
});

describe('files that change place under a connected set', () => {
  it('go from the target when their root folder is renamed: they have left the set', () => {
    const lab = connectedPair('C:\\Work\\a.txt', 'C:\\Work\\Deep\\b.txt');
    play(lab, '@A1 move C:\\Work C:\\Play');
    settle(lab);
    assert.equal(textOn(lab, 'A1', 'C:\\Play\\Deep\\b.txt'), 'first text of b.txt');
    for (const path of ['Work\\a.txt', 'Work\\Deep\\b.txt', 'Play\\a.txt', 'Play\\Deep\\b.txt']) {
      assert.equal(bytesOn(lab, 'B1', `C:\\${path}`), null, path);
    }
  });

  it('come back, whole, when the folder gets its name again', () => {
    const lab = connectedPair('C:\\Work\\a.txt');
    play(
      lab,
      '@A1 move C:\\Work C:\\Play',
      'write C:\\Play\\a.txt changed',
      'move C:\\Play C:\\Work',
    );
    settle(lab);
    assert.equal(textOn(lab, 'B1', 'C:\\Work\\a.txt'), 'changed');
  });

  it('go from the target when they leave the set one by one', () => {
    const lab = connectedPair('C:\\Work\\a.txt', 'C:\\Work\\b.txt');
    play(lab, '@A1 move C:\\Work\\a.txt C:\\a.txt');
    settle(lab);
    assert.equal(bytesOn(lab, 'B1', 'C:\\Work\\a.txt'), null);
    assert.equal(bytesOn(lab, 'B1', 'C:\\a.txt'), null);
    assertSameFile(lab, 'C:\\Work\\b.txt');
  });

  it('come to the target when they enter the set, with all their bytes', () => {
    const lab = connectedPair('C:\\Work\\a.txt');
    play(lab, '@A1 fill C:\\far.bin 150000 7', 'move C:\\far.bin C:\\Work\\near.bin');
    settle(lab);
    assert.equal(bytesOn(lab, 'B1', 'C:\\Work\\near.bin')?.length, 150_000);
    assertSameFile(lab, 'C:\\Work\\near.bin');
  });

  it('have their new name on the target when they stay within', () => {
    const lab = connectedPair('C:\\Work\\a.txt');
    const sentBytes = connected(lab).sent.bytes;
    play(lab, '@A1 move C:\\Work\\a.txt C:\\Work\\Deep\\z.txt');
    settle(lab);
    assert.equal(bytesOn(lab, 'B1', 'C:\\Work\\a.txt'), null);
    assertSameFile(lab, 'C:\\Work\\Deep\\z.txt');
    assert.equal(connected(lab).sent.bytes, sentBytes, 'a new name needs no bytes');
  });

  it('leave or enter by a rule on their name as well', () => {
    const lab = nodePair();
    play(lab, '@A1 dt repset rule Work add C:\\Work\\*.tmp exclude recurse', 'dt repset save Work');
    play(lab, 'write C:\\Work\\a.txt alpha', 'write C:\\Work\\b.tmp beta');
    play(lab, `dt connect Work ${NODE_TARGET} mirror full`);
    settle(lab);
    assert.equal(bytesOn(lab, 'B1', 'C:\\Work\\b.tmp'), null);
    play(lab, '@A1 move C:\\Work\\a.txt C:\\Work\\a.tmp', 'move C:\\Work\\b.tmp C:\\Work\\b.txt');
    settle(lab);
    assert.equal(bytesOn(lab, 'B1', 'C:\\Work\\a.txt'), null);
    assert.equal(bytesOn(lab, 'B1', 'C:\\Work\\a.tmp'), null);
    assert.equal(textOn(lab, 'B1', 'C:\\Work\\b.txt'), 'beta');
  });
});

describe('two sets of one source', () => {
  it('that hold the same files may exist, and the second to connect is refused', () => {
    const lab = nodePair();
    play(lab, '@A1 write C:\\Work\\Deep\\a.txt alpha', ...setLines('Deep', 'C:\\work\\DEEP'));
    play(lab, `dt connect Work ${NODE_TARGET} mirror none`);
    const { output } = assertRefused(lab, `@A1 dt connect Deep ${NODE_TARGET}`);
    assert.match(output, /Work/);
    assert.equal(connectionOf(lab, 'Deep'), undefined);
  });

  it('are refused in the other order too, and connect once the first has gone', () => {
    const lab = nodePair();
    play(lab, '@A1 write C:\\Work\\Deep\\a.txt alpha', ...setLines('Deep', 'C:\\Work\\Deep'));
    play(lab, `dt connect Deep ${NODE_TARGET} mirror none`);
    assertRefused(lab, `@A1 dt connect Work ${NODE_TARGET}`);
    play(lab, `@A1 dt disconnect ${String(connected(lab, 'Deep').id)}`);
    play(lab, `dt connect Work ${NODE_TARGET} mirror full`);
    settle(lab);
    assertSameFile(lab, 'C:\\Work\\Deep\\a.txt');
  });

  it('connect beside each other when they share nothing', () => {
    const lab = nodePair();
    play(lab, '@A1 write C:\\Work\\a.txt alpha', 'write C:\\Working\\b.txt beta');
    play(lab, ...setLines('Working', 'C:\\Working'));
    play(lab, `dt connect Work ${NODE_TARGET} mirror full`);
    play(lab, `dt connect Working ${NODE_TARGET} mirror full`);
    settle(lab);
    settle(lab, 'Working');
    assertSameFile(lab, 'C:\\Work\\a.txt');
    assertSameFile(lab, 'C:\\Working\\b.txt');
  });

  it('are another matter than one set connected twice, which is allowed', () => {
    const lab = nodePair();
    play(lab, `@A1 dt connect Work ${NODE_TARGET} mirror none`);
    play(lab, `dt connect Work ${NODE_TARGET} mirror none`);
    const ids = snapshotOf(lab).connections.map(({ id, source }) => `${source} ${String(id)}`);
    assert.deepEqual(ids.sort(), ['A1 1', 'A1 2']);
  });
});

describe('a change of a connected set', () => {
  const change = (lab: Lab): void => {
    play(lab, '@A1 dt repset rule Work add C:\\More include recurse');
    play(lab, 'dt repset rule Work add C:\\Work\\*.tmp exclude', 'dt repset save Work');
    play(lab, 'write C:\\More\\m.txt more', 'write C:\\Work\\t.tmp temporary');
  };

  it('is not felt by the connection that there is', () => {
    const lab = connectedPair('C:\\Work\\a.txt');
    change(lab);
    settle(lab);
    assert.equal(bytesOn(lab, 'B1', 'C:\\More\\m.txt'), null);
    assert.equal(textOn(lab, 'B1', 'C:\\Work\\t.tmp'), 'temporary');
  });

  for (const [title, lines] of [
    ['reconnected', ['dt disconnect 1', `dt connect Work ${NODE_TARGET} mirror checksum`]],
    ['mirrored again', ['dt mirror start 1 checksum']],
  ] as const) {
    it(`holds once it is ${title}`, () => {
      const lab = connectedPair('C:\\Work\\a.txt');
      change(lab);
      settle(lab);
      play(lab, ...lines.map((line) => `@A1 ${line}`));
      settle(lab);
      assert.equal(textOn(lab, 'B1', 'C:\\More\\m.txt'), 'more');
      play(lab, '@A1 write C:\\More\\m.txt again', 'write C:\\Work\\t.tmp later');
      settle(lab);
      assert.equal(textOn(lab, 'B1', 'C:\\More\\m.txt'), 'again');
      assert.equal(textOn(lab, 'B1', 'C:\\Work\\t.tmp'), 'temporary');
    });
  }
});

describe('the path of a rule', () => {
  const lab = nodePair();
  const longest = `C:\\${'a'.repeat(256)}`;

  for (const path of [
    'C:',
    'C:Work',
    'Work',
    '\\Work',
    '\\\\server\\share',
    'CC:\\Work',
    '1:\\Work',
    'C:\\Wo*\\a.txt',
    'C:\\?\\a.txt',
    'C:\\Work\\..\\Other',
    'C:\\Work\\.\\a.txt',
    'C:\\Work\\\\a.txt',
    'C:\\a:stream',
    'C:\\a<b.txt',
    'C:\\a>b.txt',
    'C:\\a|b.txt',
    'C:\\a/b.txt',
    'C:\\a"b.txt',
    `${longest}a`,
  ]) {
    const shown = path.length > 40 ? `one of ${String(path.length)} characters` : path;
    it(`is refused, told and leaves the set as it is: ${shown}`, () => {
      const quoted = `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
      const before = setsOn(lab);
      assertRefused(lab, `@A1 dt repset rule Work add ${quoted} include`);
      assert.deepEqual(setsOn(lab), before);
    });
  }

  it('may have 259 characters, and wildcards in its last name', () => {
    const fresh = nodePair();
    play(fresh, '@A1 dt repset create Any', `dt repset rule Any add ${longest} include`);
    play(fresh, 'dt repset rule Any add C:\\Work\\Deep\\*a?.* exclude recurse');
    play(fresh, 'dt repset rule Any add C:\\ include');
    assert.equal(setsOn(fresh).Any?.length, 4);
  });

  for (const line of [
    'dt repset rule Work add C:\\Other',
    'dt repset rule Work add C:\\Other maybe',
    'dt repset rule Work add C:\\Other include always',
    'dt repset rule Work add',
    'dt repset rule Work remove C:\\Other',
    'dt repset rule Work',
    'dt repset',
  ]) {
    it(`is refused where words are wrong or missing: ${line}`, () => {
      assertRefused(lab, `@A1 ${line}`);
    });
  }

  it('names the rule that is removed, in any case', () => {
    const fresh = nodePair();
    play(fresh, '@A1 dt repset rule Work add C:\\Other include');
    play(fresh, 'dt repset rule Work remove c:\\OTHER');
    assert.deepEqual(setsOn(fresh).Work, [false, 'C:\\Work include recurse']);
  });
});

describe('a set on the shared disk', () => {
  it('is replicated from whichever node owns the disk, not from the other', () => {
    const lab = diskPair();
    play(lab, '@A1 write S:\\Work\\a.txt alpha', `dt connect Work ${DISK_TARGET} mirror full`);
    settle(lab);
    assertSameFile(lab, 'S:\\Work\\a.txt');
    const { output } = runLine(lab, '@A2 dt repset preview AppData');
    assert.ok(!output.includes('S:\\'), 'A2 sees nothing of a disk that A1 owns');
  });
});
