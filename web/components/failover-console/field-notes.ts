import type { FieldNotes } from '../console-dialog/dialog-spec.ts';

/** What the fields of a monitor are for. */
export const MONITOR_NOTES: FieldNotes = {
  insert: 'A machine is found by its name; a virtual server only by its address.',
  machine: 'A server by its own name.',
  address: 'The address that clients use. It is asked for replies.',
  name: 'The name of the virtual server, as clients know it.',
  checked: 'An address that is not ticked is not asked.',
  interval: 'Seconds between two questions, 1 to 3600.',
  missed:
    'Replies that may stay out one after another, 1 to 100. Times the interval: time to fail.',
  trigger: 'Counts where one machine has several addresses that are ticked.',
  active: 'Off, nothing happens by itself: Failover has to be pressed.',
  manual: 'At the end of the time to fail a person is asked before anything moves.',
  'item-ip':
    'This node would answer the address itself. In a cluster a script brings it online instead.',
  'item-name': 'This node would take the name itself. In a cluster a script does that.',
  'item-shares': 'This node would open the shares itself, beside those of the cluster.',
  shr: 'Opens shares from a list that the source has written, if there is one.',
  'pre-failover': 'Runs before anything is taken over.',
  'post-failover':
    'Runs last: here the group is brought online. Where the disk is not, it is not found.',
  'pre-failback': 'Runs first: here the clients’ address is taken offline, and not the disk.',
  'post-failback': 'Runs when everything has been given back.',
};
