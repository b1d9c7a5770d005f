import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { xxhash3 } from 'hash-wasm';
import { digestOf, readFile, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { ClusterId, ClusterSnapshot } from '../../workers/core/snapshot.ts';
import { openLab, play } from '../support/run-lines.ts';
import { diskIn } from '../support/lab-views.ts';

const RECORD_BYTES = 256;
const CHECKED_BYTES = 239;
const MIB = 1024 * 1024;

const bare = (seed = 2001, diskMiB = 16): Lab => openLab({ scenario: 'bare', seed, diskMiB });

/** Brings FIRST's `S:` online on A1, so that its files can be read. */
function withDisk(lab: Lab): Lab {
  play(
    lab,
    'cluster group Files /create',
    'cluster resource Disk /create /group:Files /type:"Physical Disk"',
    'cluster resource Disk /priv Drive=S:',
    'cluster resource Disk /online',
  );
  return lab;
}

function bytesOf(lab: Lab, path: string): Uint8Array {
  const bytes = readFile(lab, 'A1', path);
  assert.ok(bytes instanceof Uint8Array, `${path} can be read`);
  return bytes;
}

/** The 256-byte records of a file, each proved to be whole. */
async function records(bytes: Uint8Array): Promise<string[]> {
  assert.equal(bytes.length % RECORD_BYTES, 0);
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += RECORD_BYTES) {
    const record = bytes.subarray(at, at + RECORD_BYTES);
    const text = new TextDecoder().decode(record);
    assert.match(text, /^order \d{7} at \d{10} by [AB][12] [\x20-\x7e]*[0-9a-f]{16}\n$/);
    const hash = await xxhash3(record.subarray(0, CHECKED_BYTES));
    assert.equal(text.slice(CHECKED_BYTES, -1), hash);
    found.push(text);
  }
  return found;
}

const expected: Record<ClusterId, Pick<ClusterSnapshot, 'name' | 'quorumOwner' | 'reachable'>> = {
  first: { name: 'CLUS-A', quorumOwner: 'A1', reachable: true },
  second: { name: 'CLUS-B', quorumOwner: 'B1', reachable: true },
};

const cards: Record<string, readonly [publicAddress: string, privateAddress: string]> = {
  A1: ['172.16.12.31', '10.0.1.1'],
  A2: ['172.16.12.32', '10.0.1.2'],
  B1: ['172.16.12.41', '10.0.2.1'],
  B2: ['172.16.12.42', '10.0.2.2'],
};

describe('the bare world', () => {
  const lab = bare();
  const snapshot = snapshotOf(lab);

  for (const id of ['first', 'second'] as const) {
    const cluster = snapshot.clusters[id];
    const own = id === 'first' ? ['A1', 'A2'] : ['B1', 'B2'];
    const clusterAddress = id === 'first' ? '172.16.12.30' : '172.16.12.40';

    it(`holds ${expected[id].name}, formed, its quorum with its first node`, () => {
      const { name, quorumOwner, reachable } = cluster;
      assert.deepEqual({ name, quorumOwner, reachable }, expected[id]);
    });

    it(`gives ${expected[id].name} two like nodes, each with a card on both networks`, () => {
      assert.deepEqual(
        cluster.nodes,
        own.map((name) => ({
          name,
          state: 'Up',
          powered: true,
          os: 'w2kas',
          domain: 'LAB',
          member: true,
          licensed: true,
          cards: [
            { network: 'PUBLIC', address: cards[name]?.[0], linked: true },
            { network: 'PRIVATE', address: cards[name]?.[1], linked: true },
          ],
        })),
      );
    });

    it(`gives ${expected[id].name} its core group alone, online on its first node`, () => {
      assert.equal(cluster.groups.length, 1);
      const [core] = cluster.groups;
      assert.ok(core);
      const { name, state, owner, preferredOwners, failback, failovers } = core;
      assert.deepEqual(
        { name, state, owner, preferredOwners, failback, failovers },
        {
          name: 'Cluster Group',
          state: 'Online',
          owner: own[0],
          preferredOwners: [],
          failback: 'prevent',
          failovers: 0,
        },
      );
      assert.deepEqual(
        core.resources.map((resource) => [resource.name, resource.type, resource.dependencies]),
        [
          ['Cluster IP Address', 'IP Address', []],
          ['Cluster Name', 'Network Name', ['Cluster IP Address']],
          ['Disk Q:', 'Physical Disk', []],
        ],
      );
      for (const resource of core.resources) {
        assert.equal(resource.state, 'Online');
        assert.deepEqual(resource.possibleOwners, own);
      }
      assert.deepEqual(core.resources[0]?.properties, {
        Address: clusterAddress,
        SubnetMask: '255.255.255.0',
        Network: 'PUBLIC',
        EnableNetBIOS: 1,
      });
      assert.equal(core.resources[1]?.properties['Name'], expected[id].name);
      assert.equal(core.resources[2]?.properties['Drive'], 'Q:');
    });

    it(`gives ${expected[id].name} Q: without files, S: that nobody owns, a C: each node`, () => {
      assert.deepEqual(diskIn(lab, id, 'Q:').files, []);
      assert.equal(diskIn(lab, id, 'Q:').owner, own[0]);
      assert.equal(diskIn(lab, id, 'S:').owner, null);
      assert.equal(diskIn(lab, id, 'S:').sizeBytes, 16 * MIB);
      for (const node of own) {
        const { sizeBytes, files } = diskIn(lab, id, 'C:', node);
        assert.deepEqual({ sizeBytes, files }, { sizeBytes: 2 * MIB, files: [] });
      }
      assert.equal(cluster.disks.length, 4);
    });
  }

  it('shows the signature of a disk beside its drive', () => {
    const resources = snapshot.clusters.first.groups[0]?.resources;
    assert.match(String(resources?.[2]?.properties['Signature'] ?? ''), /^\S+$/);
  });

  it('has each address answered by one node', () => {
    const answered = Object.entries(cards).map(([node, [address]]) => [address, [node]]);
    const all: Record<string, readonly string[]> = {
      ...(Object.fromEntries(answered) as Record<string, string[]>),
      '172.16.12.30': ['A1'],
      '172.16.12.40': ['B1'],
    };
    const onPublic = Object.entries(snapshot.addresses).filter(([at]) => at.startsWith('172.'));
    assert.deepEqual(Object.fromEntries(onPublic), all);
  });

  it('has no Double-Take, no monitor, no alarm, no fault and no ledger', () => {
    for (const node of Object.keys(cards)) {
      assert.equal(snapshot.services[node]?.installed, false);
      assert.equal(snapshot.services[node].running, false);
      assert.deepEqual(snapshot.services[node].replicationSets, []);
    }
    assert.deepEqual(
      [snapshot.connections, snapshot.jobs, snapshot.monitors, snapshot.alarms, snapshot.faults],
      [[], [], [], [], []],
    );
    assert.equal(snapshot.ledger, null);
    assert.equal(snapshot.atMs, 0);
  });

  it('has the line between the sites at its defaults', () => {
    assert.deepEqual(snapshot.link, {
      up: true,
      kbps: 1544,
      latencyMs: 20,
      lossPercent: 0,
      limitKbps: null,
    });
  });

  it('has clients that stand still and nobody who serves them', () => {
    const { servedBy, ratePerSecond, acknowledged, refused } = snapshot.clients;
    assert.deepEqual([servedBy, ratePerSecond, acknowledged, refused], ['none', 5, 0, 0]);
  });
});

describe('the files of bare', () => {
  it('are 2 MiB on FIRST, a dozen of them under S:\\Docs, and none on SECOND', () => {
    const lab = bare();
    const { files } = diskIn(lab, 'first', 'S:');
    const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const docs = files.filter(({ path }) => path.startsWith('S:\\Docs\\'));
    assert.equal(bytes, 2 * MIB);
    assert.ok(docs.length >= 10 && docs.length <= 14, `${String(docs.length)} documents`);
    assert.deepEqual(diskIn(lab, 'second', 'S:').files, []);
    assert.equal(diskIn(lab, 'second', 'S:').usedBytes, 0);
  });

  it('hold 500 orders numbered in turn, each with its checksum', async () => {
    const book = await records(bytesOf(withDisk(bare()), 'S:\\Orders\\orders.txt'));
    assert.deepEqual(
      book.map((record) => Number(record.slice(6, 13))),
      Array.from({ length: 500 }, (_, at) => at + 1),
    );
  });

  it('hold a journal of the last 256 orders', async () => {
    const lab = withDisk(bare());
    const journal = await records(bytesOf(lab, 'S:\\Orders\\orders.jnl'));
    assert.equal(journal.length, 256);
    const numbers = journal.map((record) => Number(record.slice(6, 13))).sort((a, b) => a - b);
    assert.deepEqual(
      numbers,
      Array.from({ length: 256 }, (_, at) => at + 245),
    );
    assert.ok(bytesOf(lab, 'S:\\Orders\\totals.txt').length > 0);
  });

  it('are the same from the same seed number, and others from another', () => {
    assert.equal(digestOf(bare(2001)), digestOf(bare(2001)));
    const read = (seed: number): Uint8Array =>
      bytesOf(withDisk(bare(seed)), 'S:\\Orders\\orders.txt');
    assert.deepEqual(read(7), read(7));
    assert.notDeepEqual(read(7), read(8));
  });

  for (const diskMiB of [4, 64]) {
    it(`fit on disks of ${String(diskMiB)} MiB`, () => {
      const lab = bare(2001, diskMiB);
      assert.equal(diskIn(lab, 'first', 'S:').sizeBytes, diskMiB * MIB);
      assert.equal(diskIn(lab, 'second', 'S:').sizeBytes, diskMiB * MIB);
      assert.equal(diskIn(lab, 'first', 'C:', 'A2').sizeBytes, 2 * MIB);
    });
  }
});
