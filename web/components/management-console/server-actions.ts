import { quoteWord, type ConnectionSnapshot } from '../../../workers/api.ts';
import type { MenuChoice } from '../console-menu/console-menu.ts';
import { ruleLine } from './set-dialogs.ts';
import type { Server, SetSnapshot } from './servers.ts';

/** What can be done with a server. */
export function serverActions({ service }: Server): MenuChoice[] {
  if (!service.installed) return [opens('install', 'Install Double-Take…')];
  const switches = [
    runs('Start Service', 'dt start'),
    runs('Stop Service', 'dt stop'),
    runs('Restart Service', 'dt restart'),
  ];
  return service.running
    ? [
        opens('properties', 'Properties…'),
        opens('new-set', 'New Replication Set…'),
        opens('connect', 'Connect…'),
        opens('new-script', 'New Script…'),
        ...switches.slice(1),
      ]
    : switches.slice(0, 1);
}

/** What can be done with a replication set. */
export function setActions({ name }: SetSnapshot): MenuChoice[] {
  const word = quoteWord(name);
  return [
    runs('Properties', `dt repset show ${word}`),
    runs('Preview', `dt repset preview ${word}`),
    opens('connect', 'Connect…'),
    opens('rename', 'Rename…'),
    opens('delete', 'Delete…'),
  ];
}

/** What can be done with a rule. */
export function ruleActions(set: string, path: string): MenuChoice[] {
  return [runs('Remove', ruleLine(set, 'remove', quoteWord(path)))];
}

/**
 * What can be done with an entry of the file tree.
 *
 * @param hasRule  whether a rule names just this path
 */
export function fileActions(
  set: string,
  { path, isFolder, hasRule }: { path: string; isFolder: boolean; hasRule: boolean },
): MenuChoice[] {
  const word = quoteWord(path);
  const rule = (type: string, ...more: string[]): string =>
    ruleLine(set, 'add', word, type, ...more);
  return [
    ...(isFolder
      ? [
          runs('Include, with all below', rule('include', 'recurse')),
          runs('Include the files of this folder', rule('include')),
          runs('Exclude, with all below', rule('exclude', 'recurse')),
        ]
      : [runs('Include', rule('include')), runs('Exclude', rule('exclude'))]),
    ...(hasRule ? ruleActions(set, path) : []),
  ];
}

/** The menus of a connection. */
export function connectionMenus({
  id,
  address,
}: ConnectionSnapshot): readonly { readonly words: string; readonly choices: MenuChoice[] }[] {
  const number = String(id);
  return [
    {
      words: 'Mirror',
      choices: [
        opens('mirror', 'Start…'),
        runs('Stop', `dt mirror stop ${number}`),
        runs('Pause', `dt mirror pause ${number}`),
        runs('Resume', `dt mirror resume ${number}`),
      ],
    },
    {
      words: 'Replication',
      choices: [
        runs('Start', `dt replication start ${number}`),
        runs('Stop', `dt replication stop ${number}`),
      ],
    },
    {
      words: 'Transmission',
      choices: [
        runs('Start', `dt transmit start ${number}`),
        runs('Stop', `dt transmit stop ${number}`),
        runs('Pause', `dt transmit pause ${number}`),
        runs('Resume', `dt transmit resume ${number}`),
        opens('limit', 'Limit Bandwidth…'),
        runs('Compression on', `dt compression ${address} on`),
        runs('Compression off', `dt compression ${address} off`),
      ],
    },
    {
      words: 'Connection',
      choices: [
        runs('All Statistics', `dt statistics ${number}`),
        opens('verify', 'Verify…'),
        opens('orphans', 'Orphans…'),
        runs('Disconnect', `dt disconnect ${number}`),
      ],
    },
  ];
}

function runs(words: string, line: string): MenuChoice {
  return { id: line, words, line };
}

function opens(id: string, words: string): MenuChoice {
  return { id, words, line: null };
}
