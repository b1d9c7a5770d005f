import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, readFile, snapshotOf } from '../../workers/core/lab.ts';
import { openLab, play } from '../support/run-lines.ts';
import { diskIn, groupIn, statesIn } from '../support/lab-views.ts';

const NODES = ['A1', 'A2', 'B1', 'B2'] as const;

describe('the protected pair', () => {
  const lab = openLab({ scenario: 'protected' });
  const snapshot = snapshotOf(lab);

  it('has A1 as the owner of an application that is online with all it needs', () => {
    const { state, owner } = groupIn(lab, 'first', 'Application');
    assert.deepEqual([state, owner], ['Online', 'A1']);
    assert.deepEqual(statesIn(lab, 'first', 'Application'), {
      'IP Address for Application': 'Online',
      'Name for Application': 'Online',
      'Disk for Application': 'Online',
      'DT Connection for Application': 'Online',
    });
  });

  it('has B1 as the owner of the same group, with disk and Double-Take address online', () => {
    const { state, owner } = groupIn(lab, 'second', 'Application');
    assert.deepEqual([state, owner], ['Partially Online', 'B1']);
    assert.deepEqual(statesIn(lab, 'second', 'Application'), {
      'IP Address for Application': 'Offline',
      'Name for Application': 'Offline',
      'Disk for Application': 'Online',
      'IP Address for Double-Take': 'Online',
    });
  });

  it('has equal addresses, names and drives in both groups, and both nodes able to own each', () => {
    for (const [cluster, own] of [
      ['first', ['A1', 'A2']],
      ['second', ['B1', 'B2']],
    ] as const) {
      const { resources } = groupIn(lab, cluster, 'Application');
      const property = (resource: string, name: string): unknown =>
        resources.find((each) => each.name === resource)?.properties[name];
      assert.equal(property('IP Address for Application', 'Address'), '172.16.12.35');
      assert.equal(property('IP Address for Application', 'SubnetMask'), '255.255.255.0');
      assert.equal(property('IP Address for Application', 'Network'), 'PUBLIC');
      assert.equal(property('Name for Application', 'Name'), 'APPSRV');
      assert.equal(property('Disk for Application', 'Drive'), 'S:');
      for (const { possibleOwners } of resources) assert.deepEqual(possibleOwners, own);
      assert.deepEqual(resources.find(({ type }) => type === 'Network Name')?.dependencies, [
        'IP Address for Application',
      ]);
    }
    const target = groupIn(lab, 'second', 'Application').resources.at(-1)?.properties;
    assert.equal(target?.['Address'], '172.16.12.47');
  });

  it('has one connection, number 1 of A1, its mirror done and its data good', () => {
    assert.equal(snapshot.connections.length, 1);
    const [connection] = snapshot.connections;
    assert.ok(connection);
    const { id, source, target, address, replicationSet } = connection;
    assert.deepEqual([id, source, target], [1, 'A1', 'B1']);
    assert.deepEqual([address, replicationSet], ['172.16.12.47', 'AppData']);
    assert.equal(connection.transmitMode, 'Started');
    assert.equal(connection.mirrorStatus, 'Idle');
    assert.equal(connection.replicationStatus, 'Replicating');
    assert.equal(connection.targetStatus, 'Online');
    assert.equal(connection.dataState, 'Good');
    assert.equal(connection.mirror.percent, 100);
    assert.equal(connection.mirror.remainingBytes, 0);
    assert.deepEqual([connection.queue.operations, connection.queue.bytes], [0, 0]);
  });

  it('has the bytes of every protected file on both disks', () => {
    const { files } = diskIn(lab, 'first', 'S:');
    for (const { path } of files) {
      assert.deepEqual(readFile(lab, 'B1', path), readFile(lab, 'A1', path), path);
    }
    const beyond = diskIn(lab, 'second', 'S:')
      .files.map(({ path }) => path)
      .filter((path) => !files.some((file) => file.path === path));
    assert.deepEqual(beyond.sort(), ['S:\\postover.bat', 'S:\\preback.bat']);
  });

  it('has both nodes of SECOND monitoring the client address, 30 s long', () => {
    assert.deepEqual(snapshot.monitors.map(({ node }) => node).sort(), ['B1', 'B2']);
    for (const monitor of snapshot.monitors) {
      const { address, name, checked, intervalMs, missed, timeoutMs, trigger } = monitor;
      assert.deepEqual([address, name, checked], ['172.16.12.35', 'APPSRV', true]);
      assert.deepEqual([intervalMs, missed, timeoutMs, trigger], [5000, 6, 30_000, 'all']);
      const { items, shr, manual, active } = monitor;
      assert.deepEqual([items, shr, manual, active], [[], false, false, true]);
      assert.deepEqual(monitor.scripts, {
        preFailover: '',
        postFailover: 'S:\\postover.bat',
        preFailback: 'S:\\preback.bat',
        postFailback: '',
      });
      assert.deepEqual(
        [monitor.state, monitor.bullet, monitor.tray, monitor.lastScript],
        ['Monitoring', 'green', 'red-green', null],
      );
    }
  });

  it('has scripts that start the group and stop the client address', () => {
    const texts = Object.fromEntries(
      diskIn(lab, 'second', 'S:').files.map(({ path, text }) => [path, text?.trim()]),
    );
    assert.match(texts['S:\\postover.bat'] ?? '', /^cluster group "Application" \/ONLINE$/i);
    assert.match(
      texts['S:\\preback.bat'] ?? '',
      /^cluster resource "IP Address for Application" \/OFFLINE$/i,
    );
  });

  it('has Double-Take on four nodes, for transactional applications, not reconnecting by itself', () => {
    for (const node of NODES) {
      const service = snapshot.services[node];
      assert.ok(service?.installed && service.running, node);
      assert.equal(service.settings['AutoReconnect'], 0);
      assert.equal(service.settings['BlockChecksumAll'], 1);
    }
  });

  it('has the same saved replication set on both nodes of FIRST', () => {
    for (const node of ['A1', 'A2'] as const) {
      assert.deepEqual(snapshot.services[node]?.replicationSets, [
        {
          name: 'AppData',
          saved: true,
          rules: [
            { path: 'S:\\', type: 'include', recurse: true },
            { path: 'S:\\postover.bat', type: 'exclude', recurse: false },
            { path: 'S:\\preback.bat', type: 'exclude', recurse: false },
          ],
        },
      ]);
    }
  });

  it('stands at 0 with clients stopped, served by FIRST, no alarm, no fault, no ledger', () => {
    assert.equal(snapshot.atMs, 0);
    assert.deepEqual([snapshot.alarms, snapshot.faults, snapshot.ledger], [[], [], null]);
    const { servedBy, acknowledged, refused, outageMs } = snapshot.clients;
    assert.deepEqual([servedBy, acknowledged, refused, outageMs], ['first', 0, 0, 0]);
    for (const event of eventsOf(lab)) assert.ok(event.atMs <= 0);
  });

  it('stays healthy when left alone for ten minutes', () => {
    const quiet = openLab({ scenario: 'protected' });
    play(quiet, 'lab run 10m');
    const later = snapshotOf(quiet);
    assert.deepEqual([later.alarms, later.faults, later.ledger], [[], [], null]);
    assert.equal(later.connections[0]?.dataState, 'Good');
    assert.deepEqual(
      later.monitors.map(({ state }) => state),
      ['Monitoring', 'Monitoring'],
    );
    assert.equal(groupIn(quiet, 'first', 'Application').failovers, 0);
  });
});

describe('the pair whose first cluster alone is built', () => {
  const lab = openLab({ scenario: 'first-built' });

  it('has FIRST with four resources, the disk online and the rest offline', () => {
    assert.equal(groupIn(lab, 'first', 'Application').owner, 'A1');
    assert.deepEqual(statesIn(lab, 'first', 'Application'), {
      'IP Address for Application': 'Offline',
      'Name for Application': 'Offline',
      'Disk for Application': 'Online',
      'DT Connection for Application': 'Offline',
    });
  });

  it('has Double-Take on A1 and A2 with the set on both, and SECOND bare', () => {
    const { services, clusters, monitors, connections } = snapshotOf(lab);
    for (const node of NODES) {
      assert.equal(services[node]?.installed, node.startsWith('A'));
      assert.equal(services[node].replicationSets.length, node.startsWith('A') ? 1 : 0);
    }
    assert.deepEqual(
      clusters.second.groups.map(({ name }) => name),
      ['Cluster Group'],
    );
    assert.deepEqual(diskIn(lab, 'second', 'S:').files, []);
    assert.deepEqual([monitors, connections], [[], []]);
  });
});
