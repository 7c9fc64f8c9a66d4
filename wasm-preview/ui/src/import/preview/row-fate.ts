/** What will happen to one row, and why: a badge and a line below it. */

import { html, nothing, type TemplateResult } from 'lit';

import type { Strings } from '../../strings/texts.js';
import type { Fate } from './outcomes.js';

const TONES = { create: 'good', update: 'accent', skip: 'warn', fail: 'bad' };

/** Draws it in the grid's own cell, where people and their screen readers copy and read rows as a whole. */
export function renderFate({ kind }: Fate, why: string, strings: Strings): TemplateResult {
  return html`<span class="badge ${TONES[kind]}">${strings.preview.fates[kind]}</span> ${
      why ? html`<span class="why">${why}</span>` : nothing
    }`;
}

/** Why it will happen; empty where the badge says it all. */
export function reasonOf(fate: Fate, inCrm: boolean, words: Strings['preview']): string {
  if ('leader' in fate && fate.leader !== undefined) return words.repeatsRow(fate.leader);
  return inCrm && fate.kind !== 'fail' ? words.inCrm : '';
}
