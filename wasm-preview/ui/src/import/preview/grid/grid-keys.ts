/** What a key means in the preview's grid. Pure. */

/** What somebody wants who pressed it. */
export type GridWish =
  | { want: 'move'; down: number; right: number }
  | { want: 'page'; pages: number }
  | { want: 'side' | 'corner'; end: boolean }
  | { want: 'edit'; typed: string | undefined }
  | { want: 'undo' | 'redo' };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const MOVES: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const PAGES: Record<string, number> = { PageUp: -1, PageDown: 1 };

/** The wish, if the key has one here; `rtl` where columns follow each other to the left. */
export function wishOf(pressed: Pressed, rtl: boolean): GridWish | undefined {
  const { key, altKey, shiftKey } = pressed;
  const withControl = pressed.ctrlKey || pressed.metaKey;
  const move = MOVES[key];
  const pages = PAGES[key];
  if (pages) return { want: 'page', pages };
  if (key === 'Home' || key === 'End') return { want: withControl ? 'corner' : 'side', end: key === 'End' };
  if (move) return { want: 'move', down: move[0], right: rtl ? -move[1] : move[1] };
  if (withControl && key.toLowerCase() === 'z') return { want: shiftKey ? 'redo' : 'undo' };
  if (withControl && key.toLowerCase() === 'y') return { want: 'redo' };
  if (key === 'Enter' || key === 'F2') return { want: 'edit', typed: undefined };
  if (key.length === 1 && !withControl && !altKey) return { want: 'edit', typed: key };
  return undefined;
}
