/** What will happen to one row, and why: a badge and a line below it. */

import type { KeyMatch, Module } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';

import type { Strings } from '../../strings/texts.js';
import type { RowFate } from './outcomes.js';
import { recordName } from './record-name.js';

const TONES = { create: 'good', update: 'accent', unchanged: '', skip: 'warn', fail: 'bad' };

/** Draws it in the grid's own cell, where people and their screen readers copy and read rows as a whole. */
export function renderFate({ kind }: RowFate, why: string, strings: Strings): TemplateResult {
  return html`<span class="badge ${TONES[kind]}">${strings.preview.fates[kind]}</span> ${
      why ? html`<span class="why">${why}</span>` : nothing
    }`;
}

/** Why it will happen; empty where the badge says it all. `inCrm` where a record is known to have the row's key. */
export function reasonOf(
  fate: RowFate,
  match: KeyMatch | undefined,
  inCrm: boolean,
  module: Module,
  strings: Strings,
): string {
  const words = strings.preview;
  if (fate.kind === 'fail') return fate.code ? strings.issues[fate.code] : '';
  if ('leader' in fate && fate.leader !== undefined) return words.repeatsRow(fate.leader);
  if (fate.kind === 'create') return '';
  if (match?.match === 'hidden') return words.hidden;
  if (match?.match === 'found') return words.sameAs(recordName(match.record, module));
  return inCrm ? words.inCrm : '';
}
