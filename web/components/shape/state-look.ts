import { html, type TemplateResult } from 'lit';

import type { GroupState, NodeState, ResourceState } from '../../../workers/api.ts';
import { shape, type ShapeName } from './shape.ts';

/** Colour role of a state word: the suffix of `.state--…` in the shared controls. */
export type Tone = 'ok' | 'caution' | 'failed' | 'pending' | 'partial' | 'off';

/** How a state looks: shape first, then its word, then a tone. */
export interface StateLook {
  readonly shape: ShapeName;
  readonly tone: Tone;
  readonly word: string;
}

const RESOURCE: Readonly<Record<ResourceState, StateLook>> = {
  Online: { shape: 'disc', tone: 'ok', word: 'Online' },
  Offline: { shape: 'hollow', tone: 'off', word: 'Offline' },
  Failed: { shape: 'square-x', tone: 'failed', word: 'Failed' },
  'Online Pending': { shape: 'dashed', tone: 'pending', word: 'Online Pending' },
  'Offline Pending': { shape: 'dashed', tone: 'pending', word: 'Offline Pending' },
};

const GROUP: Readonly<Record<GroupState, StateLook>> = {
  Online: RESOURCE.Online,
  Offline: RESOURCE.Offline,
  Failed: RESOURCE.Failed,
  'Partially Online': { shape: 'half', tone: 'partial', word: 'Partially Online' },
  Pending: { shape: 'dashed', tone: 'pending', word: 'Pending' },
};

const NODE: Readonly<Record<NodeState, StateLook>> = {
  Up: { shape: 'disc', tone: 'ok', word: 'Up' },
  Paused: { shape: 'half', tone: 'partial', word: 'Paused' },
  Joining: { shape: 'dashed', tone: 'pending', word: 'Joining' },
  Down: { shape: 'slash', tone: 'off', word: 'Down' },
};

const UNREACHABLE: StateLook = { shape: 'unknown', tone: 'off', word: 'Unreachable' };

/** Look of a resource; without power there is nobody to ask, so *Online* would be a claim. */
export function resourceLook(state: ResourceState, powered = true): StateLook {
  if (powered) return RESOURCE[state];
  return state === 'Online' ? UNREACHABLE : { ...RESOURCE[state], shape: 'slash', tone: 'off' };
}

/** Look of a group; *Unreachable* when its cluster has no power. */
export function groupLook(state: GroupState, powered = true): StateLook {
  return powered ? GROUP[state] : UNREACHABLE;
}

/** Look of a cluster node. */
export function nodeLook(state: NodeState): StateLook {
  return NODE[state];
}

/** Milliseconds of virtual time in which the hands of a pending state turn once. */
const HANDS_TURN_MS = 2000;

/**
 * Shape and word together.
 *
 * @param atMs  virtual time that turns the hands of a pending state; 0 keeps them still
 */
export function stateWord(look: StateLook, atMs = 0): TemplateResult {
  const turn =
    look.shape === 'dashed' ? Math.round(((atMs % HANDS_TURN_MS) / HANDS_TURN_MS) * 360) : 0;
  return html`<span class="state state--${look.tone}"
    >${shape(look.shape, turn)}${look.word}</span
  >`;
}
