import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf, snapshotOf } from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

const bare = () => openLab({ scenario: 'bare' });

describe('a resource that is moved to another group', () => {
  const made = () => {
    const lab = bare();
    play(
      lab,
      'cluster group One /create',
      'cluster group Two /create',
      'cluster resource App /create /group:One /type:"Generic Application"',
      'cluster resource Other /create /group:One /type:"Generic Application"',
    );
    return lab;
  };

  it('belongs to that group from then on', () => {
    const lab = made();
    play(lab, 'cluster resource App /moveto:Two', 'cluster group Two /online');
    const groups = snapshotOf(lab).clusters.first.groups;
    const names = (group: string) =>
      groups.find(({ name }) => name === group)?.resources.map(({ name }) => name);
    assert.deepEqual([names('One'), names('Two')], [['Other'], ['App']]);
    assert.equal(groups.find(({ name }) => name === 'Two')?.state, 'Online');
  });

  it('stays where dependencies tie it, or where the other group is on another node', () => {
    const lab = made();
    play(lab, 'cluster resource Other /adddep:App');
    assert.equal(runLine(lab, 'cluster resource App /moveto:Two').exitCode, 5001);
    assert.equal(runLine(lab, 'cluster resource Other /moveto:Two').exitCode, 5001);
    play(lab, 'cluster resource Other /removedep:App', 'cluster group Two /moveto:A2');
    assert.equal(runLine(lab, 'cluster resource App /moveto:Two').exitCode, 5012);
    assert.equal(runLine(lab, 'cluster resource App /moveto:Three').exitCode, 5013);
  });
});

describe('a node that is evicted', () => {
  it('must be down first', () => {
    assert.equal(runLine(bare(), 'cluster node A2 /evict').exitCode, 5023);
  });

  it('owns nothing any more and does not come back when it boots', () => {
    const lab = bare();
    play(lab, 'fault power A2 off', 'lab run 30s', 'cluster node A2 /evict');
    play(lab, 'fault power A2 on', 'lab run 60s');
    const { nodes, groups } = snapshotOf(lab).clusters.first;
    assert.deepEqual(
      nodes.map(({ state }) => state),
      ['Up', 'Down'],
    );
    for (const { possibleOwners } of groups.flatMap(({ resources }) => resources)) {
      assert.deepEqual(possibleOwners, ['A1']);
    }
    assert.equal(runLine(lab, 'cluster node A2 /evict').exitCode, 5042);
  });
});

describe('the quorum of a cluster', () => {
  it('is shown, and its log is moved and sized', () => {
    const lab = bare();
    assert.match(runLine(lab, 'cluster /quorum').output, /Disk Q:.*A1.*Q:\\MSCS\\.*64 KB/s);
    play(lab, 'cluster /quorumresource:"Disk Q:" /path:Q:\\Log\\ /maxlogsize:128');
    assert.match(runLine(lab, 'cluster /quorum').output, /Q:\\Log\\.*128 KB/s);
  });

  for (const [line, code] of [
    ['cluster /quorum:"Cluster Name"', 5020],
    ['cluster /quorum /maxlogsize:1', 87],
    ['cluster /quorum /path', 87],
  ] as const) {
    it(`refuses without a trace: ${line}`, () => {
      const lab = bare();
      const before = digestOf(lab);
      assert.equal(runLine(lab, line).exitCode, code);
      assert.equal(digestOf(lab), before);
    });
  }
});

describe('properties of nodes and groups', () => {
  it('describe a node', () => {
    const lab = bare();
    play(lab, 'cluster node A1 /prop Description="left rack"');
    assert.match(runLine(lab, 'cluster node A1 /prop').output, /Description +left rack/);
  });

  it('have no private ones to set', () => {
    for (const line of ['cluster node A1 /priv X=1', 'cluster group "Cluster Group" /priv X=1']) {
      assert.equal(runLine(bare(), line).exitCode, 87);
    }
  });
});

describe('an option that is not understood', () => {
  it('is named with its place in the line', () => {
    const { exitCode, output } = runLine(bare(), 'cluster group Web /create /frobnicate');
    assert.equal(exitCode, 87);
    assert.match(output, /"\/frobnicate" \(word 5\)/);
  });
});
