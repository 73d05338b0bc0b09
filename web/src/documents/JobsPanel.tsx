import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import type { Live } from '../rest/useRest'
import type { Job, Jobs } from '../rest/types'
import { Panel } from '../widgets/Panel'
import { number } from '../widgets/words'
import { JobRow } from './JobRow'
import { lacking, moving } from './words'

type Shown = 'all' | 'moving' | 'troubled'

/** Rows shown before the rest is asked for. */
const FEW = 6

interface Props {
  asked: Live<Jobs>
  onMore: () => void
}

/** What became of the uploads, the newest first; follows them while they run. */
export function JobsPanel({ asked, onMore }: Props) {
  const [shown, setShown] = useState<Shown>('all')
  const [few, setFew] = useState(true)
  const jobs = asked.data?.jobs
  const counts = useMemo(
    () => ({ moving: jobs?.filter(moving).length ?? 0, troubled: jobs?.filter(troubled).length ?? 0 }),
    [jobs],
  )
  if (asked.data?.total === 0 && !asked.problem) return null // nothing was uploaded yet: the list below says what to do
  const replace = (job: Job) =>
    asked.put((before) => before && { ...before, jobs: before.jobs.map((one) => (one.id === job.id ? job : one)) })
  return (
    <Panel
      title="上传与处理"
      note={counts.moving > 0 ? `${counts.moving} 份正在处理；关掉页面也会继续。` : '处理已结束的任务保留在这里，可查看每份文件的读入报告。'}
      asked={asked}
      extra={
        <Segmented<Shown>
          size="small"
          value={shown}
          onChange={setShown}
          aria-label="显示哪些任务"
          options={[
            { value: 'all', label: `全部 ${number.format(asked.data?.total ?? 0)}` },
            { value: 'moving', label: `处理中 ${counts.moving}` },
            { value: 'troubled', label: `有问题 ${counts.troubled}` },
          ]}
        />
      }
    >
      {(data) => {
        const chosen = data.jobs.filter((job) => shown === 'all' || (shown === 'moving' ? moving(job) : troubled(job)))
        const sorted = [...chosen].sort((a, b) => rank(a) - rank(b)) // a queue ends with what came last: what runs stands first
        const rows = few ? sorted.slice(0, FEW) : sorted
        const more = sorted.length > rows.length || (!few && data.total > data.jobs.length)
        return (
          <>
            <ul className="jobs">
              {rows.map((job) => (
                <JobRow key={job.id} job={job} onChange={replace} onAgain={asked.again} />
              ))}
            </ul>
            {rows.length === 0 && <p className="faint">{shown === 'moving' ? '没有正在处理的任务。' : '没有出问题的任务。'}</p>}
            {more && (
              <div className="more">
                <Button
                  size="small"
                  onClick={() => {
                    if (few) setFew(false)
                    else onMore()
                  }}
                >
                  再显示（已显示 {rows.length}，共 {number.format(shown === 'all' ? data.total : sorted.length)}）
                </Button>
              </div>
            )}
          </>
        )
      }}
    </Panel>
  )
}

function rank(job: Job): number {
  return job.status === 'running' ? 0 : job.status === 'queued' ? 1 : 2
}

function troubled(job: Job): boolean {
  return job.status === 'failed' || job.status === 'partial' || lacking(job)
}
