import { Skeleton } from 'antd'
import type { Count, FindingCount } from '../graphql/types'
import type { Asked } from '../graphql/useQuery'
import { number } from '../widgets/words'
import { countOf } from './counts'

const SHOWN: [label: string, word: string][] = [
  ['Organ', '机构'],
  ['PowerItem', '权力事项'],
  ['PowerGrant', '权力配置'],
  ['Matter', '管理事项'],
  ['Case', '案件'],
  ['Document', '来源文件'],
]

interface Props {
  stats: Asked<{ stats: { engine: string; nodes: Count[] } }>
  summary: Asked<{ findingSummary: FindingCount[] }>
}

/** What the graph holds, in numbers. Findings are those of the chosen area; the rest counts the whole graph. */
export function SummaryStrip({ stats, summary }: Props) {
  const counts = stats.data?.stats.nodes
  const findings = summary.data?.findingSummary
  const sum = (name: 'yes' | 'no' | 'unknown') => findings?.reduce((total, row) => total + row[name], 0) ?? 0
  return (
    <section className="panel strip" aria-label="数量">
      {SHOWN.map(([label, word]) => (
        <div key={label}>
          <span>{word}</span>
          <b>{counts ? number.format(countOf(counts, label)) : <Dash />}</b>
        </div>
      ))}
      <div className="strip-findings">
        <span>发现</span>
        {findings ? (
          <>
            <b>{number.format(sum('yes'))}</b>
            <small>
              成立 · 另有未知 {number.format(sum('unknown'))} · 不成立 {number.format(sum('no'))}
            </small>
          </>
        ) : (
          <b>
            <Dash failed={summary.problem !== undefined} />
          </b>
        )}
      </div>
    </section>
  )
}

function Dash({ failed = false }: { failed?: boolean }) {
  return failed ? <span className="faint">—</span> : <Skeleton.Button active size="small" />
}
