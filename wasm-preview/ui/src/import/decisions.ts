/** What a person decides about the file's rows: each decision makes another plan, which is checked anew. Draws nothing. */

import type { CellEdit, ImportOptions, ImportPlan, Template } from '@gangway/engine';

import type { Comparison } from './preview/known.js';
import { giveMeaning } from './mapping.js';
import type { Reading } from './reading.js';
import type { Templates } from './templates.js';

export class Decisions {
  /** Whether a person decided something that a draft holds. */
  made = false;

  private readonly reading: Reading;
  private readonly comparison: Comparison;
  private readonly templates: Templates;
  private readonly decided: () => void;

  /** `decided` hears of each decision before the plan changes. */
  constructor(reading: Reading, comparison: Comparison, templates: Templates, decided: () => void) {
    this.reading = reading;
    this.comparison = comparison;
    this.templates = templates;
    this.decided = decided;
  }

  /** Takes a plan whose columns go elsewhere, or are read otherwise. */
  remap(plan: ImportPlan): void {
    this.decide();
    this.reading.revise(plan, 'mapping');
  }

  /** Changes options. */
  configure(change: Partial<ImportOptions>): void {
    const { plan } = this.reading;
    if (!plan) return;
    this.decide();
    if ('match_rule' in change) this.comparison.forget();
    this.reading.revise({ ...plan, options: { ...plan.options, ...change } }, 'options');
  }

  /** Says what a text of a column means. */
  give(column: number, text: string, meaning: string | undefined): void {
    const { plan } = this.reading;
    if (!plan) return;
    this.decide();
    this.reading.revise(giveMeaning(plan, column, text, meaning), 'options');
  }

  /** Corrects cells; together they are one step back. */
  correct(cells: readonly CellEdit[]): void {
    this.decide();
    this.reading.correct(this.reading.edits.with(cells));
  }

  /** Takes the last correction back. */
  undo(): void {
    this.reading.correct(this.reading.edits.undone());
  }

  /** Makes it again. */
  redo(): void {
    this.reading.correct(this.reading.edits.redone());
  }

  /** Keeps the mapping and the options for the next file with this header row. */
  async keepTemplate(name: string): Promise<Template> {
    const { plan } = this.reading;
    if (!plan) throw new Error('there is no plan to keep');
    const kept = await this.templates.keep(name, plan);
    this.reading.named(kept.slug);
    return kept;
  }

  private decide(): void {
    this.made = true;
    this.decided();
  }
}
