import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { advanceUntil, groupIn, nodeNamed, resourceIn, statesIn } from '../support/lab-views.ts';

const HEARTBEAT_MS = 1200;
const SILENCE_MS = 6 * HEARTBEAT_MS;
const REGROUP_MS = 3000;
const ARBITRATION_MS = 10_000;
const ADDRESS_MS = 2000;
const NAME_MS = 3000;
const DISK_MS = 4000;
const BOOT_MS = 20_000;
const JOIN_MS = 5000;

const WEB_LINES = [
  'cluster group Web /create',
  'cluster resource Address /create /group:Web /type:"IP Address"',
  'cluster resource Address /priv Address=172.16.12.60 SubnetMask=255.255.255.0 Network=PUBLIC',
  'cluster resource Name /create /group:Web /type:"Network Name"',
  'cluster resource Name /priv Name=WEB',
  'cluster resource Name /adddep:Address',
  'cluster resource Disk /create /group:Web /type:"Physical Disk"',
  'cluster resource Disk /priv Drive=S:',
];

function withWeb(seed = 2001): Lab {
  const lab = openLab({ scenario: 'bare', seed });
  play(lab, ...WEB_LINES, 'cluster group Web /online');
  return lab;
}

const isOnline = (lab: Lab, name: string) => (): boolean =>
  resourceIn(lab, 'first', name).state === 'Online';

const isUp = (lab: Lab, node: string) => (): boolean => nodeNamed(lab, node).state === 'Up';

/** Flag of a resource, as `/prop` lists it. */
function persistentState(lab: Lab, resource: string): number {
  const { output } = runLine(lab, `cluster resource "${resource}" /prop`);
  const found = /PersistentState\s+(\d)/.exec(output);
  assert.ok(found, output);
  return Number(found[1]);
}

describe('the loss of a node', () => {
  for (const seed of [1, 2, 2001]) {
    it(`that holds the quorum costs heartbeats, regroup and arbitration, seed ${String(seed)}`, () => {
      const lab = withWeb(seed);
      play(lab, 'lab run 10s');
      const lostMs = nowMs(lab);
      play(lab, 'fault power A1 off');
      assert.equal(nodeNamed(lab, 'A1').powered, false);
      const backMs = advanceUntil(lab, 60_000, isOnline(lab, 'Address')) - lostMs;
      const longest = SILENCE_MS + REGROUP_MS + ARBITRATION_MS + ADDRESS_MS;
      assert.ok(backMs <= longest, `${String(backMs)} ms`);
      assert.ok(backMs > longest - HEARTBEAT_MS, `${String(backMs)} ms`);
      assert.equal(groupIn(lab, 'first', 'Web').owner, 'A2');
      assert.equal(snapshotOf(lab).clusters.first.quorumOwner, 'A2');
      assert.equal(nodeNamed(lab, 'A1').state, 'Down');

      const takenMs = backMs - ADDRESS_MS;
      const diskMs = advanceUntil(lab, 60_000, isOnline(lab, 'Disk')) - lostMs;
      assert.equal(diskMs, takenMs + DISK_MS);
      const nameMs = advanceUntil(lab, 60_000, isOnline(lab, 'Name')) - lostMs;
      assert.equal(nameMs, backMs + NAME_MS);
    });
  }

  it('that does not hold the quorum costs no arbitration', () => {
    const lab = withWeb();
    play(lab, 'cluster group Web /moveto:A2', 'lab run 10s');
    const lostMs = nowMs(lab);
    play(lab, 'fault power A2 off');
    const backMs =
      advanceUntil(
        lab,
        60_000,
        () => groupIn(lab, 'first', 'Web').owner === 'A1' && isOnline(lab, 'Address')(),
      ) - lostMs;
    const longest = SILENCE_MS + REGROUP_MS + ADDRESS_MS;
    assert.ok(backMs <= longest && backMs > longest - HEARTBEAT_MS, `${String(backMs)} ms`);
  });

  it('that owns nothing leaves the groups of the other alone', () => {
    const lab = withWeb();
    play(lab, 'fault power A2 off', 'lab run 1m');
    const { owner, state, failovers } = groupIn(lab, 'first', 'Web');
    assert.deepEqual([owner, state, failovers], ['A1', 'Online', 0]);
    assert.equal(nodeNamed(lab, 'A2').state, 'Down');
  });

  it('that owns the core group moves that group too', () => {
    const lab = withWeb();
    play(lab, 'fault power A1 off', 'lab run 1m');
    const { owner, state } = groupIn(lab, 'first', 'Cluster Group');
    assert.deepEqual([owner, state], ['A2', 'Online']);
  });

  it('after which no node is left leaves groups offline, without an owner', () => {
    const lab = withWeb();
    play(lab, 'fault site first off', 'lab run 1m');
    const { reachable, quorumOwner, groups } = snapshotOf(lab).clusters.first;
    assert.deepEqual([reachable, quorumOwner], [false, null]);
    for (const { owner, state, resources } of groups) {
      assert.deepEqual([owner, state], [null, 'Offline']);
      for (const resource of resources) assert.equal(resource.state, 'Offline');
    }
  });
});

describe('nodes that cannot hear each other', () => {
  it('stay together while one network still carries heartbeats', () => {
    const lab = withWeb();
    play(lab, 'fault nic A2 PRIVATE cut', 'lab run 1m');
    assert.ok(isUp(lab, 'A1')() && isUp(lab, 'A2')());
    assert.equal(groupIn(lab, 'first', 'Web').owner, 'A1');
  });

  it('arbitrate, and the living owner of the quorum goes on', () => {
    const lab = withWeb();
    play(lab, 'fault nic A2 PRIVATE cut', 'fault nic A2 PUBLIC cut', 'lab run 1m');
    assert.equal(nodeNamed(lab, 'A2').state, 'Down');
    assert.equal(nodeNamed(lab, 'A2').powered, true);
    assert.equal(snapshotOf(lab).clusters.first.quorumOwner, 'A1');
    const { owner, state, failovers } = groupIn(lab, 'first', 'Web');
    assert.deepEqual([owner, state, failovers], ['A1', 'Online', 0]);
  });
});

describe('power that comes back', () => {
  it('boots a node in 20 s, which joins in 5 s and takes nothing by itself', () => {
    const lab = withWeb();
    play(lab, 'fault power A1 off', 'lab run 1m');
    const onMs = nowMs(lab);
    play(lab, 'fault power A1 on');
    const joiningMs = advanceUntil(lab, 60_000, () => nodeNamed(lab, 'A1').state === 'Joining');
    assert.equal(joiningMs - onMs, BOOT_MS);
    assert.equal(advanceUntil(lab, 60_000, isUp(lab, 'A1')) - onMs, BOOT_MS + JOIN_MS);
    play(lab, 'lab run 1m');
    const { owner, state } = groupIn(lab, 'first', 'Web');
    assert.deepEqual([owner, state], ['A2', 'Online']);
  });

  it('lets the lower node form the cluster in 10 s and the other join it', () => {
    const lab = withWeb();
    play(lab, 'fault site first off', 'lab run 1m');
    const onMs = nowMs(lab);
    play(lab, 'fault site first on');
    const formedMs = advanceUntil(lab, 60_000, isUp(lab, 'A1')) - onMs;
    assert.equal(formedMs, BOOT_MS + ARBITRATION_MS);
    assert.notEqual(nodeNamed(lab, 'A2').state, 'Up');
    const joinedMs = advanceUntil(lab, 60_000, isUp(lab, 'A2')) - onMs;
    assert.equal(joinedMs, BOOT_MS + ARBITRATION_MS + JOIN_MS);
    assert.equal(snapshotOf(lab).clusters.first.quorumOwner, 'A1');
    play(lab, 'lab run 1m');
    for (const { owner, state } of snapshotOf(lab).clusters.first.groups) {
      assert.deepEqual([owner, state], ['A1', 'Online']);
    }
  });

  it('lets a node that boots alone form the cluster, whichever it is', () => {
    const lab = withWeb();
    play(lab, 'fault power A1 off', 'fault power A2 off', 'lab run 1m');
    const onMs = nowMs(lab);
    play(lab, 'fault power A2 on');
    assert.equal(advanceUntil(lab, 60_000, isUp(lab, 'A2')) - onMs, BOOT_MS + ARBITRATION_MS);
    assert.equal(
      advanceUntil(lab, 60_000, isOnline(lab, 'Address')) - onMs,
      BOOT_MS + ARBITRATION_MS + ADDRESS_MS,
    );
    assert.equal(groupIn(lab, 'first', 'Web').owner, 'A2');
  });

  it('starts Double-Take 2 s after the boot', () => {
    const lab = openLab({ scenario: 'first-built' });
    play(lab, 'fault power A2 off', 'lab run 1m');
    assert.equal(snapshotOf(lab).services['A2']?.running, false);
    const onMs = nowMs(lab);
    play(lab, 'fault power A2 on');
    const runsMs = advanceUntil(
      lab,
      60_000,
      () => snapshotOf(lab).services['A2']?.running === true,
    );
    assert.equal(runsMs - onMs, BOOT_MS + 2000);
  });
});

describe('what comes online by itself after a site was lost', () => {
  const powerCycle = ['fault site first off', 'lab run 1m', 'fault site first on', 'lab run 2m'];

  it('is what an administrator brought online last', () => {
    const lab = withWeb();
    play(lab, 'cluster resource Name /offline', ...powerCycle);
    assert.deepEqual(statesIn(lab, 'first', 'Web'), {
      Address: 'Online',
      Name: 'Offline',
      Disk: 'Online',
    });
  });

  it('is nothing of a group that was taken offline', () => {
    const lab = withWeb();
    play(lab, 'cluster group Web /offline', ...powerCycle);
    assert.equal(groupIn(lab, 'first', 'Web').state, 'Offline');
    assert.equal(groupIn(lab, 'first', 'Cluster Group').state, 'Online');
  });

  it('is what failed, too: a failure is nobody’s wish', () => {
    const lab = withWeb();
    play(lab, 'cluster resource Disk /prop RestartAction=0', 'cluster resource Disk /fail');
    assert.equal(resourceIn(lab, 'first', 'Disk').state, 'Failed');
    assert.equal(persistentState(lab, 'Disk'), 1);
    play(lab, ...powerCycle);
    assert.equal(resourceIn(lab, 'first', 'Disk').state, 'Online');
  });

  it('follows a line for one resource up to its dependencies and down to its dependents', () => {
    const lab = openLab({ scenario: 'bare' });
    play(lab, ...WEB_LINES);
    const flags = (): number[] =>
      ['Address', 'Name', 'Disk'].map((name) => persistentState(lab, name));
    assert.deepEqual(flags(), [0, 0, 0]);
    play(lab, 'cluster resource Name /online');
    assert.deepEqual(flags(), [1, 1, 0]);
    play(lab, 'cluster group Web /online');
    assert.deepEqual(flags(), [1, 1, 1]);
    play(lab, 'cluster resource Address /offline');
    assert.deepEqual(flags(), [0, 0, 1]);
  });

  it('also is what a survivor takes over: exactly what was wanted online', () => {
    const lab = withWeb();
    play(lab, 'cluster resource Name /offline', 'fault power A1 off', 'lab run 1m');
    assert.equal(groupIn(lab, 'first', 'Web').owner, 'A2');
    assert.deepEqual(statesIn(lab, 'first', 'Web'), {
      Address: 'Online',
      Name: 'Offline',
      Disk: 'Online',
    });
  });
});

describe('a group that is allowed to fail back', () => {
  it('returns to its preferred owner when that is back, and stays when it is prevented', () => {
    for (const [allowed, owner] of [
      [1, 'A1'],
      [0, 'A2'],
    ] as const) {
      const lab = withWeb();
      play(
        lab,
        'cluster group Web /setowners:A1',
        `cluster group Web /prop AutoFailbackType=${String(allowed)}`,
        'fault power A1 off',
        'lab run 1m',
        'fault power A1 on',
        'lab run 1m',
      );
      assert.equal(groupIn(lab, 'first', 'Web').owner, owner);
      assert.equal(groupIn(lab, 'first', 'Web').state, 'Online');
    }
  });

  it('stays where it is without a preferred owner', () => {
    const lab = withWeb();
    play(
      lab,
      'cluster group Web /prop AutoFailbackType=1',
      'fault power A1 off',
      'lab run 1m',
      'fault power A1 on',
      'lab run 1m',
    );
    assert.equal(groupIn(lab, 'first', 'Web').owner, 'A2');
  });
});
