import { done, refuse, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { report } from '../happen.ts';
import { foldCase, isSameName, raiseCase } from '../text.ts';
import type { ClusterNode } from '../world.ts';

const SYSTEMS = ['nt4sp3', 'nt4sp4', 'w2kpro', 'w2kas', 'w2kdc'];

/** `host NODE [os …] [domain NAME] [role member|controller] [licence on|off]` */
export function runHost({ world, words, begin }: LineContext): Outcome {
  const [name = '', ...rest] = words;
  const node = world.nodes.find((each) => isSameName(each.name, name));
  if (node === undefined)
    return refuse(
      5042,
      `There is no node "${name}"; expected ${world.nodes.map((each) => each.name).join(', ')}.`,
    );
  const changes: Partial<Pick<ClusterNode, 'os' | 'domain' | 'member' | 'licensed'>> = {};
  for (let index = 0; index < rest.length; index += 2) {
    const value = foldCase(rest[index + 1] ?? '');
    const option = foldCase(rest[index] ?? '');
    if (option === 'os' && SYSTEMS.includes(value)) changes.os = value;
    else if (option === 'domain' && /^[a-z0-9-]{1,15}$/.test(value))
      changes.domain = raiseCase(value);
    else if (option === 'role' && (value === 'member' || value === 'controller'))
      changes.member = value === 'member';
    else if (option === 'licence' && (value === 'on' || value === 'off'))
      changes.licensed = value === 'on';
    else
      return unexpected(
        `${rest[index] ?? ''} ${rest[index + 1] ?? ''}`.trim(),
        `os ${SYSTEMS.join('|')}, domain NAME, role member|controller or licence on|off`,
      );
  }
  const keys = Object.keys(changes) as (keyof typeof changes)[];
  if (keys.some((key) => changes[key] !== node[key])) {
    begin();
    Object.assign(node, changes);
    report(world, 'node', node, `${node.name}: ${rest.join(' ')}`);
  }
  return done(
    `${node.name} os ${node.os} domain ${node.domain} role ${node.member ? 'member' : 'controller'} licence ${node.licensed ? 'on' : 'off'}`,
  );
}
