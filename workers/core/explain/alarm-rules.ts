import { ADDRESS_RULES } from './address-rules.ts';
import type { AlarmRule } from './alarm-rule.ts';
import { CONNECTION_RULES } from './connection-rules.ts';
import { DATA_RULES } from './data-rules.ts';
import { MONITOR_RULES } from './monitor-rules.ts';
import { OVERWRITING_RULES } from './overwriting-rules.ts';
import { RESOURCE_RULES } from './resource-rules.ts';
import { SCRIPT_RULES } from './script-rules.ts';
import { SERVICE_RULES } from './service-rules.ts';
import { SET_RULES } from './set-rules.ts';

/** Every alarm that the lab knows, in the order in which they are looked at. */
export const ALARM_RULES: readonly AlarmRule[] = [
  ...ADDRESS_RULES,
  ...RESOURCE_RULES,
  ...MONITOR_RULES,
  ...SCRIPT_RULES,
  ...SERVICE_RULES,
  ...CONNECTION_RULES,
  ...DATA_RULES,
  ...SET_RULES,
  ...OVERWRITING_RULES,
];
