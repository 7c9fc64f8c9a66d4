/** Why a person cannot go on from a step yet, in a sentence. */

import type { ImportOptions, ImportPlan, Module } from '@gangway/engine';

import { isAhead } from '../look/instants.js';
import { conflicts, isEmpty, missing, undecidedDates } from './mapping.js';
import type { Saying } from '../strings/texts.js';
import type { Reading } from './reading.js';
import type { StepId } from './steps.js';

/** What keeps somebody in a step, if anything does. */
export function hurdleAt(
  step: StepId,
  reading: Reading,
  module: Module,
  at: string | undefined,
): Saying | undefined {
  const { plan } = reading;
  if (!plan)
    return reading.trouble ? (it) => it.strings.upload.chooseAnother : (it) => it.strings.upload.chooseFirst;
  if (step === 'map') return mappingHurdle(plan, reading, module);
  if (step === 'configure') return optionsHurdle(plan) ?? timeHurdle(at);
  return undefined;
}

function mappingHurdle(plan: ImportPlan, { checking }: Reading, module: Module): Saying | undefined {
  const twice = conflicts(plan, module)[0];
  if (twice) return (it) => it.strings.map.twice(twice);
  if (isEmpty(plan)) return (it) => it.strings.map.nothing;
  if (checking.state === 'stopped' && checking.trouble.code === 'date_order_unknown')
    return checking.trouble.say;
  // Before the survey has ended, nobody knows whether the column proves its order.
  const undecided = checking.state === 'done' ? undecidedDates(plan, module)[0] : undefined;
  if (undecided)
    return ({ strings }) => strings.map.undecided(strings.column(undecided.header, undecided.index));
  const absent = missing(plan, module);
  if (absent.length === 0) return undefined;
  return (it) => it.strings.map.missing(absent.map((field) => field.label));
}

/** `at` is the time that was chosen, if one was to be. */
export function timeHurdle(at: string | undefined): Saying | undefined {
  if (at === undefined || isAhead(at, new Date())) return undefined;
  return (it) => it.strings.configure.when.notAhead;
}

function optionsHurdle(plan: ImportPlan): Saying | undefined {
  const options = plan.options as Required<ImportOptions>;
  const rule = options.match_rule;
  if (options.mode !== 'create' && typeof rule === 'object' && rule.custom.length === 0)
    return (it) => it.strings.configure.noCustom;
  if (options.owner.rule === 'round_robin' && options.owner.users.length === 0)
    return (it) => it.strings.configure.noTurn;
  if (options.owner.rule === 'fixed' && !options.owner.user) return (it) => it.strings.configure.noOwner;
  return undefined;
}
