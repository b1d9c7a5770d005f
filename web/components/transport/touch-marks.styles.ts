import { css } from 'lit';

/** Marks for fingers: a list in the right gutter in place of its buttons, on a phone in place of one key. */
export const touchMarksStyles = css`
  lab-mark-menu {
    display: none;
    flex: none;
  }
  @media (pointer: coarse) {
    .keys--end lab-mark-menu {
      display: block;
    }
  }
  @container lab (max-width: 839px) {
    .keys:not(.keys--end) lab-mark-menu {
      display: block;
    }
    .keys .back {
      display: none; /* the list leads back as well */
    }
  }
`;
