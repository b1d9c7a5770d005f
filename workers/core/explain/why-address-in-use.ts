import type { Reason } from './alarm-rule.ts';
import { ancestorsOf } from './chain.ts';
import { addressOf, failedOverMonitor, findResourceIn, hasFailedOver } from './pair-state.ts';
import { begins, faultBefore, hasOption, latestEvent, latestLine, setBy } from './typed-lines.ts';
import { whyFailedOver, whyTakenOver } from './why-taken-over.ts';
import type { LabEvent } from '../events.ts';
import type { ClusterNode, Resource, World } from '../world.ts';

/** Why an address answers elsewhere when this resource wants it. */
export function whyAddressInUse(world: World, resource: Resource): readonly Reason[] {
  const address = addressOf(resource);
  const cluster = world.clusters[resource.group.clusterId];
  const taker = cluster.nodes.find((node) => node.takenAddresses.includes(address));
  if (taker !== undefined) return [itemsLine(world, taker)];
  const twin = findResourceIn(
    world,
    cluster.id,
    (each) => each !== resource && each.type === 'IP Address' && addressOf(each) === address,
  );
  if (
    twin !== null ||
    world.nodes.some((node) => node.cards.some((card) => card.address === address))
  ) {
    const line = latestLine(world, (each) => each.words.includes(`address=${address}`));
    return [setBy(line, `${address} was given twice`, 'VS-2f', 'VB-3')];
  }
  const event = resource.trouble?.event ?? null;
  return cluster.id === 'second' ? whyTakenOver(world, event) : whySecondHolds(world, resource);
}

/** FIRST wants its address back while SECOND has it. */
function whySecondHolds(world: World, resource: Resource): readonly Reason[] {
  const monitor = failedOverMonitor(world);
  const address = addressOf(resource);
  if (monitor === null) return whyTakenOver(world, onlineEvent(world, 'second', address));
  const begun = latestEvent(world, (each) => each.text.includes('failover begins'));
  const lost = wasFirstLost(world, begun);
  if (!lost || isAnsweredEarly(world, begun)) return whyFailedOver(world, monitor);
  const byHand = ancestorsOf(world, resource.trouble?.event ?? null).find(
    (each) => each.kind === 'line' && /^cluster .*\/on/i.test(each.text),
  );
  if (byHand !== undefined)
    return [setBy(byHand, "FIRST's address was brought online while SECOND still has it", 'M22')];
  const connected = latestLine(
    world,
    (line) => begins(line, 'fault') && hasOption(line, 'on', 'restore', 'clear', 'start'),
  );
  return [
    setBy(
      connected,
      'FIRST came back connected to the network, its group not offline',
      'M21',
      'FB-1',
    ),
  ];
}

function isAnsweredEarly(world: World, begun: LabEvent | null): boolean {
  const answered = latestLine(
    world,
    (line) => begins(line, 'fcc', 'answer') && line.words[3] === 'continue',
    begun?.sequence ?? Infinity,
  );
  return answered !== null;
}

/** No node of FIRST was up, or none had its PUBLIC card linked, when SECOND took over. */
export function wasFirstLost(world: World, begun: LabEvent | null): boolean {
  const before = begun?.sequence ?? Infinity;
  const gone = latestEvent(
    world,
    (each) => each.cluster === 'first' && each.text.startsWith('no node of '),
    before,
  );
  const up = latestEvent(
    world,
    (each) => each.cluster === 'first' && / is Up and /.test(each.text),
    before,
  );
  if (gone !== null && gone.sequence > (up?.sequence ?? -1)) return true;
  return world.clusters.first.nodes.every(
    (node) => faultBefore(world, `fault nic ${node.name} PUBLIC cut`, before) !== null,
  );
}

function onlineEvent(world: World, id: 'first' | 'second', address: string): number | null {
  const holder = findResourceIn(
    world,
    id,
    (each) => each.type === 'IP Address' && each.state === 'Online' && addressOf(each) === address,
  );
  if (holder === null) return null;
  return (
    latestEvent(world, (each) => each.cluster === id && each.text === `${holder.name}: Online`)
      ?.sequence ?? null
  );
}

/** Double-Take added the address to a node itself: its items were not cleared. */
function itemsLine(world: World, taker: ClusterNode): Reason {
  const source = taker.monitors.find((each) => hasFailedOver(each.source))?.source;
  const line = latestLine(
    world,
    (each) =>
      each.node === taker.name &&
      each.words[0] === 'fcc' &&
      (each.words[1] === 'add' || each.words.includes('items')),
  );
  return setBy(
    line,
    `Perform Failover Of was not cleared: ${taker.name} itself takes ${source?.items.join(', ') ?? 'the address'}`,
    'M12',
    'ON-2h',
  );
}

/** Why two nodes answer one address: SECOND has it, and nothing told the two of each other. */
export function whyTwoOwners(world: World, address: string): readonly Reason[] {
  for (const node of world.nodes)
    if (node.takenAddresses.includes(address)) return [itemsLine(world, node)];
  return whyTakenOver(world, onlineEvent(world, 'second', address));
}
