import type { DocumentRow, FileStatus, Job, JobStage, JobStatus, UnitState } from '../rest/types'
import { LIST_WORD } from '../widgets/words'

export const KIND_WORD: Record<string, string> = { notice: '通知或文章', statute: '法律法规', list: '清单', bundle: '压缩包或邮件', coverage: '清单覆盖', gazetteer: '区划名录', judgement: '名称判定', ...LIST_WORD }

/** Documents that the program writes itself: retracting them is not an office's business. */
export const OWN_KINDS = new Set(['gazetteer', 'judgement'])

export const JOB_WORD: Record<JobStatus, string> = {
  queued: '排队',
  running: '处理中',
  done: '完成',
  partial: '部分完成',
  failed: '失败',
  cancelled: '已取消',
}

export const STAGE_WORD: Record<JobStage, string> = {
  waiting: '等待',
  reading: '读取',
  extracting: '抽取主张',
  resolving: '归并名称',
  writing: '写入图谱',
  finished: '结束',
}

export const FILE_WORD: Record<FileStatus, string> = {
  done: '已载入',
  replaced: '已替换旧版',
  unchanged: '内容未变',
  refused: '未读入',
  pending: '等待',
  cancelled: '已取消',
}

export const UNIT_WORD: Record<UnitState, string> = { read: '已读', empty: '空白', skipped: '跳过', unreadable: '读不了' }
export const DOCUMENT_WORD: Record<DocumentRow['status'], string> = { read: '全部读入', partial: '部分读入' }

/** Whether a job may still change by itself. */
export function moving(job: Job): boolean {
  return job.status === 'queued' || job.status === 'running'
}

const STAGES: JobStage[] = ['waiting', 'reading', 'extracting', 'resolving', 'writing', 'finished']
/** Done, and yet something of a file was not read. */
export function lacking(job: Job): boolean {
  return job.files.some((file) => file.rejected.length > 0 || file.units.some((unit) => unit.status === 'skipped' || unit.status === 'unreadable'))
}

/** Rough shares of the whole at the start of each stage: reading takes longest. */
const BEGIN: Record<JobStage, number> = { waiting: 0, reading: 2, extracting: 60, resolving: 75, writing: 85, finished: 100 }

/** How far a job is, 0 to 100. Pages are exact; shares of the stages are not, and no time is derived from them. */
export function percent(job: Job): number {
  if (!moving(job)) return 100
  const begin = BEGIN[job.stage]
  const next = STAGES[STAGES.indexOf(job.stage) + 1]
  if (job.stage === 'reading' && job.page !== null && job.pages && next) return Math.round(begin + ((BEGIN[next] - begin) * Math.min(job.page, job.pages)) / job.pages)
  return begin
}

/** Bytes as people write them. */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} KB`
  return `${(size / 1024 / 1024).toFixed(1)} MB`
}

/** An instant as the local day and time. */
export function moment(iso: string | null): string {
  if (!iso) return ''
  const day = new Date(iso)
  return Number.isNaN(day.getTime()) ? iso : day.toLocaleString('zh-CN', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' })
}
