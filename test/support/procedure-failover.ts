import { ADDRESS, type Desk } from './procedure-desk.ts';

/** ON: FIRST’s group online, monitored from both nodes of SECOND. */
export async function onlineAndMonitored(desk: Desk): Promise<void> {
  const { press, pick, select, choose } = desk.hands;
  const administrator = await desk.console('cluster-administrator');
  await select(administrator, 'CLUS-A', 'Application');
  await pick(administrator, 'Application', 'Bring Online');
  const management = await desk.console('management-console');
  await select(management, 'A1', 'Connections');
  const center = await desk.console('failover-control-center');
  await addMonitor(desk, center);
  await choose(center, 'Target Machine', 'B2');
  await addMonitor(desk, center);
  await desk.lab.letTimeRun();
  await press(desk.lab, 'Try');
}

async function addMonitor(desk: Desk, center: HTMLElement): Promise<void> {
  const { press, enter, tick, turn } = desk.hands;
  await press(center, 'Add Monitor');
  await tick(center, 'Custom Insert');
  await enter(center, 'IP Address', ADDRESS);
  await enter(center, 'Network Name', 'APPSRV');
  await tick(center, `Names to Monitor: ${ADDRESS}`);
  await turn(center, 'Monitoring');
  await enter(center, 'Missed Packets', '6');
  await turn(center, 'Failover');
  for (const item of ['IP addresses', 'Server name', 'Shares']) await tick(center, item);
  await tick(center, 'Use .SHR Share Mapping File (If Available)');
  await turn(center, 'Scripts');
  await enter(center, 'Post-Failover', 'S:\\postover.bat');
  await enter(center, 'Pre-Failback', 'S:\\preback.bat');
  await press(center, 'OK');
}

/** MON: what the monitors show, before FIRST is lost and after. */
export async function lossOfFirst(desk: Desk): Promise<void> {
  const { press, choose, fault } = desk.hands;
  await press(desk.lab, 'Let clients order');
  await desk.lab.letTimeRun();
  const center = await desk.console('failover-control-center');
  await choose(center, 'Target Machine', 'B1');
  await press(center, 'Refresh');
  await fault(desk.lab, 'Cause a fault', 'fault site first off');
  await desk.lab.letTimeRun();
  await press(center, 'Refresh');
  await desk.lab.letTimeRun();
  await press(center, 'Refresh');
  await choose(center, 'Target Machine', 'B2');
  await press(center, 'Refresh');
  await desk.lab.letTimeRun();
  await press(desk.lab, 'Try');
  await press(desk.lab, 'Stop the clients');
  await press(desk.lab, 'What was lost?');
}

/** FB-1 to FB-9: the address is home. */
export async function failback(desk: Desk): Promise<void> {
  const { press, pick, select, choose, fault } = desk.hands;
  await cables(desk, 'cut');
  await fault(desk.lab, 'Cause a fault', 'fault site first on');
  await desk.lab.letTimeRun();
  const administrator = await desk.console('cluster-administrator');
  await select(administrator, 'CLUS-A', 'Application');
  await pick(administrator, 'Application', 'Take Offline');
  const center = await desk.console('failover-control-center');
  await choose(center, 'Target Machine', 'B1');
  await press(center, 'Refresh');
  for (const node of ['B1', 'B2']) {
    await choose(center, 'Target Machine', node);
    await pick(center, 'APPSRV', 'Failback');
  }
  await desk.lab.letTimeRun();
  for (const node of ['B1', 'B2']) {
    await choose(center, 'Target Machine', node);
    await press(center, 'Refresh');
  }
  await cables(desk, 'restore');
  await desk.console('cluster-administrator');
  await select(administrator, 'CLUS-A', 'Cluster Group');
  await pick(administrator, 'Cluster Group', 'Bring Online');
  await select(administrator, 'CLUS-A', 'Application');
  await pick(administrator, 'Disk for Application', 'Bring Online');
  await pick(administrator, 'IP Address for Application', 'Bring Online');
  await desk.console('failover-control-center');
  for (const node of ['B1', 'B2']) {
    await choose(center, 'Target Machine', node);
    await press(center, 'Ping');
    await press(center, 'Continue');
  }
  await desk.lab.letTimeRun();
}

async function cables(desk: Desk, verb: 'cut' | 'restore'): Promise<void> {
  for (const node of ['A1', 'A2']) {
    await desk.hands.fault(desk.lab, `Faults of ${node}`, `fault nic ${node} PUBLIC ${verb}`);
  }
}

/** FB-10 to FB-14: the data is home too. */
export async function restoration(desk: Desk): Promise<void> {
  const { press, pick, select } = desk.hands;
  const management = await desk.console('management-console');
  await select(management, 'B1', 'Connections');
  await pick(management, 'Tools', 'Restoration Manager…');
  const restoration = await desk.console('restoration-manager');
  await press(restoration, 'Restore');
  await press(restoration, 'OK');
  await desk.lab.letTimeRun();
  await press(restoration, 'Compare');
  const administrator = await desk.console('cluster-administrator');
  await pick(administrator, 'Application', 'Bring Online');
  await desk.lab.letTimeRun();
  await desk.console('management-console');
  await select(management, 'A1', 'Connections');
  await desk.console('restoration-manager');
  await press(restoration, 'Compare');
  await desk.lab.letTimeRun();
}
