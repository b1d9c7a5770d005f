import { sortedFiles } from '../storage/volume.ts';
import { foldCase, raiseCase } from '../text.ts';
import type { ClusterNode, ReplicationSet, Rule, Volume, VolumeFile } from '../world.ts';

/** A set by its name, upper and lower case told apart. */
export function findReplicationSet(node: ClusterNode, name: string): ReplicationSet | null {
  return node.doubleTake.replicationSets.find((set) => set.name === name) ?? null;
}

/** The rules that a new connection takes: those last saved, or those typed when it never was. */
export function rulesInUse(set: ReplicationSet): readonly Rule[] {
  return (set.savedRules ?? set.rules).map((rule) => ({ ...rule }));
}

/** Drives that rules name, in order. */
export function drivesOf(rules: readonly Rule[]): string[] {
  return [...new Set(rules.map((rule) => raiseCase(rule.path.slice(0, 2))))].sort();
}

/** Whether the rules select a file: some include matches and no exclude does. @param path  with its drive */
export function isSelected(rules: readonly Rule[], path: string): boolean {
  const folded = foldCase(path);
  let isIncluded = false;
  for (const rule of rules) {
    if (!ruleMatches(rule, folded)) continue;
    if (rule.type === 'exclude') return false;
    isIncluded = true;
  }
  return isIncluded;
}

/** The files of a volume that the rules select, in path order. */
export function filesIn(volume: Volume, rules: readonly Rule[]): VolumeFile[] {
  return sortedFiles(volume).filter((file) => isSelected(rules, volume.drive + file.path));
}

/** What rules in use say of paths, by drive: the same few files are written again and again. */
const selections = new WeakMap<readonly Rule[], Map<string, Map<string, boolean>>>();
/** Paths of one drive that are remembered. */
const PATHS_MAX = 4096;

/** As `isSelected`, of rules that never change, for what is asked at every write. @param path  without its drive */
export function isWriteSelected(rules: readonly Rule[], drive: string, path: string): boolean {
  const paths = rememberedPaths(rules, drive);
  const known = paths.get(path);
  if (known !== undefined) return known;
  const selected = isSelected(rules, drive + path);
  if (paths.size >= PATHS_MAX) paths.clear();
  paths.set(path, selected);
  return selected;
}

function rememberedPaths(rules: readonly Rule[], drive: string): Map<string, boolean> {
  const drives = selections.get(rules) ?? new Map<string, Map<string, boolean>>();
  const paths = drives.get(drive) ?? new Map<string, boolean>();
  if (paths.size > 0) return paths;
  selections.set(rules, drives.set(drive, paths));
  return paths;
}

/** Whether a rule takes a file out of the set. @param path  with its drive */
export function isExcluded(rules: readonly Rule[], path: string): boolean {
  const folded = foldCase(path);
  return rules.some((rule) => rule.type === 'exclude' && ruleMatches(rule, folded));
}

/** Whether a file lies in the folder of a rule, or below it where the rule recurses, its name aside. */
export function liesUnder(rule: Rule, path: string): boolean {
  const folded = foldCase(path);
  const rulePath = foldCase(rule.path);
  const folder = folded.slice(0, folded.lastIndexOf('\\') + 1);
  if (!hasWildcard(rulePath)) return ruleMatches(rule, folded);
  return isWithin(folder, rulePath.slice(0, rulePath.lastIndexOf('\\') + 1), rule.recurse);
}

/**
 * Puts a rule in: a recursive rule swallows those of its own type below its root that do not recurse.
 *
 * @returns the rules then; the same list when the new one is swallowed itself, or there already
 */
export function withRule(rules: readonly Rule[], rule: Rule): readonly Rule[] {
  if (rules.some((each) => swallows(each, rule))) return rules;
  return [...rules.filter((each) => !swallows(rule, each)), rule];
}

function swallows(upper: Rule, lower: Rule): boolean {
  if (upper.type !== lower.type) return false;
  const root = foldCase(upper.path);
  const path = foldCase(lower.path);
  if (root === path) return upper.recurse || !lower.recurse;
  if (!upper.recurse || lower.recurse || hasWildcard(root)) return false;
  return path.startsWith(root.endsWith('\\') ? root : `${root}\\`);
}

/** A rule names a file, a folder, or files by a wildcard in its last part; `recurse` takes in what lies below. */
function ruleMatches(rule: Rule, foldedPath: string): boolean {
  const rulePath = foldCase(rule.path);
  if (foldedPath === rulePath) return true;
  const nameAt = foldedPath.lastIndexOf('\\') + 1;
  const folder = foldedPath.slice(0, nameAt);
  const ruleNameAt = rulePath.lastIndexOf('\\') + 1;
  const rulePattern = rulePath.slice(ruleNameAt);
  if (hasWildcard(rulePattern)) {
    return (
      isWithin(folder, rulePath.slice(0, ruleNameAt), rule.recurse) &&
      matchesWildcard(rulePattern, foldedPath.slice(nameAt))
    );
  }
  return isWithin(folder, rulePattern === '' ? rulePath : `${rulePath}\\`, rule.recurse);
}

function hasWildcard(path: string): boolean {
  return path.includes('*') || path.includes('?');
}

function isWithin(folder: string, ruleFolder: string, recurse: boolean): boolean {
  return recurse ? folder.startsWith(ruleFolder) : folder === ruleFolder;
}

/** `*` any run, `?` any one character; two pointers, so that no pattern costs more than pattern × name. */
function matchesWildcard(pattern: string, name: string): boolean {
  let patternIndex = 0;
  let nameIndex = 0;
  let starIndex = -1;
  let retryIndex = 0;
  while (nameIndex < name.length) {
    const wanted = pattern[patternIndex];
    if (wanted === '*') {
      starIndex = patternIndex++;
      retryIndex = nameIndex;
    } else if (wanted === '?' || wanted === name[nameIndex]) {
      patternIndex++;
      nameIndex++;
    } else if (starIndex >= 0) {
      patternIndex = starIndex + 1;
      nameIndex = ++retryIndex;
    } else {
      return false;
    }
  }
  while (pattern[patternIndex] === '*') patternIndex++;
  return patternIndex === pattern.length;
}
