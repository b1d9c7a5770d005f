import {
  quoteWord,
  type ClusterId,
  type DiskSnapshot,
  type NodeSnapshot,
  type ResourceSnapshot,
  type Snapshot,
} from '../../../workers/api.ts';
import { CLUSTER_IDS, property } from '../stage/virtual-server.ts';

/** One thing that a person may do to the lab: what it says, and the line that it runs. */
export interface FaultChoice {
  readonly words: string;
  readonly line: string;
}

/** Figures of the link's faults: enough to be seen, and the rate at which it begins. */
const NARROW_KBPS = 96;
const USUAL_KBPS = 1544;
const SLOW_MS = 300;
const USUAL_MS = 20;
const LOSS_PERCENT = 20;

/** The fault, or its end while it stands: one line brings back what the other took. */
function toggle(
  snapshot: Snapshot,
  fault: FaultChoice,
  endWords: string,
  endLine: string | null = null,
): FaultChoice {
  const standing = snapshot.faults.find(({ line }) => line === fault.line);
  if (standing === undefined) return fault;
  return { words: endWords, line: endLine ?? `fault clear ${String(standing.id)}` };
}

/** Power, cards and services of one node, and the replies that its monitor waits for. */
export function nodeFaults(snapshot: Snapshot, node: NodeSnapshot): readonly FaultChoice[] {
  const { name } = node;
  const power = node.powered
    ? { words: `Cut the power of ${name}`, line: `fault power ${name} off` }
    : { words: `Power ${name} on`, line: `fault power ${name} on` };
  const cables = node.cards.map(({ network }) =>
    toggle(
      snapshot,
      { words: `Pull the ${network} cable`, line: `fault nic ${name} ${network} cut` },
      `Put the ${network} cable back`,
      `fault nic ${name} ${network} restore`,
    ),
  );
  const services = (['cluster', 'dt'] as const)
    .filter((service) => service === 'cluster' || snapshot.services[name]?.installed === true)
    .map((service) => {
      const words = service === 'dt' ? 'Double-Take' : 'the cluster service';
      return toggle(
        snapshot,
        { words: `Stop ${words}`, line: `fault service ${name} ${service} stop` },
        `Start ${words}`,
        `fault service ${name} ${service} start`,
      );
    });
  const watches = snapshot.monitors.some((monitor) => monitor.node === name);
  return [power, ...cables, ...services, ...(watches ? [monitorFault(snapshot)] : [])];
}

/** Checks of a resource that fail; a disk's own faults besides. */
export function resourceFaults(
  snapshot: Snapshot,
  id: ClusterId,
  resource: ResourceSnapshot,
): readonly FaultChoice[] {
  const fails = toggle(
    snapshot,
    { words: 'Let its checks fail', line: `fault resource "${resource.name}" on ${id}` },
    'Let its checks succeed',
  );
  const drive = resource.type === 'Physical Disk' ? property(resource, 'Drive') : null;
  const disk = snapshot.clusters[id].disks.find(
    (each) => each.node === null && each.drive === drive,
  );
  return disk === undefined ? [fails] : [fails, ...diskFaults(snapshot, id, disk)];
}

/** A disk that answers no more, is full, or holds another bit than was written. */
export function diskFaults(
  snapshot: Snapshot,
  id: ClusterId,
  disk: DiskSnapshot,
): readonly FaultChoice[] {
  const place = `fault disk ${id} ${disk.drive}`;
  const faults = [
    toggle(
      snapshot,
      { words: `Stall ${disk.drive}`, line: `${place} stall` },
      `Let ${disk.drive} answer again`,
    ),
    toggle(
      snapshot,
      { words: `Fill ${disk.drive} up`, line: `${place} fill` },
      `Empty ${disk.drive} again`,
    ),
  ];
  const sizes = disk.files.map(({ sizeBytes }) => sizeBytes);
  const largest = disk.files[sizes.indexOf(Math.max(...sizes))];
  if (largest === undefined || largest.sizeBytes === 0) return faults;
  const flip = {
    words: 'Flip one bit of a file',
    line: `fault flip ${id} ${quoteWord(largest.path)} 0 1`,
  };
  return [...faults, toggle(snapshot, flip, 'Flip the bit back')];
}

/** Power of a whole site: off while a node has it, on while one lacks it. */
export function siteFaults(snapshot: Snapshot, id: ClusterId): readonly FaultChoice[] {
  const { name, nodes } = snapshot.clusters[id];
  const choices: FaultChoice[] = [];
  if (nodes.some((node) => node.powered)) {
    choices.push({ words: `Pull the plug on ${name}`, line: `fault site ${id} off` });
  }
  if (nodes.some((node) => !node.powered)) {
    choices.push({ words: `Power ${name} on`, line: `fault site ${id} on` });
  }
  return choices;
}

/** The line between the sites: whole, narrow, slow, lossy. */
export function linkFaults(snapshot: Snapshot): readonly FaultChoice[] {
  const { up, kbps, latencyMs, lossPercent } = snapshot.link;
  const figure = (
    isUsual: boolean,
    fault: readonly [words: string, what: string],
    usual: readonly [words: string, what: string],
  ): FaultChoice => {
    const [words, what] = isUsual ? fault : usual;
    return { words, line: `fault link replication ${what}` };
  };
  return [
    up
      ? { words: 'Cut the link between the sites', line: 'fault link replication cut' }
      : { words: 'Restore the link', line: 'fault link replication restore' },
    figure(
      kbps === USUAL_KBPS,
      [`Narrow it to ${String(NARROW_KBPS)} kbit/s`, `rate ${String(NARROW_KBPS)}`],
      [`Widen it to ${String(USUAL_KBPS)} kbit/s`, `rate ${String(USUAL_KBPS)}`],
    ),
    figure(
      latencyMs === USUAL_MS,
      [`Slow it to ${String(SLOW_MS)} ms one way`, `latency ${String(SLOW_MS)}`],
      [`Back to ${String(USUAL_MS)} ms one way`, `latency ${String(USUAL_MS)}`],
    ),
    figure(
      lossPercent === 0,
      [`Lose ${String(LOSS_PERCENT)} % on the way`, `loss ${String(LOSS_PERCENT)}`],
      ['Lose nothing on the way', 'loss 0'],
    ),
  ];
}

/** What concerns no single node: both sites, their network, the link, the replies to monitors. */
export function stageFaults(snapshot: Snapshot): readonly FaultChoice[] {
  const [cut] = linkFaults(snapshot);
  return [
    ...CLUSTER_IDS.flatMap((id) => siteFaults(snapshot, id)),
    ...(cut === undefined ? [] : [cut]),
    toggle(
      snapshot,
      { words: 'Cut PUBLIC, clients included', line: 'fault network public cut' },
      'Restore PUBLIC',
      'fault network public restore',
    ),
    monitorFault(snapshot),
  ];
}

function monitorFault(snapshot: Snapshot): FaultChoice {
  return toggle(
    snapshot,
    { words: 'Keep replies from monitors', line: 'fault monitor cut' },
    'Let monitors hear replies',
    'fault monitor restore',
  );
}
