import type { FindingCount, Status } from '../graphql/types'
import type { Asked } from '../graphql/useQuery'
import { Panel } from '../widgets/Panel'
import { STATUS_WORD, number } from '../widgets/words'

interface Props {
  summary: Asked<{ findingSummary: FindingCount[] }>
  onPick: (code: string) => void
}

const ORDER: Status[] = ['yes', 'unknown', 'no']

/** Findings by kind: how many hold, do not hold, and cannot be told yet. */
export function KindsPanel({ summary, onPick }: Props) {
  return (
    <Panel
      title="发现分类"
      note="条形为各类中三种判断的占比；“未知”指缺少清单、尚不能判断。点击查看明细。"
      asked={summary}
      empty={(data) => data.findingSummary.every((row) => total(row) === 0)}
      emptyText="所选地域与日期没有发现"
    >
      {(data) => (
        <table className="kinds">
          <thead>
            <tr>
              <th scope="col">类别</th>
              <th scope="col">占比</th>
              {ORDER.map((status) => (
                <th scope="col" key={status} className={`word-${status}`}>
                  {STATUS_WORD[status]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.findingSummary.map((row) => (
              <Kind key={row.code} row={row} onPick={onPick} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

// Shares, not lengths by count: one kind can have hundreds of times the findings of another, whose parts would not be seen.
function Kind({ row, onPick }: { row: FindingCount; onPick: (code: string) => void }) {
  const all = total(row)
  return (
    <tr>
      <th scope="row">
        <button type="button" onClick={() => onPick(row.code)} title={row.title} disabled={all === 0}>
          <code>{row.code}</code>
          {row.title}
        </button>
      </th>
      <td className="share" aria-hidden="true">
        {ORDER.map((status) => (
          <i key={status} className={`share-${status}`} style={{ width: `${all > 0 ? (100 * row[status]) / all : 0}%` }} />
        ))}
      </td>
      {ORDER.map((status) => (
        <td key={status} className={row[status] > 0 ? `count word-${status}` : 'count faint'}>
          {number.format(row[status])}
        </td>
      ))}
    </tr>
  )
}

function total(row: FindingCount): number {
  return row.yes + row.no + row.unknown
}
