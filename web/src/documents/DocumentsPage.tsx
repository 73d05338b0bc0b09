import { useCallback, useEffect, useRef, useState } from 'react'
import { withParameters } from '../rest/client'
import type { Job, Jobs } from '../rest/types'
import { useRest } from '../rest/useRest'
import { useWaiting } from '../shell/waiting'
import { DocumentsTable } from './DocumentsTable'
import { JobsPanel } from './JobsPanel'
import { UploadPanel } from './UploadPanel'
import { moving } from './words'

const JOBS = 50
/** Milliseconds between two looks at jobs that run. */
const LOOK = 1000
const follow = (data: Jobs) => (data.jobs.some(moving) ? LOOK : undefined)

/** 文件: bring documents in, follow them, look them up, take them back. */
export function DocumentsPage() {
  const [most, setMost] = useState(JOBS)
  const jobs = useRest<Jobs>(withParameters('api/jobs', { first: most }), follow)
  const [fresh, setFresh] = useState(0)
  const { refresh } = useWaiting()
  const changed = useCallback(() => {
    setFresh((count) => count + 1)
    refresh()
  }, [refresh])

  // the list of documents changes whenever a job comes to its end
  const ended = jobs.data?.jobs.filter((job) => !moving(job)).map((job) => `${job.id} ${job.finished_at}`).join('|')
  const before = useRef<string>(undefined)
  useEffect(() => {
    if (ended === undefined) return
    if (before.current !== undefined && before.current !== ended) changed()
    before.current = ended
  }, [ended, changed])

  const { put, again } = jobs
  const begun = useCallback(
    (news: Job[]) => {
      put((data) => {
        const known = data?.jobs.filter((job) => !news.some((one) => one.id === job.id)) ?? []
        const more = news.filter((one) => !data?.jobs.some((job) => job.id === one.id)).length
        return { jobs: [...news, ...known], total: (data?.total ?? 0) + more, after: data?.after ?? null }
      })
      again()
    },
    [put, again],
  )
  return (
    <div className="documents">
      <h1 className="unseen">文件</h1>
      <UploadPanel onJobs={begun} />
      <JobsPanel asked={jobs} onMore={() => setMost(Math.min(most + 50, 200))} />
      <DocumentsTable fresh={fresh} onChange={changed} />
    </div>
  )
}
