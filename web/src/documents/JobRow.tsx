import { Button, Progress } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { send, sentence } from '../rest/client'
import type { Job, JobFile } from '../rest/types'
import { ReportView } from '../report/ReportView'
import { number } from '../widgets/words'
import { FILE_WORD, JOB_WORD, KIND_WORD, STAGE_WORD, bytes, lacking, moment, moving, percent } from './words'

interface Props {
  job: Job
  onChange: (job: Job) => void
  onAgain: () => void
}

/** Whether there is more to say of a file than its job's line does. */
function telling(file: JobFile): boolean {
  return Boolean(file.units.length || file.rejected.length || file.document || file.version_note)
}

/** One upload: how far it is, what can be done about it, and what became of each file in it. */
export function JobRow({ job, onChange, onAgain }: Props) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const act = async (what: 'cancel' | 'retry') => {
    setBusy(true)
    setProblem('')
    try {
      onChange(await send<Job>('POST', `api/jobs/${encodeURIComponent(job.id)}/${what}`, {}))
      onAgain()
    } catch (error) {
      setProblem(sentence(error))
    }
    setBusy(false)
  }
  const alive = moving(job)
  const gap = job.status === 'done' && lacking(job)
  const failed = job.files.filter((file) => file.status === 'refused' || file.status === 'cancelled').length
  const again = job.status === 'failed' || job.status === 'partial' || job.status === 'cancelled'
  return (
    <li className={`job job-${job.status}`}>
      <div className="job-line">
        <span className={`job-status job-status-${gap ? 'partial' : job.status}`}>{gap ? '有遗漏' : JOB_WORD[job.status]}</span>
        <div className="job-name">
          <b className="breaking">{job.name}</b>
          <small>
            {bytes(job.size)} · {moment(job.created_at)}
            {job.scope && ` · ${job.scope}`}
            {job.attempts > 1 && ` · 第 ${job.attempts} 次处理`}
          </small>
        </div>
        <div className="job-state">{alive ? <Stage job={job} /> : <Summary job={job} />}</div>
        <div className="job-acts">
          {alive && (
            <Button size="small" loading={busy} onClick={() => void act('cancel')} aria-label={`取消 ${job.name}`}>
              取消
            </Button>
          )}
          {again && (
            <Button size="small" loading={busy} onClick={() => void act('retry')} aria-label={`重试 ${job.name}`}>
              {job.status === 'partial' && failed > 0 ? `只重试未成的 ${failed} 份` : '重试'}
            </Button>
          )}
          {job.files.some((file) => job.files.length > 1 || telling(file)) && (
            <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open} aria-label={`${open ? '收起' : '详情'} ${job.name}`}>
              {open ? '收起' : '详情'}
            </Button>
          )}
        </div>
      </div>
      {job.message && <p className={again ? 'job-message troubled' : 'job-message'}>{job.message}</p>}
      {problem && (
        <p className="job-message troubled" role="alert">
          {problem}
        </p>
      )}
      {open && (
        <ul className="job-files">
          {job.files.map((file) => (
            <File key={file.name} file={file} alone={job.files.length === 1} said={job.message} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Stage({ job }: { job: Job }) {
  const page = job.stage === 'reading' && job.page !== null && job.pages ? ` 第 ${job.page}／${job.pages} 页` : ''
  const words = job.status === 'queued' ? '排队等待' : `${STAGE_WORD[job.stage]}${page}`
  return (
    <>
      <span aria-live="polite">
        {words}
        {job.current && job.current !== job.name && <small className="breaking"> {job.current}</small>}
      </span>
      <Progress percent={percent(job)} size="small" showInfo={false} aria-label={`${job.name}：${words}`} />
    </>
  )
}

function Summary({ job }: { job: Job }) {
  const claims = job.files.reduce((sum, file) => sum + file.claims, 0)
  const proposed = job.files.reduce((sum, file) => sum + file.proposed, 0)
  const only = job.files.length === 1 ? job.files[0] : undefined
  const words: string[] = []
  const inside = job.files.filter((file) => file.kind !== 'bundle')
  if (inside.length > 1) words.push(`${inside.length} 份文件`)
  if (only && only.status !== 'refused' && only.status !== 'cancelled') words.push(FILE_WORD[only.status])
  if (claims > 0) words.push(`主张 ${number.format(claims)} 条`)
  if (proposed > 0) words.push(`待审 ${number.format(proposed)} 条`)
  return (
    <span>
      {words.join(' · ')}
      {only?.document && only.status !== 'refused' && (
        <>
          {' '}
          <Link to={`/documents/${encodeURIComponent(only.document)}`}>打开文件</Link>
        </>
      )}
    </span>
  )
}

function File({ file, alone, said }: { file: JobFile; alone: boolean; said: string }) {
  const went = file.document && file.status !== 'refused' && file.status !== 'cancelled'
  return (
    <li className="job-file">
      {!alone && (
        <p className="job-file-name">
          <span className={`file-status file-status-${file.status}`}>{file.kind === 'bundle' && file.status === 'done' ? '已打开' : FILE_WORD[file.status]}</span>
          {went ? <Link to={`/documents/${encodeURIComponent(file.document)}`}>{file.name}</Link> : <b>{file.name}</b>}
        </p>
      )}
      {file.message && file.message !== said && <p className={file.status === 'refused' ? 'troubled' : undefined}>{file.message}</p>}
      {file.version_note && file.version_note !== file.message && <p className="faint">{file.version_note}</p>}
      {went && (
        <p className="faint">
          {[
            KIND_WORD[file.kind] ?? file.kind,
            file.scope,
            `主张 ${number.format(file.claims)} 条`,
            file.proposed > 0 ? `待审 ${number.format(file.proposed)} 条` : '',
            `图谱节点 ${number.format(file.nodes)}、关系 ${number.format(file.edges)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {file.difference && file.replaced && (
        <p>
          与旧版相比新增 {number.format(file.difference.added)} 条、去掉 {number.format(file.difference.removed)} 条、不变{' '}
          {number.format(file.difference.same)} 条。{' '}
          {went && <Link to={`/documents/${encodeURIComponent(file.document)}?tab=versions`}>查看差异</Link>}
        </p>
      )}
      {(file.units.length > 0 || file.rejected.length > 0) && <ReportView report={file} />}
    </li>
  )
}
