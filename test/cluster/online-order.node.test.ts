import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  advance,
  checkEvents,
  execute,
  nextEventMs,
  nowMs,
  type Lab,
} from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import {
  advanceUntil,
  groupIn,
  resourceIn,
  statesEntered,
  statesIn,
} from '../support/lab-views.ts';

/** A group of every ordinary type, with the dependencies that a careful person gives it. */
const WEB_LINES = [
  'cluster group Web /create',
  'cluster resource Address /create /group:Web /type:"IP Address"',
  'cluster resource Address /priv Address=172.16.12.60 SubnetMask=255.255.255.0 Network=PUBLIC',
  'cluster resource Name /create /group:Web /type:"Network Name"',
  'cluster resource Name /priv Name=WEB',
  'cluster resource Name /adddep:Address',
  'cluster resource Disk /create /group:Web /type:"Physical Disk"',
  'cluster resource Disk /priv Drive=S:',
  'cluster resource Server /create /group:Web /type:"Generic Application"',
  'cluster resource Server /priv CommandLine=server.exe',
  'cluster resource Server /adddep:Name',
  'cluster resource Server /adddep:Disk',
];

function withWeb(): Lab {
  const lab = openLab({ scenario: 'bare' });
  play(lab, ...WEB_LINES);
  return lab;
}

function entered(lab: Lab, sinceMs: number): Record<string, unknown> {
  return Object.fromEntries(
    ['Address', 'Name', 'Disk', 'Server'].map((name) => [name, statesEntered(lab, name, sinceMs)]),
  );
}

describe('a group that is brought online', () => {
  it('brings dependencies first, what is independent together, each in its time', () => {
    const lab = withWeb();
    play(lab, 'lab run 1s');
    const startMs = nowMs(lab);
    assert.equal(runLine(lab, 'cluster group Web /online').exitCode, 0);
    assert.deepEqual(entered(lab, startMs), {
      Address: [
        [0, 'Online Pending'],
        [2000, 'Online'],
      ],
      Name: [
        [2000, 'Online Pending'],
        [5000, 'Online'],
      ],
      Disk: [
        [0, 'Online Pending'],
        [4000, 'Online'],
      ],
      Server: [
        [5000, 'Online Pending'],
        [7000, 'Online'],
      ],
    });
    assert.equal(nowMs(lab) - startMs, 7000);
  });

  it('goes offline in the reverse order, a second each', () => {
    const lab = withWeb();
    play(lab, 'cluster group Web /online', 'lab run 1s');
    const startMs = nowMs(lab);
    assert.equal(runLine(lab, 'cluster group Web /offline').exitCode, 0);
    assert.deepEqual(entered(lab, startMs), {
      Server: [
        [0, 'Offline Pending'],
        [1000, 'Offline'],
      ],
      Name: [
        [1000, 'Offline Pending'],
        [2000, 'Offline'],
      ],
      Disk: [
        [1000, 'Offline Pending'],
        [2000, 'Offline'],
      ],
      Address: [
        [2000, 'Offline Pending'],
        [3000, 'Offline'],
      ],
    });
  });

  it('moves by going offline, then online, on the other node', () => {
    const lab = withWeb();
    play(lab, 'cluster group Web /online');
    const startMs = nowMs(lab);
    play(lab, 'cluster group Web /moveto:A2');
    assert.equal(nowMs(lab) - startMs, 3000 + 7000);
    assert.deepEqual(
      [groupIn(lab, 'first', 'Web').owner, groupIn(lab, 'first', 'Web').state],
      ['A2', 'Online'],
    );
  });
});

describe('one resource', () => {
  it('brings its dependencies with it, and nothing else', () => {
    const lab = withWeb();
    play(lab, 'cluster resource Name /online');
    const states = { Address: 'Online', Name: 'Online', Disk: 'Offline', Server: 'Offline' };
    assert.deepEqual(statesIn(lab, 'first', 'Web'), states);
  });

  it('takes its dependents with it, and nothing else', () => {
    const lab = withWeb();
    play(lab, 'cluster group Web /online', 'cluster resource Address /offline');
    const states = { Address: 'Offline', Name: 'Offline', Disk: 'Online', Server: 'Offline' };
    assert.deepEqual(statesIn(lab, 'first', 'Web'), states);
  });

  it('can be taken offline while it is pending', () => {
    const lab = withWeb();
    play(lab, 'cluster resource Disk /online /wait:1', 'cluster resource Disk /offline');
    assert.equal(resourceIn(lab, 'first', 'Disk').state, 'Offline');
  });

  it('starts again half a second after a failure', () => {
    const lab = withWeb();
    play(lab, 'cluster group Web /online', 'lab run 1s');
    const startMs = nowMs(lab);
    play(lab, 'cluster resource Server /fail', 'lab run 5s');
    assert.deepEqual(statesEntered(lab, 'Server', startMs), [
      [0, 'Failed'],
      [500, 'Online Pending'],
      [2500, 'Online'],
    ]);
  });

  it('starts again once its dependents are down, and brings those that were online with it', () => {
    const lab = withWeb();
    play(lab, 'cluster group Web /online', 'lab run 1s');
    const startMs = nowMs(lab);
    play(lab, 'cluster resource Address /fail');
    advanceUntil(lab, 60_000, () => groupIn(lab, 'first', 'Web').state === 'Online');
    assert.deepEqual(entered(lab, startMs), {
      Address: [
        [0, 'Failed'],
        [2000, 'Online Pending'],
        [4000, 'Online'],
      ],
      Name: [
        [0, 'Offline Pending'],
        [2000, 'Offline'],
        [4000, 'Online Pending'],
        [7000, 'Online'],
      ],
      Server: [
        [0, 'Offline Pending'],
        [1000, 'Offline'],
        [7000, 'Online Pending'],
        [9000, 'Online'],
      ],
      Disk: [],
    });
    assert.equal(groupIn(lab, 'first', 'Web').owner, 'A1');
    assert.equal(groupIn(lab, 'first', 'Web').failovers, 0);
  });

  it('stays offline when it is taken offline before it starts again', () => {
    const lab = withWeb();
    play(lab, 'cluster group Web /online', 'cluster resource Address /fail', 'lab run 700ms');
    const { exitCode } = runLine(lab, 'cluster resource Address /offline');
    assert.equal(exitCode, 0);
    play(lab, 'lab run 1m');
    const states = { Address: 'Offline', Name: 'Offline', Disk: 'Online', Server: 'Offline' };
    assert.deepEqual(statesIn(lab, 'first', 'Web'), states);
  });

  it('that fails while its group goes down is offline in the end, as the others are', () => {
    for (const line of ['cluster group Web /moveto:A2', 'cluster group Web /offline']) {
      const lab = withWeb();
      play(lab, 'cluster group Web /online', `${line} /wait:0`, 'cluster resource Name /fail');
      assertOrdered(lab, 'Web');
      advanceInOrder(lab, 60_000, 'Web');
      const { state, owner, failovers } = groupIn(lab, 'first', 'Web');
      const isMoved = line.includes('moveto');
      assert.deepEqual(
        [state, owner, failovers],
        isMoved ? ['Online', 'A2', 0] : ['Offline', 'A1', 0],
      );
    }
  });

  it('moves its group at the fourth failure in 15 minutes', () => {
    const lab = withWeb();
    play(lab, 'cluster group Web /online');
    for (let failure = 1; failure <= 4; failure += 1) {
      assert.equal(groupIn(lab, 'first', 'Web').owner, 'A1');
      play(lab, 'cluster resource Address /fail', 'lab run 20s');
    }
    const { owner, failovers, state } = groupIn(lab, 'first', 'Web');
    assert.deepEqual([owner, failovers, state], ['A2', 1, 'Online']);
  });

  it('stays failed when it may not restart, and takes its dependents offline', () => {
    const lab = withWeb();
    play(lab, 'cluster resource Address /prop RestartAction=0', 'cluster group Web /online');
    play(lab, 'cluster resource Address /fail', 'lab run 5m');
    assert.deepEqual(statesIn(lab, 'first', 'Web'), {
      Address: 'Failed',
      Name: 'Offline',
      Disk: 'Online',
      Server: 'Offline',
    });
    play(lab, 'cluster resource Address /offline');
    assert.equal(resourceIn(lab, 'first', 'Address').state, 'Offline');
  });

  it('stays failed on its node when it may not affect the group', () => {
    const lab = withWeb();
    play(lab, 'cluster resource Disk /prop RestartAction=1', 'cluster group Web /online');
    for (let failure = 1; failure <= 4; failure += 1) {
      play(lab, 'cluster resource Disk /fail', 'lab run 20s');
    }
    assert.equal(resourceIn(lab, 'first', 'Disk').state, 'Failed');
    assert.equal(groupIn(lab, 'first', 'Web').owner, 'A1');
  });
});

describe('the state of a group', () => {
  const state = (lab: Lab): string => groupIn(lab, 'first', 'Web').state;

  it('is Offline when it is empty', () => {
    const lab = openLab({ scenario: 'bare' });
    play(lab, 'cluster group Web /create', 'cluster group Web /online');
    assert.equal(state(lab), 'Offline');
  });

  it('follows its resources: failed before pending before online before partly online', () => {
    const lab = withWeb();
    assert.equal(state(lab), 'Offline');
    play(lab, 'cluster group Web /online /wait:1');
    assert.equal(state(lab), 'Pending');
    play(lab, 'lab run 10s');
    assert.equal(state(lab), 'Online');
    play(lab, 'cluster resource Server /offline');
    assert.equal(state(lab), 'Partially Online');
    play(lab, 'cluster resource Disk /prop RestartAction=0', 'cluster resource Disk /fail');
    assert.equal(state(lab), 'Failed');
    play(lab, 'cluster resource Name /offline /wait:0');
    assert.equal(resourceIn(lab, 'first', 'Name').state, 'Offline Pending');
    assert.equal(state(lab), 'Failed');
    play(lab, 'cluster group Web /offline');
    assert.equal(state(lab), 'Offline');
  });
});

/** One resource to build: an address or a program, and which of the earlier ones it depends on. */
interface Part {
  readonly isAddress: boolean;
  readonly dependencies: readonly number[];
}

const parts: fc.Arbitrary<Part[]> = fc
  .array(
    fc.record({ isAddress: fc.boolean(), dependsOn: fc.array(fc.boolean(), { maxLength: 6 }) }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drawn) =>
    drawn.map(({ isAddress, dependsOn }, index) => ({
      isAddress,
      dependencies: dependsOn.flatMap((wanted, at) => (wanted && at < index ? [at] : [])),
    })),
  );

function build(lab: Lab, group: readonly Part[]): void {
  play(lab, 'cluster group G /create');
  group.forEach(({ isAddress, dependencies }, index) => {
    const name = `r${String(index)}`;
    const type = isAddress ? 'IP Address' : 'Generic Application';
    const properties = isAddress
      ? `Address=172.16.12.${String(100 + index)} SubnetMask=255.255.255.0 Network=PUBLIC`
      : `CommandLine=${name}.exe`;
    play(
      lab,
      `cluster resource ${name} /create /group:G /type:"${type}"`,
      `cluster resource ${name} /priv ${properties}`,
      ...dependencies.map((at) => `cluster resource ${name} /adddep:r${String(at)}`),
    );
  });
}

/**
 * What is online or on its way stands on dependencies that are online; what is being taken offline
 * stands on what is not offline yet and not on its way back, though it may have failed.
 */
function assertOrdered(lab: Lab, group = 'G'): void {
  const { resources } = groupIn(lab, 'first', group);
  const stateOf = new Map(resources.map(({ name, state }) => [name, state]));
  for (const { name, state, dependencies } of resources) {
    if (state === 'Offline' || state === 'Failed') continue;
    for (const dependency of dependencies) {
      const at: string = `${String(nowMs(lab))} ms: ${name} is ${state}, ${dependency} beneath it`;
      const below = stateOf.get(dependency) ?? '';
      if (state === 'Offline Pending') assert.match(below, /^(Online|Failed|Offline Pending)$/, at);
      else assert.equal(below, 'Online', at);
    }
  }
}

/** Goes on by `ms`, looking after every event. */
function advanceInOrder(lab: Lab, ms: number, group = 'G'): void {
  const endMs = nowMs(lab) + ms;
  for (let next = nextEventMs(lab); next !== null && next <= endMs; next = nextEventMs(lab)) {
    advance(lab, next);
    assertOrdered(lab, group);
  }
  advance(lab, endMs);
}

const orders = fc.array(
  fc.record({
    target: fc.nat({ max: 6 }),
    verb: fc.constantFrom('/online', '/offline', '/fail'),
    thenMs: fc.constantFrom(0, 500, 1000, 1700, 4000, 20_000),
  }),
  { minLength: 1, maxLength: 10 },
);

describe('a group of any shape', () => {
  it('has nothing online, or on its way, whose dependencies are not online, at any event', () => {
    fc.assert(
      fc.property(parts, orders, (group, lines) => {
        const lab = openLab({ scenario: 'bare', diskMiB: 4 }, 'reference');
        build(lab, group);
        checkEvents(lab, { oneServes: false });
        for (const { target, verb, thenMs } of lines) {
          const object =
            target < group.length && (verb === '/fail' || target < 6)
              ? `resource r${String(target)}`
              : 'group G';
          if (object === 'group G' && verb === '/fail') continue;
          execute(lab, `cluster ${object} ${verb}${verb === '/fail' ? '' : ' /wait:0'}`);
          assertOrdered(lab);
          advanceInOrder(lab, thenMs);
        }
        execute(lab, 'cluster group G /online /wait:0');
        advanceInOrder(lab, 120_000);
        assert.equal(groupIn(lab, 'first', 'G').state, 'Online');
        execute(lab, 'cluster group G /offline /wait:0');
        advanceInOrder(lab, 20_000);
        assert.equal(groupIn(lab, 'first', 'G').state, 'Offline');
      }),
      { numRuns: 25, seed: 2001 },
    );
  });
});
