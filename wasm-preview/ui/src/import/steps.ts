/** The wizard's steps, in order. */

export const STEPS = ['upload', 'map', 'configure', 'preview', 'execute', 'review'] as const;
export type StepId = (typeof STEPS)[number];
