import { foldCase } from '../text.ts';
import type { ClusterNode, ReplicationSet, Rule } from '../world.ts';

/** A set by its name, upper and lower case told apart. */
export function findReplicationSet(node: ClusterNode, name: string): ReplicationSet | null {
  return node.doubleTake.replicationSets.find((set) => set.name === name) ?? null;
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

/** A rule names a file, a folder, or files by a wildcard in its last part; `recurse` takes in what lies below. */
function ruleMatches(rule: Rule, foldedPath: string): boolean {
  const rulePath = foldCase(rule.path);
  if (foldedPath === rulePath) return true;
  const nameAt = foldedPath.lastIndexOf('\\') + 1;
  const folder = foldedPath.slice(0, nameAt);
  const ruleNameAt = rulePath.lastIndexOf('\\') + 1;
  const rulePattern = rulePath.slice(ruleNameAt);
  if (rulePattern.includes('*') || rulePattern.includes('?')) {
    return (
      isWithin(folder, rulePath.slice(0, ruleNameAt), rule.recurse) &&
      matchesWildcard(rulePattern, foldedPath.slice(nameAt))
    );
  }
  return isWithin(folder, rulePattern === '' ? rulePath : `${rulePath}\\`, rule.recurse);
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
