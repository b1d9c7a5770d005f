import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { alarmFor, chainFromLog } from '../../web/components/why/why-chain.ts';
import type { WhyQuestion } from '../../web/components/why/why-question.ts';
import {
  groupWhy,
  monitorWhy,
  nodeWhy,
  resourceWhy,
  serviceWhy,
  siteWhy,
  trafficWhy,
} from '../../web/components/why/why-states.ts';
import { trafficOf } from '../../web/components/data-wire/traffic.ts';
import { eventsOf, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { ClusterId, Snapshot } from '../../workers/core/snapshot.ts';
import { openLab, play } from '../support/run-lines.ts';

function labAfter(...lines: readonly string[]): Lab {
  const lab = openLab({ diskMiB: 4 });
  play(lab, ...lines);
  return lab;
}

/** The chain behind a question, as sentences. */
function chain(lab: Lab, question: WhyQuestion | null): string[] {
  assert.ok(question, 'nothing is asked');
  return chainFromLog(question, snapshotOf(lab), eventsOf(lab)).map(({ text }) => text);
}

/** Everything that is not green, with what is asked of it. */
function questions(snapshot: Snapshot): WhyQuestion[] {
  const ids: readonly ClusterId[] = ['first', 'second'];
  const asked = ids.flatMap((id) => {
    const cluster = snapshot.clusters[id];
    return [
      siteWhy(cluster, id),
      ...cluster.nodes.map((node) => nodeWhy(snapshot, node)),
      ...cluster.groups.flatMap((group) => [
        groupWhy(group, id),
        ...group.resources.map((resource) => resourceWhy(resource, id)),
      ]),
    ];
  });
  return [
    ...asked,
    ...snapshot.monitors.map(monitorWhy),
    serviceWhy(snapshot),
    trafficWhy(trafficOf(snapshot)),
  ].filter((question) => question !== null);
}

function resource(lab: Lab, id: ClusterId, name: string): WhyQuestion | null {
  const resources = snapshotOf(lab).clusters[id].groups.flatMap((group) => group.resources);
  const found = resources.find((each) => each.name === name);
  assert.ok(found);
  return resourceWhy(found, id);
}

describe('why', () => {
  it('is asked of nothing in a pair that is well, but of what waits offline on the other side', () => {
    const asked = questions(snapshotOf(openLab({ diskMiB: 4 }))).map(({ state }) => state);
    assert.deepEqual(asked, [
      'Application is Partially Online',
      'IP Address for Application is Offline',
      'Name for Application is Offline',
    ]);
  });

  it('leads from a node that is down to the line that cut its power', () => {
    const lab = labAfter('fault power A2 off', 'lab run 5s');
    const [node] = questions(snapshotOf(lab));
    const causes = chainFromLog(node as WhyQuestion, snapshotOf(lab), eventsOf(lab));
    assert.deepEqual(
      causes.map(({ text }) => text),
      ['A2 is Down.', 'A2 has no power', 'fault power A2 off'],
    );
    assert.deepEqual(
      causes.map(({ line }) => line),
      [null, null, 0],
    );
  });

  it('leads from a failed resource to the fault of its checks', () => {
    const lab = labAfter('fault resource "IP Address for Application" on first', 'lab run 2100ms');
    const sentences = chain(lab, resource(lab, 'first', 'IP Address for Application'));
    assert.match(sentences.join('\n'), /its check on A1 failed/);
    assert.match(sentences.slice(-1).join(''), /fails its checks on CLUS-A: this fault stands/);
  });

  it('names what a resource needs that is not there', () => {
    const lab = openLab({ diskMiB: 4 });
    const sentences = chain(lab, resource(lab, 'second', 'Name for Application'));
    assert.match(sentences.join('\n'), /It needs IP Address for Application, which is Offline/);
  });

  it('says that nothing has happened where nothing has', () => {
    const lab = openLab({ scenario: 'first-built', diskMiB: 4 });
    const sentences = chain(lab, resource(lab, 'first', 'IP Address for Application'));
    assert.deepEqual(sentences.slice(1), ['Nothing in this run has changed that.']);
  });

  it('says of what stands by that a standby looks like this, and what brings it online', () => {
    const lab = openLab({ diskMiB: 4 });
    for (const name of ['IP Address for Application', 'Name for Application']) {
      const [, looks, brings] = chain(lab, resource(lab, 'second', name));
      assert.equal(
        looks,
        'This is how a standby looks: CLUS-A answers 172.16.12.35, so it waits Offline on CLUS-B.',
      );
      assert.equal(
        brings,
        'Failover brings it online: S:\\postover.bat runs when B1 and B2 hear nothing of 172.16.12.35 for 30 s.',
      );
    }
    const group = snapshotOf(lab).clusters.second.groups.find(({ name }) => name === 'Application');
    assert.ok(group);
    assert.match(chain(lab, groupWhy(group, 'second'))[1] ?? '', /how a standby looks/);
  });

  it('tells of a standby that nobody would bring online, and of the one that waits for failback', () => {
    const unwatched = labAfter('@B1 fcc uncheck 172.16.12.35', '@B2 fcc uncheck 172.16.12.35');
    assert.match(
      chain(unwatched, resource(unwatched, 'second', 'IP Address for Application'))[2] ?? '',
      /No node of CLUS-B monitors 172\.16\.12\.35: nothing brings it online by itself, cluster group Application \/online would/,
    );
    const away = labAfter(
      'client start',
      'fault site first off',
      'lab run 60s',
      'fault nic A1 PUBLIC cut',
      'fault nic A2 PUBLIC cut',
      'fault site first on',
      'lab run 5m',
      '@A1 cluster group Application /offline',
    );
    const text = chain(away, resource(away, 'first', 'IP Address for Application')).join('\n');
    assert.match(text, /CLUS-B answers 172\.16\.12\.35, so it waits Offline on CLUS-A/);
    assert.match(text, /fcc failback 172\.16\.12\.35 on B1 and B2/);
  });

  it('never calls a standby what nobody else answers for, or what has failed', () => {
    const dark = labAfter('fault site first off', 'lab run 10s');
    assert.doesNotMatch(
      chain(dark, resource(dark, 'second', 'IP Address for Application')).join('\n'),
      /standby/,
    );
    const failed = labAfter('fault resource "Disk for Application" on second', 'lab run 5m');
    const disk = resource(failed, 'second', 'Disk for Application');
    assert.doesNotMatch(chain(failed, disk).join('\n'), /standby/);
  });

  it('leads from a yellow bullet to silence, and to what keeps the replies', () => {
    const lab = labAfter('fault monitor cut', 'lab run 12s');
    const monitor = snapshotOf(lab).monitors.find(({ bullet }) => bullet === 'yellow');
    assert.ok(monitor);
    const text = chain(lab, monitorWhy(monitor)).join('\n');
    assert.match(text, /The last reply came at/);
    assert.match(text, /its replies do not come through/);
    assert.match(text, /Replies to monitors cut: this fault stands/);
  });

  it('leads from lag to the rate of the link and the orders that clients write', () => {
    const lab = labAfter(
      'fault link replication rate 96',
      'client rate 60',
      'client start',
      'lab run 20s',
    );
    const text = chain(lab, trafficWhy(trafficOf(snapshotOf(lab)))).join('\n');
    assert.match(text, /wait for 96 kbit\/s/);
    assert.match(text, /60 orders\/s/);
    assert.match(text, /Link at 96 kbit\/s: this fault stands/);
  });

  it('leaves to the lab what an alarm stands for, of that resource and of no other', () => {
    const lab = labAfter('fault resource "IP Address for Application" on first', 'lab run 23s');
    const snapshot = snapshotOf(lab);
    assert.ok(snapshot.alarms.some(({ code }) => code === 'resource-failed'));
    const of = (id: ClusterId, name: string): string | null =>
      alarmFor({ state: '', about: { kind: 'resource', cluster: id, name } }, snapshot);
    assert.equal(of('first', 'IP Address for Application'), 'resource-failed');
    assert.equal(of('first', 'Disk for Application'), null);
    assert.equal(of('second', 'IP Address for Application'), null);
  });

  const courses: Readonly<Record<string, readonly string[]>> = {
    'a site lost': ['client start', 'lab run 5s', 'fault site first off', 'lab run 20s'],
    'a site failed over': ['client start', 'lab run 5s', 'fault site first off', 'lab run 70s'],
    'a link cut': ['client start', 'fault link replication cut', 'lab run 50s'],
    'a service stopped': ['client start', 'fault service A1 dt stop', 'lab run 20s'],
    'a cable pulled': ['fault nic A1 PUBLIC cut', 'fault nic B2 PRIVATE cut', 'lab run 15s'],
    'PUBLIC cut': ['client start', 'fault network public cut', 'lab run 20s'],
    'a disk stalled': ['client start', 'fault disk first S: stall', 'lab run 20s'],
  };
  for (const [course, lines] of Object.entries(courses)) {
    it(`has a chain of at most six links for everything that is not green after ${course}`, () => {
      const lab = labAfter(...lines);
      const asked = questions(snapshotOf(lab));
      assert.ok(asked.length >= 3);
      for (const question of asked) {
        const causes = chainFromLog(question, snapshotOf(lab), eventsOf(lab));
        assert.ok(causes.length >= 2 && causes.length <= 6, question.state);
        assert.equal(new Set(causes.map(({ text }) => text)).size >= 2, true, question.state);
      }
    });
  }
});
