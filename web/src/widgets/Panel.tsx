import { Button, Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { Asked } from '../graphql/useQuery'

interface Props<T> {
  title: string
  /** What is counted and how, in one line under the title. */
  note?: ReactNode
  extra?: ReactNode
  asked: Asked<T>
  /** True when the answer holds nothing to show. */
  empty?: (data: T) => boolean
  /** What an empty answer means here. */
  emptyText?: string
  className?: string
  children: (data: T) => ReactNode
}

/** A titled part of the page with its own waiting, failing and empty states: one that fails leaves the others standing. */
export function Panel<T>({ title, note, extra, asked, empty, emptyText, className, children }: Props<T>) {
  const { data, problem, loading, again } = asked
  let body: ReactNode
  if (problem) {
    body = (
      <div className="panel-problem" role="alert">
        <p>{problem.message}</p>
        <Button size="small" onClick={again}>
          重试
        </Button>
      </div>
    )
  } else if (data === undefined) {
    body = <Skeleton active title={false} paragraph={{ rows: 5 }} />
  } else if (empty?.(data)) {
    body = <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={emptyText ?? '没有内容'} />
  } else {
    body = children(data)
  }
  return (
    <section className={`panel ${className ?? ''}`} aria-label={title} aria-busy={loading}>
      <header className="panel-head">
        <div>
          <h2>{title}</h2>
          {note && <p className="panel-note">{note}</p>}
        </div>
        {extra && <div className="panel-extra">{extra}</div>}
      </header>
      <div className={loading && data !== undefined ? 'panel-body refreshing' : 'panel-body'}>{body}</div>
    </section>
  )
}
