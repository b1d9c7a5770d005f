import { after, report } from '../happen.ts';
import { MEBIBYTE } from '../units.ts';
import type { ClusterNode, DoubleTake, QueueLimits, World } from '../world.ts';

/** A setting of the service: its default, and what it takes. Sizes are MB, as in the manuals. */
interface SettingRule {
  readonly initial: string | number;
  readonly min: number;
  readonly max: number;
  /** `none` is taken too, and means unlimited. */
  readonly takesNone: boolean;
}

function whole(initial: number, min: number, max: number, takesNone = false): SettingRule {
  return { initial, min, max, takesNone };
}

/** Settings by the product's names; queue sizes at the lab's scale (domain notes 5.1). */
export const SERVICE_SETTINGS: Readonly<Record<string, SettingRule>> = {
  AutoReconnect: whole(1, 0, 1),
  AutoRemirror: whole(1, 0, 3),
  AutoRemirrorRetry: whole(30, 1, 3600),
  BlockChecksumAll: whole(0, 0, 1),
  IgnoreDeleteOperations: whole(0, 0, 1),
  MinCompressionFileSize: whole(1024, 0, MEBIBYTE),
  MirrorChunkSize: whole(65_536, 4096, MEBIBYTE),
  MirrorOverwrite: whole(1, 0, 2),
  MirrorQueueLimit: whole(1000, 1, 1_000_000),
  MoveOrphanedFiles: whole(0, 0, 1),
  QJournalFileSize: whole(5, 1, 1024),
  QJournalFreeSpaceMin: whole(1, 0, 1_000_000),
  QJournalSpaceMax: whole(11, 0, 1_000_000, true),
  QmemoryBufferMax: whole(4, 1, 1_000_000),
  QueueSizeAlertThreshold: whole(50, 1, 100),
};

/** Operating systems on which it installs. Source: domain notes 8.1, R1. */
export const ALLOWED_SYSTEMS: readonly string[] = ['nt4sp4', 'w2kas', 'w2kdc'];

/** What the installer was answered; nobody changes it afterwards. */
export const INSTALL_PROFILE = 'InstallProfile';

/** A node before Double-Take was installed. */
export function createDoubleTake(): DoubleTake {
  return {
    installed: false,
    running: false,
    transactional: false,
    settings: new Map(),
    queueLimits: null,
    replicationSets: [],
    nextConnectionId: 1,
    session: 0,
    remembered: [],
    routes: new Map(),
    startTask: null,
    reconnectTask: null,
  };
}

/** Installs with the defaults and starts the service; takes no virtual time. */
export function installService(world: World, node: ClusterNode, isTransactional: boolean): void {
  const service = node.doubleTake;
  service.installed = true;
  service.transactional = isTransactional;
  for (const [name, rule] of Object.entries(SERVICE_SETTINGS))
    service.settings.set(name, rule.initial);
  service.queueLimits = null;
  if (isTransactional) service.settings.set('BlockChecksumAll', 1);
  service.settings.set(INSTALL_PROFILE, isTransactional ? 'transactional' : 'other');
  report(
    world,
    'service',
    node,
    `Double-Take installed on ${node.name}${isTransactional ? ' for transactional applications' : ''}`,
    () => {
      startService(world, node);
    },
  );
}

/** Starts the service; connection ids begin at 1 again, and sets are as they were saved. */
export function startService(world: World, node: ClusterNode): void {
  const service = node.doubleTake;
  service.running = true;
  service.nextConnectionId = 1;
  forgetUnsaved(service);
  report(world, 'service', node, `Double-Take started on ${node.name}`, () => {
    world.signals.serviceStarted(node);
  });
}

/** Only what was saved outlives the service. */
function forgetUnsaved(service: DoubleTake): void {
  service.replicationSets = service.replicationSets.flatMap((set) =>
    set.savedRules === null ? [] : [{ ...set, saved: true, rules: [...set.savedRules] }],
  );
}

/** Stops the service in order: its connections end; what it received as a target it keeps and applies later. */
export function stopService(world: World, node: ClusterNode): void {
  node.doubleTake.running = false;
  report(world, 'service', node, `Double-Take stopped on ${node.name}`, () => {
    world.signals.serviceStopped(node);
  });
}

/** The service starts by itself some time after the node has booted. */
export function startServiceAfterBoot(world: World, node: ClusterNode): void {
  const service = node.doubleTake;
  if (!service.installed) return;
  service.startTask = after(world, world.durations.doubleTakeStart, () => {
    service.startTask = null;
    if (node.booted) startService(world, node);
  });
}

/** The node is gone, and with it the service and all that it had received and not applied. */
export function loseService(world: World, node: ClusterNode): void {
  const service = node.doubleTake;
  world.schedule.cancel(service.startTask);
  service.startTask = null;
  service.session++;
  if (!service.running) return;
  service.running = false;
  world.signals.serviceStopped(node);
}

/** Sets a setting, by its name as it is listed. */
export function changeSetting(node: ClusterNode, name: string, value: string | number): void {
  node.doubleTake.settings.set(name, value);
  node.doubleTake.queueLimits = null;
}

/** A number setting in use now; `none` reads as no limit. */
export function settingOf(node: ClusterNode, name: string): number {
  const value = node.doubleTake.settings.get(name) ?? SERVICE_SETTINGS[name]?.initial ?? 0;
  return typeof value === 'number' ? value : Number.MAX_SAFE_INTEGER;
}

/** Bytes that a node may queue in a region as large as all of its lab. */
export function queueLimits(node: ClusterNode, regionBytes: number): QueueLimits {
  return (node.doubleTake.queueLimits ??= limitsWithin(node, regionBytes));
}

function limitsWithin(node: ClusterNode, regionBytes: number): QueueLimits {
  const memoryBytes = Math.min(settingOf(node, 'QmemoryBufferMax') * MEBIBYTE, regionBytes);
  const journalRoom = Math.max(
    0,
    regionBytes - memoryBytes - settingOf(node, 'QJournalFreeSpaceMin') * MEBIBYTE,
  );
  const totalBytes =
    memoryBytes + Math.min(settingOf(node, 'QJournalSpaceMax') * MEBIBYTE, journalRoom);
  const alertBytes = (totalBytes * settingOf(node, 'QueueSizeAlertThreshold')) / 100;
  return { memoryBytes, totalBytes, alertBytes };
}
