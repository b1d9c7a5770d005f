import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readFile, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { diskIn, groupIn } from '../support/lab-views.ts';

/** What a node's `type` shows after a `write`, and what the file then holds. */
function written(lab: Lab, text: string): { typed: string; bytes: string } {
  play(lab, `write C:\\words.txt ${text}`);
  const bytes = readFile(lab, 'A1', 'C:\\words.txt');
  assert.ok(bytes instanceof Uint8Array);
  return {
    typed: runLine(lab, 'type C:\\words.txt').output,
    bytes: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
  };
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const bare = (): Lab => openLab({ scenario: 'bare' });

describe('the words of a line', () => {
  const cases: readonly (readonly [name: string, words: string, text: string])[] = [
    ['quotes hold blanks', '"two words"', 'two words'],
    ['quotes may begin and end inside a word', 'a" b "c"d"', 'a b cd'],
    ['an escaped quote is a quote', '"say \\"yes\\""', 'say "yes"'],
    ['an escaped backslash is one backslash', '"a\\\\b"', 'a\\b'],
    ['any other backslash in quotes is itself', '"S:\\temp\\old"', 'S:\\temp\\old'],
    ['a backslash outside quotes is itself', 'a\\b\\\\c', 'a\\b\\\\c'],
    ['a backslash outside quotes makes no new line', 'C:\\new\\notes', 'C:\\new\\notes'],
    ['\\n in a quoted text is a new line', '"one\\ntwo"', 'one\ntwo'],
    ['an escaped backslash before n is no new line', '"one\\\\ntwo"', 'one\\ntwo'],
    ['further words are further lines', 'one "two three" four', 'one\ntwo three\nfour'],
    ['blanks between words do not count', '  one    two  ', 'one\ntwo'],
    ['a # at the beginning of a word starts a comment', 'one # two', 'one'],
    ['a # inside a word is itself', 'one#two', 'one#two'],
    ['a quoted # is itself', '"# one"', '# one'],
    ['empty quotes are an empty text', '""', ''],
  ];
  const lab = bare();
  for (const [name, words, text] of cases) {
    it(name, () => {
      const { typed, bytes } = written(lab, words);
      assert.equal(bytes, text);
      assert.equal(typed, text);
    });
  }

  it('hold any text without control characters, when quoted', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }).filter((text) => !/\p{Cc}/u.test(text)),
          fc.string({ unit: fc.constantFrom('\\', '"', 'n', ' ', '#', '@', 'ä', '%') }),
        ),
        (text) => {
          const { typed, bytes } = written(lab, quoted(text));
          assert.equal(bytes, text);
          assert.equal(typed, text);
        },
      ),
      { numRuns: 150, seed: 2001 },
    );
  });

  it('make no new line in a path', () => {
    play(lab, 'write "C:\\new.txt" hello', 'write C:\\nine.txt hello');
    const paths = diskIn(lab, 'first', 'C:', 'A1').files.map(({ path }) => path);
    assert.ok(paths.includes('C:\\new.txt'));
    assert.ok(paths.includes('C:\\nine.txt'));
  });

  it('take a quoted value behind a switch', () => {
    play(
      lab,
      'cluster group "My Group" /create',
      'cluster resource "My Address" /create /group:"My Group" /type:"IP Address"',
    );
    assert.deepEqual(
      groupIn(lab, 'first', 'My Group').resources.map(({ name, type }) => [name, type]),
      [['My Address', 'IP Address']],
    );
  });

  it('are a line that does nothing when there are none', () => {
    for (const line of ['', '   ', '# a thought', '   # a thought']) {
      const { exitCode, output, changed } = runLine(lab, line);
      assert.deepEqual([exitCode, output, changed], [0, '', false]);
    }
  });
});

describe('a quote that is not closed', () => {
  const cases = [
    ['type "C:\\a.txt', 6],
    ['write C:\\a.txt "one\\"', 16],
    ['write C:\\a.txt "one" two"three', 25],
    ['cluster group "My Group /online', 15],
  ] as const;
  for (const [line, character] of cases) {
    it(`is refused with the place where it opens: ${line}`, () => {
      const lab = bare();
      const result = runLine(lab, line);
      assert.notEqual(result.exitCode, 0);
      assert.equal(result.changed, false);
      assert.match(result.output, new RegExp(`\\b${String(character)}\\b`));
    });
  }
});

describe('the node of a line', () => {
  const nodesListed = (lab: Lab): string => runLine(lab, 'cluster node').output;

  it('is A1 at first', () => {
    const lab = bare();
    play(lab, 'write C:\\here.txt me');
    assert.equal(diskIn(lab, 'first', 'C:', 'A1').files.length, 1);
  });

  it('stays what the last @NODE made it', () => {
    const lab = bare();
    play(lab, '@B2 write C:\\here.txt me', 'write C:\\there.txt me');
    assert.equal(diskIn(lab, 'second', 'C:', 'B2').files.length, 2);
    assert.match(nodesListed(lab), /^B1 .*\nB2 /m);
  });

  it('is set by @NODE alone, in any case of letters', () => {
    const lab = bare();
    assert.equal(runLine(lab, '@b1').exitCode, 0);
    assert.match(nodesListed(lab), /^B1 /m);
    assert.equal(runLine(lab, '@A2').exitCode, 0);
    assert.match(nodesListed(lab), /^A1 /m);
  });

  it('does not change when no such node exists', () => {
    const lab = bare();
    play(lab, '@B1');
    assert.notEqual(runLine(lab, '@C1 cluster node').exitCode, 0);
    assert.match(nodesListed(lab), /^B1 /m);
  });
});

describe('upper and lower case', () => {
  it('does not count in keywords, switches and names of the cluster', () => {
    const lab = bare();
    play(
      lab,
      'CLUSTER Group Web /CREATE',
      'cluster GROUP WEB /Status',
      'Cluster Res Site /Create /Group:wEb /TYPE:"ip address"',
      'cluster resource SITE /PRIV address=172.16.12.60 SUBNETMASK=255.255.255.0 network=public',
      'cluster resource sITE /On',
    );
    const [site] = groupIn(lab, 'first', 'Web').resources;
    assert.equal(site?.name, 'Site');
    assert.equal(site.state, 'Online');
    assert.equal(runLine(lab, 'cluster group WEB /create').exitCode, 5010);
  });

  it('counts in names beyond ASCII', () => {
    const lab = bare();
    play(lab, 'cluster group Äpfel /create', 'cluster group Äpfel', 'cluster group ÄPFEL');
    assert.equal(runLine(lab, 'cluster group äpfel').exitCode, 5013);
  });

  it('does not count in paths, and a file keeps its first spelling', () => {
    const lab = bare();
    play(lab, 'write C:\\Plan.txt one', 'write c:\\PLAN.TXT two');
    const { files } = diskIn(lab, 'first', 'C:', 'A1');
    assert.deepEqual(
      files.map(({ path }) => path),
      ['C:\\Plan.txt'],
    );
    assert.equal(runLine(lab, 'type c:\\plan.TXT').output, 'two');
  });

  it('counts in names of replication sets', () => {
    const lab = bare();
    play(lab, 'dt install', 'dt repset create AppData');
    assert.notEqual(runLine(lab, 'dt repset show appdata').exitCode, 0);
    play(lab, 'DT RepSet CREATE appdata', 'dt repset show appdata');
    assert.deepEqual(
      snapshotOf(lab)
        .services['A1']?.replicationSets.map(({ name }) => name)
        .sort(),
      ['AppData', 'appdata'],
    );
  });
});
