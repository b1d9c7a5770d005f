import { css } from 'lit';

import { consoleSessionStyles } from '../console-session/console-session.styles.ts';

const ownStyles = css`
  .menus {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding: 2px 12px 6px;
  }
  .file-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px;
    padding-block: 6px;
    padding-right: 12px;
  }
  .file-head .part {
    padding-block: 0;
  }
  .files {
    overflow: visible;
  }
  section + section {
    border-top: 1px solid var(--line-2);
  }
`;

/** The Management Console: servers on the left, rules, files and statistics on the right. */
export const managementConsoleStyles = [consoleSessionStyles, ownStyles];
