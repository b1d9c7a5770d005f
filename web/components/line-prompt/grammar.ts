/*
 * The command language as far as Tab completes it: one pattern a line. A word of a pattern is what may stand there,
 * `a|b`; `<slot>` stands for names of the lab, see `slots.ts`, or for a value, see `slot-words.ts`; `*` before a word
 * says that it goes on being offered.
 */
export const GRAMMAR: readonly (readonly string[])[] = `
cluster <cluster>|node|group|resource|/quorum
cluster node <own> /status|/pause|/resume|/evict|/properties
cluster group <group> /status|/online|/offline|/moveto:<own>|/create|/delete|/rename:|/listowners|/setowners:<own>|/properties|/node:<own> */wait:
cluster resource <resource> /status|/online|/offline|/fail|/create|/delete|/rename:|/addowner:<own>|/removeowner:<own>|/listowners|/moveto:<group>|/listdependencies|/adddependency:<resource>|/removedependency:<resource>|/properties|/privproperties */group:<group>|/type:<type>|/wait:
dt install|start|stop|restart|get|set|repset|connect|disconnect|connections|statistics|mirror|replication|transmit|limit|compression|verify|orphans|restore
dt install /transactional
dt get <setting>
dt set <setting> <value>|0|1
dt repset create|delete|save|show|preview|list|rename|rule
dt repset create <new-name>
dt repset delete|save|show|preview <set>
dt repset rename <set> <new-name>
dt repset rule <set> add|remove <path> include|exclude recurse
dt connect <set> <address> *mirror|newer
dt disconnect|statistics <connection>
dt mirror start|stop|pause|resume <connection> full|differences|checksum newer
dt replication start|stop <connection>
dt transmit start|stop|pause|resume <connection>
dt limit <address> <kbps>|none from <clock> to <clock>
dt compression <address> on|off
dt verify <connection> *remirror|newer|checksum
dt orphans <address> report|delete|move|off
dt restore <set>|stop source <node> from <node> to <node> *map|overwrite|checksum|orphans|set|writeback
fcc add|set|check|uncheck|scripts|remove|status|failover|failback|answer|intervene
fcc add <address> <name> *interval|missed|trigger|items|shr|manual|active
fcc set <monitored> *interval|missed|trigger|items|shr|manual|active
fcc check|uncheck|remove|failover|failback <monitored>
fcc scripts <monitored> *pre-failover|post-failover|pre-failback|post-failback
fcc answer <monitored> continue|stop
fcc intervene <monitored> failover|wait
dir|type|del|xxh3|run|md|attrib <path>
write|cacls <path> <text>
fill <path> <size> <seed>
truncate <path> <size>
copy|move <path> <path>
fault power|site|nic|link|network|monitor|service|resource|disk|flip|list|clear
fault power <node> off|on
fault site <site> off|on
fault nic <node> <network> cut|restore
fault link replication cut|restore|rate|latency|loss
fault link replication rate <kbps>
fault link replication latency <ms>
fault link replication loss <percent>
fault network public cut|restore
fault monitor cut|restore
fault service <node> dt|cluster stop|start
fault resource <any-resource> on <site>|<node>
fault disk <site> <drive> stall|restore|fill
fault flip <site> <path> <block> <bit>
fault clear <fault>|all
client start|stop|rate|status|orders
client rate <rate>
client orders <last>
host <node> os|domain|role|licence
host <node> os nt4sp3|nt4sp4|w2kpro|w2kas|w2kdc
host <node> domain <new-name>
host <node> role member|controller
host <node> licence on|off
lab run|until|status|ledger|alarms|explain|compare|digest|events|set|get|undo|redo
lab run 10s|30s|60s
lab until <cel> within <time>
lab events <last>
lab explain <alarm>
lab compare <set>
lab get <duration>
lab set <duration> <value>
ping <address>
help cluster|dt|fcc|files|fault|client|host|lab|ping
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

/** What may follow a word that takes a value, wherever it stands. */
const VALUES: Readonly<Record<string, string>> = {
  mirror: 'full|differences|checksum|none',
  overwrite: 'always|newer|never',
  checksum: 'on|off',
  orphans: 'keep|delete|move',
  set: 'backup|original',
  writeback: 'on|off',
  map: '<drive>',
  trigger: 'all|one',
  items: 'none|ip|name|shares|ip,name|ip,name,shares',
  shr: 'on|off',
  manual: 'on|off',
  active: 'on|off',
  'pre-failover': '<path>',
  'post-failover': '<path>',
  'pre-failback': '<path>',
  'post-failback': '<path>',
};

/**
 * What may follow a key of a line.
 *
 * @param verb  the line's second word: `dt verify` takes `checksum` alone
 */
export function valuesBehind(key: string, verb: string): string | undefined {
  return Object.hasOwn(VALUES, key) && verb !== 'verify' ? VALUES[key] : undefined;
}
