import assert from 'node:assert/strict';
import { readFile, type Lab } from '../../workers/core/lab.ts';
import type { ClusterId, MonitorSnapshot, Snapshot } from '../../workers/core/snapshot.ts';

const CLIENT_ADDRESS = '172.16.12.35';
const YELLOW_SHARE = { numerator: 3, denominator: 4 };
const PROBE_PATH = 'S:\\Orders\\totals.txt';

/** At most one cluster answers the address that clients use. */
export function assertOneServes({ addresses, clients, atMs }: Snapshot): void {
  const clusters = new Set((addresses[CLIENT_ADDRESS] ?? []).map((node) => node.slice(0, 1)));
  assert.ok(clusters.size <= 1, `at ${String(atMs)} ms both clusters answer ${CLIENT_ADDRESS}`);
  assert.notEqual(clients.servedBy, 'both');
}

/** A resource is Online only upon what it depends on, and only on a node that runs. */
export function assertDependenciesOnline({ clusters, atMs }: Snapshot): void {
  for (const { groups, nodes } of Object.values(clusters)) {
    const up = nodes.filter(({ state }) => state === 'Up' || state === 'Paused');
    for (const { name, owner, resources } of groups) {
      // Until the others have regrouped, a group still counts as a lost node's, all of it Offline.
      if (up.length === 0) assert.equal(owner, null, `${name} has an owner, no node is Up`);
      for (const resource of resources) {
        if (resource.state !== 'Online') continue;
        const isUp = up.some((node) => node.name === owner);
        assert.ok(
          isUp,
          `at ${String(atMs)} ms ${resource.name} is Online, ${String(owner)} is not Up`,
        );
        for (const dependency of resource.dependencies) {
          const found = resources.find((other) => other.name === dependency);
          const where = `at ${String(atMs)} ms ${resource.name} is Online, ${dependency} is not`;
          assert.equal(found?.state, 'Online', where);
        }
      }
    }
  }
}

/** The shared disk is there on its owner alone, which is the owner of its group. */
export function assertOneOwner(lab: Lab, { clusters, atMs }: Snapshot): void {
  for (const id of ['first', 'second'] as const satisfies ClusterId[]) {
    const { groups, disks, nodes } = clusters[id];
    const group = groups.find(({ name }) => name === 'Application');
    const disk = group?.resources.find(({ name }) => name === 'Disk for Application');
    const owner = disks.find(({ drive, node }) => drive === 'S:' && node === null)?.owner ?? null;
    if (owner !== null) assert.equal(owner, group?.owner);
    for (const { name } of nodes) {
      const isReadable = readFile(lab, name, PROBE_PATH) instanceof Uint8Array;
      const where = `at ${String(atMs)} ms ${name}, disk ${disk?.state ?? 'none'}`;
      const isOwner = name === group?.owner;
      if (disk?.state === 'Online' && isOwner) assert.ok(isReadable, `${where}: cannot read`);
      // While the disk comes or goes, its owner may have it already or still.
      const mayRead = isOwner && /^Online|Pending$/.test(disk?.state ?? '');
      assert.ok(mayRead || !isReadable, `${where}: reads what it does not own`);
    }
  }
}

/** The countdown and the colour of a monitor that watches are what its last reply makes them. */
export function assertCountdown(monitor: MonitorSnapshot, atMs: number): void {
  const { state, lastReplyAtMs, timeoutMs, timeToFailMs, bullet, intervalMs, missed } = monitor;
  if (state !== 'Monitoring') return;
  assert.equal(timeoutMs, intervalMs * missed);
  if (lastReplyAtMs !== null) {
    // A monitor that begins counts from its first ping, which may be still to come.
    const silentMs = Math.max(0, atMs - lastReplyAtMs);
    assert.equal(timeToFailMs, Math.max(0, timeoutMs - silentMs));
  }
  const { numerator, denominator } = YELLOW_SHARE;
  const isYellow = timeToFailMs * denominator <= timeoutMs * numerator;
  assert.equal(bullet, timeToFailMs === 0 ? 'red' : isYellow ? 'yellow' : 'green');
}
