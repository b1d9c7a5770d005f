import type { Desk } from './procedure-desk.ts';

/** DTA, DTB: on both nodes of a cluster; the second is done without looking at what is set. */
export async function doubleTake(desk: Desk, ...nodes: readonly [string, string]): Promise<void> {
  const { press, pick, select, tick, turn } = desk.hands;
  const management = await desk.console('management-console');
  for (const node of nodes) {
    if (node === nodes[1]) await press(management, 'Reading lines');
    await select(management, node);
    await pick(management, node, 'Install Double-Take…');
    await tick(management, 'Transactional applications');
    await press(management, 'Install');
    await pick(management, node, 'Properties…');
    await turn(management, 'Startup');
    await tick(management, 'Automatically Reconnect During Source Initialization');
    await press(management, 'OK');
  }
}

/** RS-1 to RS-8: the replication set on the node that owns the group. */
export async function replicationSet(desk: Desk): Promise<void> {
  const { press, pick, select } = desk.hands;
  const administrator = await desk.console('cluster-administrator');
  await select(administrator, 'CLUS-A', 'Application');
  const management = await desk.console('management-console');
  await press(management, 'Reading lines');
  await select(management, 'A1');
  await newSet(desk, management, 'A1');
  await desk.console('cluster-administrator');
  await pick(administrator, 'Disk for Application', 'Bring Online');
  await desk.console('management-console');
  await select(management, 'S:');
  await pick(management, 'S:\\', 'Include, with all below');
  await excludeScripts(desk, management);
  await press(management, 'Save');
  await pick(management, 'AppData', 'Properties');
}

/** RS-9 to RS-17: its twin on the second node. */
export async function twinOfTheSet(desk: Desk): Promise<void> {
  const { press, select } = desk.hands;
  const management = await desk.console('management-console');
  await select(management, 'A2');
  await newSet(desk, management, 'A2');
  await addRule(desk, management, 'S:\\', 'Include');
  await excludeScripts(desk, management);
  await press(management, 'Save');
}

async function newSet(desk: Desk, management: HTMLElement, node: string): Promise<void> {
  const { press, pick, enter } = desk.hands;
  await pick(management, node, 'New Replication Set…');
  await enter(management, 'Name', 'AppData');
  await press(management, 'OK');
}

async function excludeScripts(desk: Desk, management: HTMLElement): Promise<void> {
  await addRule(desk, management, 'S:\\postover.bat', 'Exclude');
  await addRule(desk, management, 'S:\\preback.bat', 'Exclude');
}

async function addRule(
  desk: Desk,
  management: HTMLElement,
  path: string,
  type: string,
): Promise<void> {
  const { press, enter, tick } = desk.hands;
  await press(management, 'Add Rule');
  await enter(management, 'Path', path);
  if (type === 'Include') await tick(management, 'Recurse into folders below');
  else await tick(management, type);
  await press(management, 'OK');
}

/** SCR: both scripts. */
export async function scripts(desk: Desk): Promise<void> {
  const { press, pick, select, enter } = desk.hands;
  const management = await desk.console('management-console');
  await select(management, 'B1');
  for (const [path, line] of [
    ['S:\\postover.bat', 'Cluster group "Application" /ONLINE'],
    ['S:\\preback.bat', 'Cluster resource "IP Address for Application" /OFFLINE'],
  ] as const) {
    await pick(management, 'B1', 'New Script…');
    await enter(management, 'Save as', path);
    await enter(management, 'Line 1', line);
    await press(management, 'Save');
  }
  await press(management, 'Reading lines');
}
