/** Every element by its name, but for those of the preview, and how a page comes to know them. */

import { define } from './look/define.js';
import { Defaults } from './import/defaults.js';
import { FileFacts } from './import/file-facts.js';
import { FileQueue } from './import/file-queue.js';
import { GangwayImport } from './import/gangway-import.js';
import { KeepTemplate } from './import/keep-template.js';
import { LeaveDialog } from './import/leave-dialog.js';
import { ManageTemplates } from './import/manage-templates.js';
import { Policies } from './import/policies.js';
import { Reasons } from './import/reasons.js';
import { StepConfigure } from './import/step-configure.js';
import { StepExecute } from './import/step-execute.js';
import { ColumnCheck } from './import/map/column-check.js';
import { ColumnTable } from './import/map/column-table.js';
import { StepMap } from './import/map/step-map.js';
import { StepReview } from './import/step-review.js';
import { FirstRows } from './import/first-rows.js';
import { StepUpload } from './import/step-upload.js';
import { Stepper } from './import/stepper.js';
import { Tally } from './import/tally.js';
import { WaitingDraft } from './import/waiting-draft.js';
import { When } from './import/when.js';
import { WizardFoot } from './import/wizard-foot.js';
import { JobActions } from './jobs/actions.js';
import { Downloads } from './jobs/downloads.js';
import { JobTime } from './jobs/job-time.js';
import { GangwayJobNotices } from './jobs/gangway-job-notices.js';
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
  'gangway-import': GangwayImport,
  'gangway-keep-template': KeepTemplate,
  'gangway-leave-dialog': LeaveDialog,
  'gangway-manage-templates': ManageTemplates,
  'gangway-policies': Policies,
  'gangway-column-check': ColumnCheck,
  'gangway-column-table': ColumnTable,
  'gangway-combobox': Combobox,
  'gangway-reasons': Reasons,
  'gangway-step-configure': StepConfigure,
  'gangway-step-execute': StepExecute,
  'gangway-step-map': StepMap,
  'gangway-step-review': StepReview,
  'gangway-first-rows': FirstRows,
  'gangway-step-upload': StepUpload,
  'gangway-stepper': Stepper,
  'gangway-tally': Tally,
  'gangway-waiting-draft': WaitingDraft,
  'gangway-when': When,
  'gangway-wizard-foot': WizardFoot,
  'gangway-downloads': Downloads,
  'gangway-job-actions': JobActions,
  'gangway-job-time': JobTime,
  'gangway-job-notices': GangwayJobNotices,
  'gangway-jobs': GangwayJobs,
  'gangway-bar': Bar,
  'gangway-column-chooser': ColumnChooser,
  'gangway-filter-bar': FilterBar,
  'gangway-record-table': RecordTable,
  'gangway-export-dialog': ExportDialog,
  'gangway-records': GangwayRecords,
};

/** Defines the elements that are not defined yet; those of the preview follow when a file is there. */
export function defineElements(): void {
  define(ELEMENTS);
}
