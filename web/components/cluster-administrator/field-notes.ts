import type { FieldNotes } from '../console-dialog/dialog-spec.ts';

/** What the fields of a group are for. */
export const GROUP_NOTES: FieldNotes = {
  name: 'Once in the cluster. The other cluster may use it too, and has to if scripts there name it.',
  Description: 'Words for people; the cluster never reads them.',
  owners:
    'Their order says where the group goes first, and where it comes back to. With none it never fails back by itself.',
  FailoverThreshold: 'So many failovers within the period; after that the group stays down.',
  FailoverPeriod: 'Hours over which failovers are counted, at most 1193.',
  AutoFailbackType: 'Failback needs a preferred owner; without one this changes nothing.',
  when: 'Immediately means: as soon as the preferred owner is a member again.',
  FailbackWindowStart: 'Hour of the day, by the clock of the cluster.',
  FailbackWindowEnd: 'Outside these hours the group waits where it is.',
};

/** What the fields of a resource are for, whatever its type. */
export const RESOURCE_NOTES: FieldNotes = {
  name: 'Once in the cluster, whatever the type. Scripts and commands use this name.',
  Description: 'Words for people; the cluster never reads them.',
  type: 'What it is and how it is checked. It cannot be changed later.',
  group: 'A resource comes online where its group is. What it depends on stands in the same group.',
  separate: 'Its checks run in a process of their own, so that a check that hangs stops no other.',
  SeparateMonitor:
    'Its checks run in a process of their own, so that a check that hangs stops no other.',
  owners: 'On any other node it is not brought online, and its group does not come up there whole.',
  dependencies: 'These come online before it and go offline after it.',
  RestartAction: 'To affect the group means: after the last attempt the whole group moves on.',
  RestartThreshold: 'Attempts to restart on the same node within the period.',
  RestartPeriod: 'Attempts older than this are forgotten.',
  LooksAlivePollInterval: 'The quick check. When it fails, the thorough one follows at once.',
  IsAlivePollInterval: 'The thorough check. When it fails, the resource has failed.',
  PendingTimeout: 'How long it may take to come online or go offline before it has failed.',
  Address: 'Fixed, in the subnet of the cards, and answered by nobody else.',
  SubnetMask: 'That of the clients’ network.',
  Network: 'The cards on which the address answers: those that clients reach.',
  EnableNetBIOS: 'Without it no network name can rest on this address.',
  Name: 'What clients type: 1 to 15 characters, used by no other machine of the domain.',
  Drive: 'A whole shared disk, by its letter. The quorum’s is not offered.',
  ReplicationSet: 'Letter by letter as on both nodes: capitals count.',
  Target:
    'An address of the other cluster that stays there; the clients’ own address would come along at a failover.',
  InteractWithDesktop: 'Lets the service show windows. Nothing in the lab depends on it.',
  UserName: 'With whose rights the connection is made. It is kept and not checked.',
  Password: 'Never shown again, but the line that sets it holds it.',
  Domain: 'The domain of the user.',
  CommandLine: 'What is started. It is checked by whether it still runs.',
  ServiceName: 'The service that is started instead of a command.',
};
