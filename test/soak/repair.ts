import { nowMs, snapshotOf, unsettled, type Lab } from '../../workers/core/lab.ts';
import type { Snapshot } from '../../workers/core/snapshot.ts';
import { groupOf, linesOf, onlineNames, procedureSteps } from '../support/procedure.ts';
import { runLine } from '../support/run-lines.ts';

/** How long a repaired world may take to settle and to be protected, virtual ms. */
const SETTLE_MS_MAX = 1_800_000;
const LOOK_MS = 5000;
/** What SECOND holds beyond FIRST's files fits into this. */
const ROOM_BYTES = 65_536;

const NODES = ['A1', 'A2', 'B1', 'B2'];

/** Steps that make objects and settings; a repair carries them out again, whatever is there already. */
const BUILDING = /^(R|VS|DTA|RS|SC|DTB|SCR)\b|^VB-[23]$|^(R\d)$/;

/** A repaired world that does not come to what it must. */
class NotConverged extends Error {
  override readonly name = 'NotConverged';
}

/**
 * Clears every fault and carries the procedure out again, as a patient person would.
 *
 * @throws NotConverged when something stays between two states, or the pair is not protected in the end
 */
export function repair(lab: Lab): void {
  runLine(lab, 'client stop');
  runLine(lab, 'fault clear all');
  runLine(lab, 'lab run 2m');
  restartLost(lab);
  for (const node of NODES) runLine(lab, `@${node} dt start`);
  removeMonitors(lab);
  for (const line of ['@A1 cluster group', '@B1 cluster group']) {
    runLine(lab, `${line} Application /prop AutoFailbackType=0`);
    runLine(lab, `${line} Application /offline`);
    runLine(lab, `${line} "Cluster Group" /online`);
  }
  for (const { source, id } of snapshotOf(lab).connections)
    runLine(lab, `@${source} dt disconnect ${String(id)}`);
  waitFor(lab, 'to settle', () => unsettled(lab));
  removeStrangers(lab);
  build(lab);
  waitFor(lab, 'to be protected', (snapshot) => [...missing(snapshot), ...unsettled(lab)]);
}

/** Starts cluster services that gave way to the other node's. */
function restartLost(lab: Lab): void {
  const { first, second } = snapshotOf(lab).clusters;
  for (const { name, state } of [...first.nodes, ...second.nodes]) {
    if (state !== 'Down') continue;
    runLine(lab, `fault service ${name} cluster start`);
    runLine(lab, 'lab run 1m');
  }
}

/** Takes out what a line on the wrong node has made: resources of the other cluster, sets with other rules. */
function removeStrangers(lab: Lab): void {
  const { first, second } = snapshotOf(lab).clusters;
  for (const [node, { groups }] of [
    ['A1', first],
    ['B1', second],
  ] as const) {
    const stranger = node === 'A1' ? 'IP Address for Double-Take' : 'DT Connection for Application';
    const isThere = groups.some(({ resources }) => resources.some(({ name }) => name === stranger));
    if (isThere) runLine(lab, `@${node} cluster resource "${stranger}" /delete`);
  }
  for (const node of NODES) runLine(lab, `@${node} dt repset delete AppData`);
}

/** Everything once more, refusals of what is there already left aside. */
function build(lab: Lab): void {
  for (const { id, lines } of procedureSteps()) {
    if (BUILDING.test(id)) for (const line of lines) runLine(lab, line);
  }
  for (const node of NODES) runLine(lab, `@${node} dt set QJournalSpaceMax 11`);
  // Stored properties take effect when a resource comes online anew.
  runLine(lab, '@B1 cluster group Application /offline');
  runLine(lab, '@A1 cluster group Application /offline');
  for (const line of ['@B1 cluster group', ...linesOf('VB-4')]) runLine(lab, line);
  runLine(lab, '@A1 cluster resource "Disk for Application" /online');
  makeRoom(lab);
  runLine(lab, '@A1 cluster group Application /online');
  for (const node of ['B1', 'B2']) {
    runLine(lab, `@${node} cluster group`);
    for (const line of linesOf('ON-3').slice(1)) runLine(lab, line);
    runLine(
      lab,
      `@${node} fcc add 172.16.12.35 APPSRV interval 5 missed 6 items none shr off manual off active on`,
    );
    for (const line of linesOf('ON-3').slice(1, 3)) runLine(lab, line);
  }
}

/** Deletes documents where a disk is as good as full: what is on one must find room on the other. */
function makeRoom(lab: Lab): void {
  const { first, second } = snapshotOf(lab).clusters;
  for (const { drive, owner, sizeBytes, usedBytes, files } of [...first.disks, ...second.disks]) {
    if (drive !== 'S:' || owner === null || sizeBytes - usedBytes > ROOM_BYTES) continue;
    for (const { path } of files)
      if (!path.startsWith('S:\\Orders\\') && !path.endsWith('.bat'))
        runLine(lab, `@${owner} del "${path}"`);
  }
}

/** Leads every monitor out of what it is in, and removes it. */
function removeMonitors(lab: Lab): void {
  waitFor(lab, 'for its monitors to be at rest', ({ monitors }) => {
    for (const { node, address, state } of monitors) {
      const fcc = `@${node} fcc`;
      if (state === 'FailurePending') runLine(lab, `${fcc} intervene ${address} wait`);
      if (state === 'FailedOver') runLine(lab, `${fcc} failback ${address}`);
      if (state === 'AwaitingDecision') runLine(lab, `${fcc} answer ${address} stop`);
      if (state === 'Monitoring') runLine(lab, `${fcc} uncheck ${address}`);
    }
    return snapshotOf(lab)
      .monitors.filter(({ state }) => state !== 'Idle')
      .map(({ node, state }) => `the monitor of ${node} is ${state}`);
  });
  for (const { node, address } of snapshotOf(lab).monitors)
    runLine(lab, `@${node} fcc remove ${address}`);
}

/** What a protected pair has and this one has not. */
function missing(snapshot: Snapshot): string[] {
  const { connections, monitors } = snapshot;
  const [connection] = connections;
  const isGood =
    connections.length === 1 &&
    connection?.transmitMode === 'Started' &&
    connection.dataState === 'Good' &&
    connection.queue.operations === 0;
  const second = onlineNames(snapshot, 'second').sort().join(', ');
  const watch = monitors.map(({ node, state, bullet }) => `${node} ${state} ${bullet}`).join(', ');
  return [
    ...(groupOf(snapshot, 'first')?.state === 'Online' ? [] : ['FIRST is not online']),
    ...(second === 'Disk for Application, IP Address for Double-Take'
      ? []
      : [`SECOND has online: ${second || 'nothing'}`]),
    ...(isGood
      ? []
      : [`${String(connections.length)} connections, ${connection?.transmitMode ?? 'none'}`]),
    ...(watch === 'B1 Monitoring green, B2 Monitoring green' ? [] : [`monitors: ${watch}`]),
  ];
}

function waitFor(lab: Lab, what: string, stillOpen: (snapshot: Snapshot) => string[]): void {
  const endMs = nowMs(lab) + SETTLE_MS_MAX;
  for (;;) {
    const open = stillOpen(snapshotOf(lab));
    if (open.length === 0) return;
    if (nowMs(lab) >= endMs)
      throw new NotConverged(
        `at ${String(nowMs(lab))} ms the repaired lab waits for ever ${what}: ${open.join('; ')}`,
      );
    runLine(lab, `lab run ${String(LOOK_MS)}ms`);
  }
}
