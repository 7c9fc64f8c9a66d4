/** Draws what stands in the cells of the preview's grid, each in at most two lines. */

import { html, nothing, type TemplateResult } from 'lit';

import type { Texts } from '../../../strings/texts.js';
import { renderFate } from '../row-fate.js';
import type { Fated, Said } from './faces.js';

/** Old above new, or what the record will say; below it what is wrong. */
export function drawSaid(said: Said, texts: Texts, isHere: boolean): TemplateResult {
  return html`${said.before === undefined ? drawValue(said, texts) : drawChange(said, said.before, texts)}
  ${said.issue ? drawIssue(texts.issue(said.issue), said.issue.note === true, isHere) : nothing}`;
}

/** What happens to a row, and why. */
export function drawFate(fated: Fated, elsewhere: string[], texts: Texts): TemplateResult {
  return html`${renderFate(fated.what, fated.why, texts.strings)}
  ${elsewhere.map((it) => html`<span class="say" title=${it}>${it}</span>`)}`;
}

/** A row that is on its way. */
export function drawSkeleton(): TemplateResult {
  return html`<span class="skeleton"></span>`;
}

function drawValue({ text, isKept, issue }: Said, texts: Texts): TemplateResult {
  const title = isKept ? texts.strings.preview.kept(text) : issue?.note ? texts.issue(issue) : text;
  return html`<div class="cell ${isKept ? 'kept' : ''}" title=${title}>${text}</div>`;
}

function drawChange({ text }: Said, before: string, texts: Texts): TemplateResult {
  const words = texts.strings.preview;
  const change = words.change(before, text);
  return html`<div class="change" title=${change}>
    <span class="hidden-text">${change}</span>
    <del aria-hidden="true">${before || words.empty}</del>
    <ins aria-hidden="true">${text || words.empty}</ins>
  </div>`;
}

/** What is wrong is always read; what is only remarked, in half of all rows maybe, where somebody stands. */
function drawIssue(said: string, isNote: boolean, isHere: boolean): TemplateResult {
  if (isNote && !isHere) return html`<span class="hidden-text">${said}</span>`;
  return html`<span class="say" title=${said}>${said}</span>`;
}
