import { nowMs, snapshotOf, unsettled, type Lab } from '../../workers/core/lab.ts';
import type { Connection } from '../../workers/core/world.ts';
import { NODE_TARGET } from '../support/replicated-pair.ts';
import { runLine } from '../support/run-lines.ts';
import type { DataKind } from './data-plan.ts';
import type { DataOracle } from './data-oracle.ts';

/** How long a repaired pair may take until its data agree, virtual ms. */
const AGREE_MS_MAX = 3_600_000;
const LOOK_MS = 2000;

/** Data that do not come to agree although nothing stands in the way. */
class NotConverged extends Error {
  override readonly name = 'NotConverged';
}

/**
 * Clears every fault, undoes what was stopped, and mirrors once more.
 *
 * @throws NotConverged when source and target do not hold the same in the end
 */
export function healData(lab: Lab, kind: DataKind, oracle: DataOracle): void {
  const nodes = kind === 'nodes' ? ['A1', 'B1'] : ['A1', 'A2', 'B1', 'B2'];
  runLine(lab, 'client stop');
  runLine(lab, 'fault clear all');
  for (const node of nodes) runLine(lab, `fault power ${node} on`);
  waitFor(lab, 'for its nodes', () => nodes.every((name) => isUp(lab, name)));
  for (const node of nodes) {
    runLine(lab, `@${node} dt start`);
    runLine(lab, `@${node} dt set AutoRemirror 1`);
    runLine(lab, `@${node} dt set BlockChecksumAll 1`);
  }
  if (kind === 'nodes') runLine(lab, '@B1 del C:\\Full\\big.bin');
  else bringHome(lab);
  const connection = connectedAgain(lab, kind);
  const at = `@${connection.source.name} dt`;
  const id = String(connection.id);
  runLine(lab, `${at} limit ${connection.address} none`);
  runLine(lab, `${at} replication start ${id}`);
  runLine(lab, `${at} transmit start ${id}`);
  runLine(lab, `${at} mirror resume ${id}`);
  if (connection.awaitsMirror) runLine(lab, `${at} mirror start ${id}`);
  waitFor(lab, 'to settle', () => isIdle(lab, connection));
  runLine(lab, `${at} orphans ${connection.address} off`);
  lookIntoVerification(lab, connection, oracle);
  runLine(lab, `${at} orphans ${connection.address} delete`);
  runLine(lab, `${at} mirror start ${id} ${lab.seed % 2 === 0 ? 'checksum' : 'full'}`);
  waitFor(lab, 'for its last mirror', () => isIdle(lab, connection));
  const [snapshot] = snapshotOf(lab).connections;
  const differences = oracle.differences(connection);
  if (snapshot?.dataState !== 'Good' || differences.length > 0)
    throw new NotConverged(
      `at ${String(nowMs(lab))} ms the data is ${snapshot?.dataState ?? 'not connected'}, and differs in ${differences.join(', ') || 'nothing'}`,
    );
  oracle.checkBlocks();
  oracle.losses.check();
}

function isUp(lab: Lab, name: string): boolean {
  return lab.nodes.some((node) => node.name === name && node.booted && node.state === 'Up');
}

/** The one connection of the set, made where there is none. */
function connectedAgain(lab: Lab, kind: DataKind): Connection {
  const { connections } = lab;
  for (const { source, id } of connections.slice(1))
    runLine(lab, `@${source.name} dt disconnect ${String(id)}`);
  if (connections.length === 0 && kind === 'nodes')
    runLine(lab, `@A1 dt connect Work ${NODE_TARGET}`);
  const [connection] = connections;
  if (connection === undefined) throw new NotConverged('there is no connection after the repair');
  return connection;
}

/** Both groups on their first nodes, and the Source Connection online anew. */
function bringHome(lab: Lab): void {
  const settled = (): boolean => unsettled(lab).every((what) => what.startsWith('connection'));
  const resource = '@A1 cluster resource "DT Connection for Application"';
  waitFor(lab, 'for its groups', settled);
  for (const line of [
    '@A1 cluster group Application /moveto:A1',
    '@B1 cluster group Application /moveto:B1',
    '@B1 cluster resource "Disk for Application" /online',
    '@B1 cluster resource "IP Address for Double-Take" /online',
    `${resource} /offline`,
    '@A1 cluster group Application /online',
  ]) {
    runLine(lab, line);
    waitFor(lab, 'for its groups', settled);
  }
}

function isIdle(lab: Lab, connection: Connection): boolean {
  const { mirror, queue, transmitMode } = connection;
  const isVerified = lab.jobs.every(({ state }) => state !== 'Running');
  return mirror === null && queue.length === 0 && transmitMode === 'Started' && isVerified;
}

/** I-16: a verification names the files that differ, and changes nothing. */
function lookIntoVerification(lab: Lab, connection: Connection, oracle: DataOracle): void {
  const before = oracle.differences(connection);
  runLine(lab, `@${connection.source.name} dt verify ${String(connection.id)} checksum`);
  waitFor(lab, 'for its verification', () => isIdle(lab, connection));
  const after = oracle.differences(connection);
  const job = lab.jobs[lab.jobs.length - 1];
  const onSource = before.filter((key) => oracle.isOnSource(connection, key));
  const counted = job === undefined ? -1 : job.differentFiles + job.missingFiles;
  if (job?.state !== 'Done' || counted !== onSource.length || before.join() !== after.join())
    throw new NotConverged(
      `at ${String(nowMs(lab))} ms the verification counts ${String(counted)} files; these differ: ${before.join(', ')}`,
    );
}

function waitFor(lab: Lab, what: string, holds: () => boolean): void {
  const endMs = nowMs(lab) + AGREE_MS_MAX;
  while (!holds()) {
    if (nowMs(lab) >= endMs)
      throw new NotConverged(`at ${String(nowMs(lab))} ms the repaired pair waits ${what}`);
    runLine(lab, `lab run ${String(LOOK_MS)}ms`);
  }
}
