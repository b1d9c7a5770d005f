import type { Reason } from './alarm-rule.ts';
import { begins, latestLine, names, setBy } from './typed-lines.ts';
import { ALLOWED_SYSTEMS } from '../replication/service.ts';
import type { ClusterNode, World } from '../world.ts';

/** Why Double-Take cannot be installed somewhere: system, role or licence; nothing when it can be. */
export function whyNotInstalled(world: World): readonly Reason[] {
  const node = world.nodes.find((each) => !each.doubleTake.installed && lackOf(each) !== null);
  const lack = node === undefined ? null : lackOf(node);
  if (node === undefined || lack === null) return [];
  const { option, what, step } = lack;
  return [setBy(hostLine(world, node, option), what, 'M34', step)];
}

/** Why a node may not watch another one: they are of different domains; nothing when all are of one. */
export function whyOtherDomain(world: World): readonly Reason[] {
  const [first] = world.nodes;
  const other = world.nodes.find(({ domain }) => domain !== first?.domain);
  if (first === undefined || other === undefined) return [];
  const line = latestLine(
    world,
    (each) => begins(each, 'host') && each.words.includes('domain') && each.words.length > 3,
  );
  return [
    setBy(
      line,
      `${first.name} is in the domain ${first.domain}, ${other.name} in ${other.domain}`,
      'M34',
      'R3',
    ),
  ];
}

interface Lack {
  readonly option: string;
  readonly what: string;
  readonly step: string;
}

function lackOf({ name, os, member, licensed }: ClusterNode): Lack | null {
  if (!ALLOWED_SYSTEMS.includes(os))
    return { option: 'os', what: `${name} runs ${os}`, step: 'R1' };
  if (!member) return { option: 'role', what: `${name} is a domain controller`, step: 'R3' };
  if (!licensed) return { option: 'licence', what: `${name} has no licence`, step: 'R4' };
  return null;
}

function hostLine(
  world: World,
  { name }: ClusterNode,
  option: string,
): ReturnType<typeof latestLine> {
  return latestLine(
    world,
    (each) => begins(each, 'host') && names(each, [name]) && each.words.includes(option),
  );
}
