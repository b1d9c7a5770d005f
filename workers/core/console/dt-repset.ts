import { done, refuse, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { report } from '../happen.ts';
import { drivesOf, findReplicationSet, filesIn, withRule } from '../replication/replication-set.ts';
import { PATH_CHARACTERS_MAX, volumeOn } from '../storage/disk-access.ts';
import { foldCase, isSameName } from '../text.ts';
import type { ReplicationSet, Rule } from '../world.ts';

/** `dt repset …`: replication sets of this node, their names told apart by case. */
export function runRepset(context: LineContext): Outcome {
  const [verbWord, name, ...rest] = context.words;
  const verb = foldCase(verbWord ?? '');
  const sets = context.node.doubleTake.replicationSets;
  if (verb === 'list')
    return done(sets.map((set) => `${set.name}${set.saved ? '' : ' (not saved)'}`).join('\n'));
  if (!['create', 'delete', 'save', 'show', 'preview', 'rename', 'rule'].includes(verb)) {
    return unexpected(verbWord, 'create, delete, save, show, preview, list, rename or rule');
  }
  if (name === undefined || name.trim() === '') return refuse(87, 'Name is required.');
  if (verb === 'create') return createSet(context, name);
  const set = findReplicationSet(context.node, name);
  if (set === null)
    return refuse(
      87,
      `There is no replication set "${name}" on ${context.node.name}; upper and lower case count.`,
    );
  if (verb === 'show')
    return done(
      [`${set.name}${set.saved ? '' : ' (not saved)'}`, ...set.rules.map(ruleText)].join('\n'),
    );
  if (verb === 'preview') return previewSet(context, set);
  if (verb === 'rule') return changeRules(context, set, rest);
  return changeSet(context, set, verb, rest[0]);
}

/** A rule as the product writes it. */
function ruleText({ path, type, recurse }: Rule): string {
  return `${path} ${type === 'include' ? 'inc' : 'exc'}${recurse ? ', rec' : ''}`;
}

function createSet({ world, node, begin }: LineContext, name: string): Outcome {
  if (findReplicationSet(node, name) !== null)
    return refuse(87, `There is a replication set "${name}" on ${node.name} already.`);
  begin();
  node.doubleTake.replicationSets.push({ name, saved: false, rules: [], savedRules: null });
  report(world, 'replication', node, `replication set ${name} created on ${node.name}`);
  return done(`Replication set ${name} created; it is not saved yet.`);
}

function changeSet(
  { world, node, begin }: LineContext,
  set: ReplicationSet,
  verb: string,
  to: string | undefined,
): Outcome {
  const isNameless = to === undefined || to.trim() === '';
  if (verb === 'rename' && (isNameless || findReplicationSet(node, to) !== null)) {
    return refuse(
      87,
      isNameless
        ? 'Name is required.'
        : `There is a replication set "${to}" on ${node.name} already.`,
    );
  }
  if (
    verb === 'delete' &&
    world.connections.some((each) => each.source === node && each.replicationSet === set.name)
  ) {
    return refuse(87, `The replication set ${set.name} is connected; disconnect it first.`);
  }
  if (verb === 'save' && set.saved) return done(`${set.name} is saved already.`);
  begin();
  report(
    world,
    'replication',
    node,
    `replication set ${set.name}: ${verb}${to === undefined ? '' : ` to ${to}`}`,
  );
  if (verb === 'save') Object.assign(set, { saved: true, savedRules: [...set.rules] });
  if (verb === 'rename') set.name = to ?? set.name;
  if (verb === 'delete')
    node.doubleTake.replicationSets = node.doubleTake.replicationSets.filter(
      (each) => each !== set,
    );
  return done(`${set.name}: ${verb}.`);
}

function changeRules(
  { world, node, begin }: LineContext,
  set: ReplicationSet,
  words: readonly string[],
): Outcome {
  const [verb = '', path = '', typeWord = '', recurseWord, ...more] = words;
  if (!isRulePath(path)) {
    return refuse(
      87,
      `"${path}" cannot be the path of a rule; expected a drive, folders and a name, such as S:\\Orders\\*.txt, at most ${String(PATH_CHARACTERS_MAX)} characters.`,
    );
  }
  if (isSameName(verb, 'remove')) {
    if (!set.rules.some((rule) => isSameName(rule.path, path)))
      return refuse(87, `${set.name} has no rule for ${path}.`);
    begin();
    set.rules = set.rules.filter((rule) => !isSameName(rule.path, path));
  } else if (isSameName(verb, 'add')) {
    const type = foldCase(typeWord);
    if (type !== 'include' && type !== 'exclude') return unexpected(words[2], 'include or exclude');
    if ((recurseWord !== undefined && !isSameName(recurseWord, 'recurse')) || more.length > 0)
      return unexpected(more[0] ?? recurseWord, 'recurse or nothing');
    const rule: Rule = { path, type, recurse: recurseWord !== undefined };
    const rules = withRule(set.rules, rule);
    if (rules === set.rules) return done(`${set.name} has this rule already, or a wider one.`);
    begin();
    set.rules = [...rules];
  } else {
    return unexpected(words[0], 'add or remove');
  }
  set.saved = false;
  report(
    world,
    'replication',
    node,
    `replication set ${set.name} on ${node.name}: ${set.rules.map(ruleText).join('; ') || 'no rule'}`,
  );
  return done(set.rules.map(ruleText).join('\n'));
}

/** A drive, folders, and a last part that may hold `*` and `?`; it need not exist, or be visible from here. */
function isRulePath(path: string): boolean {
  if (!/^[a-zA-Z]:\\[^"<>|/:]*$/.test(path) || path.length > PATH_CHARACTERS_MAX) return false;
  const parts = path.slice(3).replace(/\\$/, '').split('\\');
  return parts.every(
    (part, index) =>
      (part !== '' || parts.length === 1) &&
      !/^\.+$/.test(part) &&
      (index === parts.length - 1 || !/[*?]/.test(part)),
  );
}

function previewSet({ world, node }: LineContext, set: ReplicationSet): Outcome {
  const lines = drivesOf(set.rules).flatMap((drive) => {
    const volume = volumeOn(world, node, drive);
    if (volume === null) return [`${drive} is not online on ${node.name}.`];
    return filesIn(volume, set.rules).map((file) => volume.drive + file.path);
  });
  return done(lines.join('\n'));
}
