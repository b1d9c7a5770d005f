import { html, nothing, type TemplateResult } from 'lit';

import { quoteWord, type MonitorSnapshot } from '../../../workers/api.ts';
import type { MenuChoice } from '../console-menu/console-menu.ts';
import type { TreeItem } from '../console-tree/console-tree.ts';
import { stateWord } from '../shape/state-look.ts';
import { ITEMS, SCRIPT_SLOTS } from './monitor-fields.ts';
import { bulletLook } from './status-bar.ts';

/** What can be done with a monitor. */
export function monitorActions({ address, checked }: MonitorSnapshot): MenuChoice[] {
  const word = quoteWord(address);
  return [
    { id: 'edit', words: 'Edit…', line: null },
    { id: 'scripts', words: 'Scripts…', line: null },
    runs(
      checked ? 'Untick the address' : 'Tick the address',
      `fcc ${checked ? 'uncheck' : 'check'} ${word}`,
    ),
    runs('Failover', `fcc failover ${word}`),
    runs('Failback', `fcc failback ${word}`),
    { id: 'remove', words: 'Remove Monitor…', line: null },
  ];
}

function runs(words: string, line: string): MenuChoice {
  return { id: line, words, line };
}

/** Monitored machines with their addresses, a bullet left of each; an address is the id of its entry. */
export function monitorTree(monitors: readonly MonitorSnapshot[]): TreeItem[] {
  const names = [...new Set(monitors.map(({ name }) => name))];
  return names.flatMap((name) => {
    const mine = monitors.filter((monitor) => monitor.name === name);
    const [first] = mine;
    if (first === undefined) return [];
    return [
      {
        id: `machine ${name}`,
        words: name,
        icon: null,
        look: bulletLook(first),
        children: mine.map((monitor) => ({
          id: monitor.address,
          words: monitor.address,
          icon: null,
          look: bulletLook(monitor),
          children: [],
        })),
      },
    ];
  });
}

/** What is set for a monitor, and how it stands. */
export function monitorView(monitor: MonitorSnapshot): TemplateResult {
  const items = ITEMS.filter(({ item }) => monitor.items.includes(item)).map(({ label }) => label);
  const scripts = SCRIPT_SLOTS.filter(({ slot }) => monitor.scripts[slot] !== '');
  const seconds = monitor.intervalMs / 1000;
  const last = monitor.lastScript;
  return html`<dl class="facts">
    ${fact('Bullet', stateWord(bulletLook(monitor)))}
    ${fact('Time to Fail', timeToFailWords(monitor))}
    ${fact('Names to Monitor', monitor.checked ? `${monitor.address}, ticked` : `${monitor.address}, not ticked`)}
    ${fact('Interval × Missed Packets', `${String(seconds)} s × ${String(monitor.missed)} = ${String(seconds * monitor.missed)} s`)}
    ${fact('Failover Trigger', monitor.trigger === 'all' ? 'All addresses fail' : 'One address fails')}
    ${fact('Perform Failover Of', items.length === 0 ? 'nothing' : items.join(', '))}
    ${fact('.SHR Share Mapping File', monitor.shr ? 'used' : 'not used')}
    ${fact('Active Monitoring', monitor.active ? 'on' : 'off')}
    ${fact('Manual Intervention', monitor.manual ? 'required' : 'not required')}
    ${scripts.map(({ slot, label }) => fact(`${label} Script`, html`<code>${monitor.scripts[slot]}</code>`))}
    ${scripts.length === 0 ? fact('Scripts', 'none') : nothing}
    ${last === null ? nothing : fact('Script that ran last', html`<code>${last.path}</code>, exit ${last.exitCode}`)}
  </dl>`;
}

function timeToFailWords({ timeToFail }: MonitorSnapshot): string {
  if (timeToFail === '') return 'not monitored';
  return /^\d+$/.test(timeToFail) ? `${timeToFail} s` : timeToFail;
}

function fact(label: string, value: string | TemplateResult): TemplateResult {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** One answer to a prompt. */
interface Answer {
  readonly words: string;
  readonly line: string;
}

/**
 * The question that a monitor asks; nothing while it asks none.
 *
 * @param run  called with the line of the button that was pressed
 */
export function monitorPrompt(
  monitor: MonitorSnapshot,
  run: ((line: string) => void) | null,
): TemplateResult | typeof nothing {
  const word = quoteWord(monitor.address);
  const ping: Answer = { words: 'Ping', line: `ping ${word}` };
  if (monitor.state === 'AwaitingDecision') {
    return prompt(`Continue to monitor ${monitor.name}?`, run, [
      ping,
      { words: 'Continue', line: `fcc answer ${word} continue` },
      { words: 'Stop', line: `fcc answer ${word} stop` },
    ]);
  }
  return monitor.state === 'FailurePending'
    ? prompt(`${monitor.name} has not replied in time. Fail over?`, run, [
        ping,
        { words: 'Failover', line: `fcc intervene ${word} failover` },
        { words: 'Wait', line: `fcc intervene ${word} wait` },
      ])
    : nothing;
}

function prompt(
  question: string,
  run: ((line: string) => void) | null,
  answers: readonly Answer[],
): TemplateResult {
  return html`<section class="prompt" aria-label=${question}>
    <p role="status">${question}</p>
    <ul>
      ${answers.map(
        ({ words, line }) =>
          html`<li>
            <button
              class="btn"
              ?disabled=${run === null}
              @click=${() => {
                run?.(line);
              }}
            >
              ${words}
            </button>
            <code>${line}</code>
          </li>`,
      )}
    </ul>
  </section>`;
}
