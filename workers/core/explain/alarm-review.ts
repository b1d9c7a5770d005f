import { ALARM_RULES } from './alarm-rules.ts';
import type { AlarmRule, Finding } from './alarm-rule.ts';
import { chainOf } from './chain.ts';
import { afterByItself, report, withCause } from '../happen.ts';
import type { Alarm, World } from '../world.ts';

/** How often the state of the world is looked at, virtual ms. */
const REVIEW_MS = 1000;

/** Lets the alarms be reviewed each second, by itself. */
export function startAlarmReview(world: World): void {
  afterByItself(world, REVIEW_MS, () => {
    reviewAlarms(world);
    startAlarmReview(world);
  });
}

/** Looks at the state of the world once. */
export function reviewAlarms(world: World): void {
  for (const rule of ALARM_RULES) {
    const standing = standingOf(world, rule.code);
    if (standing !== null && rule.lasts) continue;
    const finding = rule.look(world);
    if (finding?.text === standing?.text) {
      world.alarms.changesSinceMs.delete(rule.code);
    } else if (hasLasted(world, rule, finding)) {
      world.alarms.changesSinceMs.delete(rule.code);
      if (standing !== null) endAlarm(world, standing);
      if (finding !== null) beginAlarm(world, rule, finding);
    }
  }
}

function hasLasted(world: World, rule: AlarmRule, finding: Finding | null): boolean {
  const { changesSinceMs } = world.alarms;
  const sinceMs = changesSinceMs.get(rule.code) ?? world.nowMs;
  changesSinceMs.set(rule.code, sinceMs);
  return world.nowMs - sinceMs >= (finding === null ? rule.clearMs : rule.holdMs);
}

function standingOf(world: World, code: string): Alarm | null {
  for (const alarm of world.alarms.standing) if (alarm.code === code) return alarm;
  return null;
}

function beginAlarm(world: World, rule: AlarmRule, finding: Finding): void {
  const symptom = finding.event();
  withCause(world, symptom, () => {
    const event = report(world, 'alarm', null, `alarm ${rule.code}: ${finding.text}`);
    const chain = chainOf(world, finding, symptom, event);
    world.alarms.standing.push({
      code: rule.code,
      text: finding.text,
      cites: chain.at(-1)?.cites ?? [],
      sinceMs: world.nowMs,
      chain,
    });
  });
}

function endAlarm(world: World, alarm: Alarm): void {
  world.alarms.standing.splice(world.alarms.standing.indexOf(alarm), 1);
  report(world, 'alarm', null, `alarm ${alarm.code} is over: ${alarm.text}`);
}
