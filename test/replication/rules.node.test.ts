import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { digestOf, type Lab } from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

interface Rule {
  readonly path: string;
  readonly type: 'include' | 'exclude';
  readonly recurse: boolean;
}

const FILES = [
  'S:\\readme.txt',
  'S:\\plan.doc',
  'S:\\Mail\\inbox.dat',
  'S:\\Mail\\plan.doc',
  'S:\\Mail\\Old\\inbox.dat',
  'S:\\Mail\\Old\\1999.txt',
  'S:\\Mail\\Old\\Deep\\plan.doc',
  'S:\\MailBox\\inbox.dat',
  'S:\\Sql\\data.mdf',
  'S:\\Sql\\data1.mdf',
  'S:\\Sql\\data12.mdf',
  'S:\\Sql\\Log\\data.ldf',
  'S:\\Sql\\a.b.c',
  'S:\\Sql\\(1)+[x].txt',
];

/** One file name against one with `*` and `?`, by the plainest recursion. */
function isNameMatch(pattern: string, name: string): boolean {
  if (pattern === '') return name === '';
  if (pattern.startsWith('*')) {
    return (
      isNameMatch(pattern.slice(1), name) || (name !== '' && isNameMatch(pattern, name.slice(1)))
    );
  }
  return (
    name !== '' &&
    (pattern.startsWith('?') || pattern[0] === name[0]) &&
    isNameMatch(pattern.slice(1), name.slice(1))
  );
}

function isMatch(rule: Rule, file: string): boolean {
  const path = rule.path.toLowerCase();
  const folders = file.toLowerCase().split('\\');
  const name = folders.pop() ?? '';
  const parts = path.split('\\').filter((part) => part !== '');
  const isWithin = (root: readonly string[]): boolean =>
    root.every((part, at) => folders[at] === part) &&
    (rule.recurse || folders.length === root.length);
  if (/[*?]/.test(path))
    return isWithin(parts.slice(0, -1)) && isNameMatch(parts.slice(-1).join(''), name);
  const isTheFile = parts.join('\\') === [...folders, name].join('\\');
  return isTheFile || isWithin(parts);
}

function selected(rules: readonly Rule[]): string[] {
  const some = (type: Rule['type'], file: string): boolean =>
    rules.some((rule) => rule.type === type && isMatch(rule, file));
  return FILES.filter((file) => some('include', file) && !some('exclude', file)).sort();
}

/** A world in which A1 has Double-Take and a disk with just these files. */
function withFiles(): Lab {
  const lab = openLab({ scenario: 'first-built' });
  const { output } = runLine(lab, 'dt repset preview AppData');
  const others = output.split('\n').filter((path) => path !== '');
  play(lab, ...others.map((path) => `del "${path}"`), ...FILES.map((path) => `write "${path}" x`));
  return lab;
}

const lab = withFiles();
let sets = 0;

function preview(rules: readonly Rule[]): string[] {
  const name = `Set${String((sets += 1))}`;
  play(
    lab,
    `dt repset create ${name}`,
    ...rules.map(
      ({ path, type, recurse }) =>
        `dt repset rule ${name} add "${path.replaceAll('\\', '\\\\')}" ${type}${recurse ? ' recurse' : ''}`,
    ),
  );
  const { exitCode, output } = runLine(lab, `dt repset preview ${name}`);
  assert.equal(exitCode, 0, output);
  play(lab, `dt repset delete ${name}`);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

const folder = fc.constantFrom(
  'S:\\',
  'S:\\Mail',
  'S:\\mail\\OLD',
  'S:\\Mail\\Old\\Deep',
  'S:\\MailBox',
  'S:\\Sql',
  'S:\\Nowhere',
);
const pattern = fc.constantFrom(
  '*',
  '*.txt',
  '*.DOC',
  'inbox.*',
  'data?.mdf',
  'data*.m?f',
  '????.*',
  'p*n.doc',
  '*.*.*',
  '*a*',
);
const join = (root: string, name: string): string =>
  root.endsWith('\\') ? root + name : `${root}\\${name}`;

const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    path: folder,
    type: fc.constantFrom('include' as const, 'exclude' as const),
    recurse: fc.boolean(),
  }),
  fc.record({
    path: fc.tuple(folder, pattern).map(([root, name]) => join(root, name)),
    type: fc.constantFrom('include' as const, 'exclude' as const),
    recurse: fc.boolean(),
  }),
  fc.record({
    path: fc.constantFrom(...FILES, 'S:\\SQL\\DATA.MDF'),
    type: fc.constantFrom('include' as const, 'exclude' as const),
    recurse: fc.constant(false),
  }),
);

describe('the rules of a replication set', () => {
  it('select what an independent reading of them selects', () => {
    const several = fc.uniqueArray(rule, {
      maxLength: 6,
      selector: ({ path }) => path.toLowerCase(),
    });
    fc.assert(
      fc.property(several, (rules) => {
        assert.deepEqual(preview(rules), selected(rules));
      }),
      { numRuns: 150, seed: 2001 },
    );
  });

  const include = (path: string, recurse = false): Rule => ({ path, type: 'include', recurse });
  const exclude = (path: string, recurse = false): Rule => ({ path, type: 'exclude', recurse });

  it('select nothing without an include', () => {
    assert.deepEqual(preview([]), []);
    assert.deepEqual(preview([exclude('S:\\', true)]), []);
  });

  it('cover a folder alone, or all below it when they recurse', () => {
    assert.deepEqual(preview([include('S:\\Mail')]), ['S:\\Mail\\inbox.dat', 'S:\\Mail\\plan.doc']);
    assert.deepEqual(preview([include('S:\\', true)]), [...FILES].sort());
  });

  it('do not take a folder for another whose name only begins alike', () => {
    assert.deepEqual(preview([include('S:\\MailBox', true)]), ['S:\\MailBox\\inbox.dat']);
    assert.ok(!preview([include('S:\\Mail', true)]).includes('S:\\MailBox\\inbox.dat'));
  });

  it('apply a wildcard in every folder below when they recurse', () => {
    assert.deepEqual(preview([include('S:\\*.doc')]), ['S:\\plan.doc']);
    assert.deepEqual(preview([include('S:\\*.doc', true)]), [
      'S:\\Mail\\Old\\Deep\\plan.doc',
      'S:\\Mail\\plan.doc',
      'S:\\plan.doc',
    ]);
  });

  it('let an exclude win over any include, whichever was added first', () => {
    const left = ['S:\\Mail\\Old\\1999.txt', 'S:\\Mail\\Old\\inbox.dat'];
    assert.deepEqual(preview([include('S:\\Mail\\Old'), exclude('S:\\Sql', true)]), left);
    assert.deepEqual(preview([exclude('S:\\Mail', true), include('S:\\Mail\\Old')]), []);
    assert.deepEqual(preview([include('S:\\Mail\\Old'), exclude('S:\\Mail', true)]), []);
  });

  it('compare paths without regard to case', () => {
    assert.deepEqual(preview([include('s:\\SQL\\DATA.mdf')]), ['S:\\Sql\\data.mdf']);
  });

  it('may name what is not there', () => {
    assert.deepEqual(preview([include('S:\\Later\\new.txt'), include('S:\\Nowhere', true)]), []);
  });

  it('take no path longer than 259 characters', () => {
    play(lab, 'dt repset create Long');
    const longest = `S:\\${'a'.repeat(256)}`;
    play(lab, `dt repset rule Long add ${longest} include`);
    const before = digestOf(lab);
    assert.notEqual(runLine(lab, `dt repset rule Long add ${longest}b include`).exitCode, 0);
    assert.equal(digestOf(lab), before);
  });

  it('are previewed without a trace', () => {
    const before = digestOf(lab);
    assert.equal(runLine(lab, 'dt repset preview AppData').changed, false);
    assert.equal(digestOf(lab), before);
  });
});
