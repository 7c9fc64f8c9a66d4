/** Every element by its name, and how a page comes to know them. */

import { Defaults } from './import/defaults.js';
import { FileFacts } from './import/file-facts.js';
import { FileQueue } from './import/file-queue.js';
import { FindReplace } from './import/preview/find-replace.js';
import { GangwayImport } from './import/gangway-import.js';
import { KeepTemplate } from './import/keep-template.js';
import { LeaveDialog } from './import/leave-dialog.js';
import { ManageTemplates } from './import/manage-templates.js';
import { Meanings } from './import/preview/meanings.js';
import { Policies } from './import/policies.js';
import { Compared } from './import/preview/compared.js';
import { CorrectionTools } from './import/preview/correction-tools.js';
import { PreviewGrid } from './import/preview/preview-grid.js';
import { PreviewPager } from './import/preview/preview-pager.js';
import { PreviewRows } from './import/preview/preview-rows.js';
import { PreviewTabs } from './import/preview/preview-tabs.js';
import { Reasons } from './import/reasons.js';
import { StepConfigure } from './import/step-configure.js';
import { StepExecute } from './import/step-execute.js';
import { ColumnCheck } from './import/map/column-check.js';
import { ColumnTable } from './import/map/column-table.js';
import { StepMap } from './import/map/step-map.js';
import { StepPreview } from './import/preview/step-preview.js';
import { StepReview } from './import/step-review.js';
import { StepUpload } from './import/step-upload.js';
import { Stepper } from './import/stepper.js';
import { Tally } from './import/tally.js';
import { WaitingDraft } from './import/waiting-draft.js';
import { When } from './import/when.js';
import { WizardFoot } from './import/wizard-foot.js';
import { JobActions } from './jobs/actions.js';
import { Downloads } from './jobs/downloads.js';
import { JobTime } from './jobs/job-time.js';
import { GangwayJobs } from './jobs/gangway-jobs.js';
import { Bar } from './look/bar.js';
import { Combobox } from './look/combobox.js';
import { ColumnChooser } from './records/column-chooser.js';
import { FilterBar } from './records/filter-bar.js';
import { RecordTable } from './records/record-table.js';
import { ExportDialog } from './records/export-dialog.js';
import { GangwayRecords } from './records/gangway-records.js';

const ELEMENTS = {
  'gangway-defaults': Defaults,
  'gangway-file-facts': FileFacts,
  'gangway-file-queue': FileQueue,
  'gangway-find-replace': FindReplace,
  'gangway-import': GangwayImport,
  'gangway-keep-template': KeepTemplate,
  'gangway-leave-dialog': LeaveDialog,
  'gangway-manage-templates': ManageTemplates,
  'gangway-meanings': Meanings,
  'gangway-policies': Policies,
  'gangway-column-check': ColumnCheck,
  'gangway-column-table': ColumnTable,
  'gangway-combobox': Combobox,
  'gangway-compared': Compared,
  'gangway-correction-tools': CorrectionTools,
  'gangway-preview-grid': PreviewGrid,
  'gangway-preview-pager': PreviewPager,
  'gangway-preview-rows': PreviewRows,
  'gangway-preview-tabs': PreviewTabs,
  'gangway-reasons': Reasons,
  'gangway-step-configure': StepConfigure,
  'gangway-step-execute': StepExecute,
  'gangway-step-map': StepMap,
  'gangway-step-preview': StepPreview,
  'gangway-step-review': StepReview,
  'gangway-step-upload': StepUpload,
  'gangway-stepper': Stepper,
  'gangway-tally': Tally,
  'gangway-waiting-draft': WaitingDraft,
  'gangway-when': When,
  'gangway-wizard-foot': WizardFoot,
  'gangway-downloads': Downloads,
  'gangway-job-actions': JobActions,
  'gangway-job-time': JobTime,
  'gangway-jobs': GangwayJobs,
  'gangway-bar': Bar,
  'gangway-column-chooser': ColumnChooser,
  'gangway-filter-bar': FilterBar,
  'gangway-record-table': RecordTable,
  'gangway-export-dialog': ExportDialog,
  'gangway-records': GangwayRecords,
};

/** Defines the elements that are not defined yet. A second copy of the package on a page changes nothing. */
export function defineElements(): void {
  for (const [name, element] of Object.entries(ELEMENTS))
    if (!customElements.get(name)) customElements.define(name, element);
}
