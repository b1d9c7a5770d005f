import { ADDRESS, type Desk, TARGET_ADDRESS } from './procedure-desk.ts';

/** What is typed into the New Resource wizard. */
interface NewResource {
  readonly name: string;
  readonly type: string;
  /** A resource that it depends on. */
  readonly dependency?: string;
  /** Texts of the last page by their labels. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** R: what every server has to be. */
export async function requirements(desk: Desk): Promise<void> {
  const { press, pick } = desk.hands;
  const management = await desk.console('management-console');
  await pick(management, 'Tools', 'Requirements…');
  await press(management, 'OK');
}

/** VS: the virtual server on FIRST. */
export async function firstVirtualServer(desk: Desk): Promise<void> {
  const { press, pick, select, enter } = desk.hands;
  const administrator = await desk.console('cluster-administrator');
  await select(administrator, 'CLUS-A', 'Groups');
  await press(administrator, 'New Group');
  await enter(administrator, 'Name', 'Application');
  await enter(administrator, 'Description', 'Orders of the shop');
  for (const words of ['Next', 'Finish', 'OK']) await press(administrator, words);
  await sharedResources(desk, administrator);
  await pick(administrator, 'Application', 'Take Offline');
  await select(administrator, 'CLUS-A', 'Resources');
}

/** Address, name and disk: the same on either side. */
async function sharedResources(desk: Desk, administrator: HTMLElement): Promise<void> {
  await newResource(desk, administrator, {
    name: 'IP Address for Application',
    type: 'IP Address',
    parameters: { Address: ADDRESS },
  });
  await newResource(desk, administrator, {
    name: 'Name for Application',
    type: 'Network Name',
    dependency: 'IP Address for Application',
    parameters: { Name: 'APPSRV' },
  });
  await newResource(desk, administrator, {
    name: 'Disk for Application',
    type: 'Physical Disk',
    parameters: {},
  });
}

async function newResource(
  desk: Desk,
  administrator: HTMLElement,
  { name, type, dependency, parameters }: NewResource,
): Promise<void> {
  const { press, enter, choose } = desk.hands;
  await press(administrator, 'New Resource');
  await enter(administrator, 'Name', name);
  await choose(administrator, 'Resource type', type);
  await press(administrator, 'Next');
  await press(administrator, 'Next');
  if (dependency !== undefined) await press(administrator, `Add ${dependency}`);
  await press(administrator, 'Next');
  for (const [label, text] of Object.entries(parameters)) {
    await enter(administrator, label, text);
  }
  await press(administrator, 'Finish');
  await press(administrator, 'OK');
}

/** SC: the Source Connection. */
export async function sourceConnection(desk: Desk): Promise<void> {
  const administrator = await desk.console('cluster-administrator');
  await desk.hands.select(administrator, 'CLUS-A', 'Resources');
  await newResource(desk, administrator, {
    name: 'DT Connection for Application',
    type: 'Double-Take Source Connection',
    parameters: { 'Replication Set': 'AppData', 'Double-Take Target': TARGET_ADDRESS },
  });
  await desk.hands.select(administrator, 'CLUS-A', 'Application');
}

/** VB: as on FIRST, and nothing is looked at any more. */
export async function secondVirtualServer(desk: Desk): Promise<void> {
  const { press, pick, select, enter } = desk.hands;
  const administrator = await desk.console('cluster-administrator');
  for (const kind of ['DT Connection', 'Name', 'IP Address']) {
    await pick(administrator, `${kind} for Application`, 'Take Offline');
  }
  await pick(administrator, 'Disk for Application', 'Bring Online');
  await press(administrator, 'Reading lines');
  await select(administrator, 'CLUS-B', 'Groups');
  await press(administrator, 'New Group');
  await enter(administrator, 'Name', 'Application');
  for (const words of ['Next', 'Finish', 'OK']) await press(administrator, words);
  await sharedResources(desk, administrator);
  await newResource(desk, administrator, {
    name: 'IP Address for Double-Take',
    type: 'IP Address',
    parameters: { Address: TARGET_ADDRESS },
  });
  await pick(administrator, 'Disk for Application', 'Bring Online');
  await pick(administrator, 'IP Address for Double-Take', 'Bring Online');
}
