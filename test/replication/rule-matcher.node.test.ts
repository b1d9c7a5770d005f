import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { isSelected } from '../../workers/core/replication/replication-set.ts';
import { diskIn } from '../support/lab-views.ts';
import { drawFile, drawFrom, drawRule, type Draw } from '../support/random-rules.ts';
import { isCoveredBy, isInSet, type ReferenceRule } from '../support/reference-matcher.ts';
import { diskPair, DISK_TARGET, settle } from '../support/replicated-pair.ts';
import { play, runLine } from '../support/run-lines.ts';

const PAIRS = 200_000;
const SETS = 20_000;
const FILES_OF_A_SET = 5;

const include = (path: string, recurse = false): ReferenceRule => ({
  path,
  type: 'include',
  recurse,
});
const exclude = (path: string, recurse = false): ReferenceRule => ({
  path,
  type: 'exclude',
  recurse,
});

const quoted = (path: string): string => `"${path.replaceAll('\\', '\\\\')}"`;

/** Adds a set with these rules on A1. */
function addSet(lab: Lab, name: string, rules: readonly ReferenceRule[]): void {
  play(lab, `@A1 dt repset create ${name}`);
  for (const { path, type, recurse } of rules) {
    play(lab, `dt repset rule ${name} add ${quoted(path)} ${type}${recurse ? ' recurse' : ''}`);
  }
}

function rulesShown(lab: Lab, name: string): string[] {
  const set = snapshotOf(lab).services.A1?.replicationSets.find((each) => each.name === name);
  assert.ok(set, `A1 has the set ${name}`);
  return set.rules.map(({ path, type, recurse }) => `${path} ${type}${recurse ? ' recurse' : ''}`);
}

/** Rules of one set, and files around them. */
function drawSet(draw: Draw): { rules: ReferenceRule[]; files: string[] } {
  const rules = Array.from({ length: 1 + draw(6) }, () => drawRule(draw));
  const files = Array.from({ length: FILES_OF_A_SET }, () => {
    const rule = rules[draw(rules.length)];
    return rule === undefined ? 'S:\\a' : drawFile(draw, rule);
  });
  return { rules, files };
}

describe('which files the rules of a set select', () => {
  it('is what a second reading of each rule alone says, for 200,000 rules and paths', () => {
    const draw = drawFrom(2001);
    let covered = 0;
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const rule = { ...drawRule(draw), type: 'include' as const };
      const file = drawFile(draw, rule);
      const expected = isCoveredBy(rule, file);
      if (expected) covered += 1;
      const where = `pair ${String(pair)}: ${JSON.stringify(rule)} and ${JSON.stringify(file)}`;
      if (isSelected([rule], file) !== expected) assert.equal(!expected, expected, where);
    }
    assert.ok(covered > PAIRS / 5 && covered < (PAIRS * 4) / 5, `${String(covered)} are covered`);
  });

  it('is what a second reading of all rules together says', () => {
    const draw = drawFrom(1944);
    let selected = 0;
    for (let count = 0; count < SETS; count += 1) {
      const { rules, files } = drawSet(draw);
      for (const file of files) {
        const expected = isInSet(rules, file);
        if (expected) selected += 1;
        const where = `set ${String(count)}: ${JSON.stringify(rules)} and ${JSON.stringify(file)}`;
        if (isSelected(rules, file) !== expected) assert.equal(!expected, expected, where);
        const turned = [...rules].reverse();
        if (isSelected(turned, file) !== expected) assert.fail(`${where}, rules in reverse`);
      }
    }
    const files = SETS * FILES_OF_A_SET;
    assert.ok(
      selected > files / 5 && selected < (files * 4) / 5,
      `${String(selected)} of ${String(files)}`,
    );
  });

  it('is decided at once however many stars a pattern has', () => {
    const stars = 'a*'.repeat(1000);
    const letters = 'a'.repeat(5000);
    for (const [pattern, name, matches] of [
      [stars, letters, true],
      [`${stars}b`, letters, false],
      [`${stars}?b`, `${letters}b`, true],
      [`${'*?'.repeat(1000)}b`, letters, false],
      ['?*'.repeat(1000), letters, true],
      ['*'.repeat(1000), letters, true],
      [`*${'ab*'.repeat(333)}c`, 'ab'.repeat(2500), false],
    ] as const) {
      for (const recurse of [false, true]) {
        const rule = include(`S:\\Deep\\${pattern}`, recurse);
        const file = `S:\\Deep\\${recurse ? 'd\\'.repeat(50) : ''}${name}`;
        assert.equal(isSelected([rule], file), matches, pattern.slice(0, 12));
      }
    }
  });

  it('is shown at once for the longest pattern that a rule may have', () => {
    const lab = diskPair();
    const names = ['a'.repeat(250), `${'a'.repeat(249)}b`];
    play(lab, ...names.map((name) => `@A1 write S:\\W\\${name} x`));
    addSet(lab, 'Stars', [include(`S:\\W\\${'a*'.repeat(126)}b`)]);
    const { output } = runLine(lab, 'dt repset preview Stars');
    assert.equal(output.trim(), `S:\\W\\${'a'.repeat(249)}b`);
  });

  it('folds the case of ASCII letters and of no others', () => {
    const rule = [include('S:\\Größe\\ÄRZTE.kſ')];
    assert.equal(isSelected(rule, 'S:\\GRößE\\Ärzte.Kſ'), true);
    assert.equal(isSelected(rule, 'S:\\GRÖßE\\ÄRZTE.kſ'), false);
    assert.equal(isSelected(rule, 'S:\\Größe\\ärzte.kſ'), false);
    assert.equal(isSelected(rule, 'S:\\Größe\\ÄRZTE.\u212aſ'), false);
    assert.equal(isSelected(rule, 'S:\\Größe\\ÄRZTE.kS'), false);
  });
});

describe('a rule that a rule above it takes in', () => {
  for (const [title, rules, kept] of [
    [
      'is discarded when it comes later',
      [include('S:\\Docs', true), include('S:\\Docs\\Old')],
      ['S:\\Docs include recurse'],
    ],
    [
      'is discarded when it was there first',
      [include('S:\\Docs\\Old'), include('S:\\Docs', true)],
      ['S:\\Docs include recurse'],
    ],
    [
      'is discarded in other case',
      [include('S:\\Docs', true), include('s:\\DOCS')],
      ['S:\\Docs include recurse'],
    ],
    [
      'is discarded among excludes too',
      [exclude('S:\\Docs', true), exclude('S:\\Docs\\Old')],
      ['S:\\Docs exclude recurse'],
    ],
    [
      'stays when it is of the other type',
      [include('S:\\Docs', true), exclude('S:\\Docs\\Old')],
      ['S:\\Docs include recurse', 'S:\\Docs\\Old exclude'],
    ],
    [
      'stays when it recurses itself and the upper one does not',
      [include('S:\\Docs'), include('S:\\Docs\\Old', true)],
      ['S:\\Docs include', 'S:\\Docs\\Old include recurse'],
    ],
    [
      'stays when the upper one only begins alike',
      [include('S:\\Docs', true), include('S:\\DocsOld')],
      ['S:\\Docs include recurse', 'S:\\DocsOld include'],
    ],
  ] as const) {
    it(title, () => {
      const lab = diskPair();
      addSet(lab, 'Two', rules);
      assert.deepEqual(rulesShown(lab, 'Two').sort(), [...kept].sort());
    });
  }

  it('was not needed: the set selects the same without it', () => {
    const draw = drawFrom(77);
    for (let count = 0; count < 2000; count += 1) {
      const upper = include('S:\\Docs', true);
      const file = drawFile(draw, upper);
      const lower = include('S:\\Docs\\ab');
      assert.equal(isSelected([upper, lower], file), isSelected([upper], file), file);
    }
  });
});

/** Small files in folders, made of the names that rules are drawn from. */
const FILES = [
  ...['S:\\a', 'S:\\ab', 'S:\\plan.doc', 'S:\\é', 'S:\\Docs\\a', 'S:\\Docs\\plan.doc'],
  ...['S:\\Docs\\plan.doc.bak', 'S:\\Docs\\ab\\a', 'S:\\Docs\\ab\\abc', 'S:\\Docs\\É\\b.a'],
  ...['S:\\Docs2\\a', 'S:\\docs.old\\PLAN.DOC', 'S:\\Mail Box\\ss', 'S:\\k\\K', 'S:\\k\\\u212a'],
  ...['S:\\s\\ß', 'S:\\i\\i\\i\\i\\i\\I', 'S:\\(a)\\[a]', 'S:\\a+b\\^a$', 'S:\\abc\\abc\\abc'],
  ...['S:\\Ωmega\\.a', 'S:\\ωmega\\a..b', 'S:\\__proto__', 'S:\\constructor\\a', 'S:\\x\\{2}\\Я'],
];

/** The protected pair with just these files on A1's disk, and none on B1's. */
function withFiles(): Lab {
  const lab = diskPair();
  for (const [cluster, node] of [
    ['first', 'A1'],
    ['second', 'B1'],
  ] as const) {
    const files = diskIn(lab, cluster, 'S:').files.map(({ path }) => path);
    play(lab, ...files.map((path) => `@${node} del ${quoted(path)}`));
  }
  play(lab, ...FILES.map((path) => `@A1 write ${quoted(path)} "first of ${path.slice(-1)}"`));
  return lab;
}

const filesOn = (lab: Lab, cluster: 'first' | 'second'): string[] =>
  diskIn(lab, cluster, 'S:')
    .files.map(({ path }) => path)
    .sort();

describe('the files that a set selects', () => {
  const lab = withFiles();
  const draw = drawFrom(500);
  const sets = Array.from({ length: 36 }, () =>
    [
      include('S:\\', draw(2) === 0),
      ...Array.from({ length: draw(6) }, () => drawRule(draw)),
    ].slice(draw(2)),
  );

  it('are those that its preview lists, without a trace', () => {
    for (const [index, rules] of sets.entries()) {
      const name = `Shown${String(index)}`;
      addSet(lab, name, rules);
      const before = digestOf(lab);
      const { exitCode, output } = runLine(lab, `dt repset preview ${name}`);
      assert.equal(exitCode, 0);
      const listed = output.split('\n').filter((line) => line !== '');
      const expected = FILES.filter((file) => isInSet(rules, file));
      assert.deepEqual(listed.sort(), expected.sort(), JSON.stringify(rules));
      assert.equal(digestOf(lab), before);
    }
  });

  it('are those that a mirror brings to the target', () => {
    for (const [index, rules] of sets.entries()) {
      const name = `Sent${String(index)}`;
      addSet(lab, name, rules);
      play(lab, `dt connect ${name} ${DISK_TARGET} mirror full`);
      settle(lab, name);
      const expected = FILES.filter((file) => isInSet(rules, file));
      assert.deepEqual(filesOn(lab, 'second'), expected.sort(), JSON.stringify(rules));
      disconnect(lab, name);
    }
  });

  it('are those whose changes follow later', () => {
    for (const [index, rules] of sets.entries()) {
      const name = `Later${String(index)}`;
      addSet(lab, name, rules);
      play(lab, `dt connect ${name} ${DISK_TARGET} mirror none`);
      play(lab, ...FILES.map((path) => `@A1 write ${quoted(path)} "set ${String(index)}"`));
      settle(lab, name);
      const expected = FILES.filter((file) => isInSet(rules, file));
      assert.deepEqual(filesOn(lab, 'second'), expected.sort(), JSON.stringify(rules));
      disconnect(lab, name);
    }
  });
});

/** Ends the connection of a set, and clears the target's disk. */
function disconnect(lab: Lab, name: string): void {
  const { id } = snapshotOf(lab).connections.find((each) => each.replicationSet === name) ?? {};
  play(lab, `@A1 dt disconnect ${String(id)}`);
  play(lab, ...filesOn(lab, 'second').map((path) => `@B1 del ${quoted(path)}`), '@A1');
}
