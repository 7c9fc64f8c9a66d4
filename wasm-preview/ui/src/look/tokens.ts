/**
 * The one token sheet. A page changes the look by setting `--gangway-<name>` anywhere above a component; inside,
 * every rule speaks of `--g-<name>`. Light and dark follow the system, or the attribute `theme`.
 */

import { css, unsafeCSS, type CSSResult } from 'lit';

type Palette = Record<string, string>;

const LIGHT: Palette = {
  bg: '#f5f7f9',
  surface: '#ffffff',
  sunken: '#f0f3f6',
  line: '#e0e5eb',
  'line-strong': '#8492a3',
  text: '#17212e',
  'text-2': '#526072',
  accent: '#0a6870',
  'accent-hover': '#07545b',
  'on-accent': '#ffffff',
  'accent-soft': '#e2f1f2',
  good: '#17703e',
  'good-soft': '#e2f3e9',
  warn: '#855400',
  'warn-soft': '#fcf0d8',
  bad: '#b0261d',
  'bad-soft': '#fce9e7',
  shadow: '0 1px 2px rgb(15 30 50 / 6%), 0 4px 16px rgb(15 30 50 / 5%)',
};

const DARK: Palette = {
  bg: '#0e141b',
  surface: '#161e28',
  sunken: '#1b2531',
  line: '#2a3643',
  'line-strong': '#64748a',
  text: '#e7edf4',
  'text-2': '#a3b2c3',
  accent: '#56c5cd',
  'accent-hover': '#7ad5dc',
  'on-accent': '#062529',
  'accent-soft': '#12343a',
  good: '#6bd59b',
  'good-soft': '#12301f',
  warn: '#f0c060',
  'warn-soft': '#34280e',
  bad: '#ff968c',
  'bad-soft': '#3b1b19',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 4px 16px rgb(0 0 0 / 25%)',
};

function declare(palette: Palette): CSSResult {
  const lines = Object.entries(palette).map(
    ([name, value]) => `--g-${name}: var(--gangway-${name}, ${value});`,
  );
  return unsafeCSS(lines.join('\n'));
}

/** For the components that stand in a host page; what is inside them inherits. */
export const tokens = css`
  :host {
    color-scheme: light;
    ${declare(LIGHT)}
    --g-font: var(--gangway-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --g-size: var(--gangway-size, 14px);
    --g-radius: var(--gangway-radius, 8px);
    font: 400 var(--g-size) / 1.5 var(--g-font);
    color: var(--g-text);
  }
  :host([theme='dark']) {
    color-scheme: dark;
    ${declare(DARK)}
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      color-scheme: dark;
      ${declare(DARK)}
    }
  }
`;
