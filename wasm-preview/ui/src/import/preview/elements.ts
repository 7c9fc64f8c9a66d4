/** The elements of the preview. They are fetched while somebody still maps, so that no drop waits for them. */

import { define } from '../../look/define.js';
import { Compared } from './compared.js';
import { CorrectionTools } from './correction-tools.js';
import { FindReplace } from './find-replace.js';
import { GridFoot } from './grid/grid-foot.js';
import { PreviewGrid } from './grid/preview-grid.js';
import { RowDetails } from './grid/row-details.js';
import { Meanings } from './meanings.js';
import { PreviewRows } from './preview-rows.js';
import { PreviewTabs } from './preview-tabs.js';
import { StepPreview } from './step-preview.js';

/** Defines those that are not defined yet. */
export function definePreview(): void {
  define({
    'gangway-compared': Compared,
    'gangway-correction-tools': CorrectionTools,
    'gangway-find-replace': FindReplace,
    'gangway-grid-foot': GridFoot,
    'gangway-meanings': Meanings,
    'gangway-preview-grid': PreviewGrid,
    'gangway-preview-rows': PreviewRows,
    'gangway-preview-tabs': PreviewTabs,
    'gangway-row-details': RowDetails,
    'gangway-step-preview': StepPreview,
  });
}
