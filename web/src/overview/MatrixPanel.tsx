import { Tooltip } from 'antd'
import { useMemo } from 'react'
import { MATRIX } from '../graphql/queries'
import type { CellStatus, Matrix, MatrixCell, Ref } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { Panel } from '../widgets/Panel'
import { CELL_WORD, shortName } from '../widgets/words'
import type { Picked } from './MatrixDrawer'

interface Props {
  variables: { area: string | null; asOf: string | null }
  onPick: (picked: Picked) => void
}

const LEGEND: CellStatus[] = ['duty_only', 'matched', 'power_only', 'unknown']

/** 条 × 块: which line departments' duties and powers reach which street. */
export function MatrixPanel({ variables, onPick }: Props) {
  const asked = useQuery<{ responsibilityMatrix: Matrix }>(MATRIX, variables)
  return (
    <Panel
      title="条块权责矩阵"
      note="行为条线，列为街镇；格内为街镇的职责数／可行使的权力数。点击查看该处的发现。"
      asked={asked}
      empty={(data) => data.responsibilityMatrix.rows.length === 0 || data.responsibilityMatrix.columns.length === 0}
      emptyText="还没有可比对的职责清单与权力清单"
      extra={
        <ul className="legend">
          {LEGEND.map((status) => (
            <li key={status}>
              <i className={`cell-${status}`} />
              {CELL_WORD[status]}
            </li>
          ))}
        </ul>
      }
    >
      {(data) => <Grid matrix={data.responsibilityMatrix} onPick={onPick} />}
    </Panel>
  )
}

function Grid({ matrix, onPick }: { matrix: Matrix; onPick: (picked: Picked) => void }) {
  const cells = useMemo(() => new Map(matrix.cells.map((cell) => [`${cell.row}\n${cell.column}`, cell])), [matrix])
  const prefix = useMemo(() => commonPrefix(matrix.columns.map((column) => column.name)), [matrix])
  return (
    <div className="matrix-scroll">
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">
              <span>条线＼街镇</span>
            </th>
            {matrix.columns.map((column) => (
              <th scope="col" key={column.id} title={column.name}>
                <span>{shortName(column.name, prefix)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" title={row.name}>
                {row.name}
              </th>
              {matrix.columns.map((column) => (
                <td key={column.id}>
                  <Cell row={row} column={column} cell={cells.get(`${row.id}\n${column.id}`)} onPick={onPick} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface CellProps {
  row: Ref
  column: Ref
  cell: MatrixCell | undefined
  onPick: (picked: Picked) => void
}

function Cell({ row, column, cell, onPick }: CellProps) {
  if (!cell || (cell.duties === 0 && cell.powers === 0 && cell.status !== 'unknown')) return <span className="cell cell-none">·</span>
  const status = cell.status
  const words = `${column.name} · ${row.name}：职责 ${cell.duties} 项，权力 ${cell.powers} 项，${CELL_WORD[status]}`
  return (
    <Tooltip title={words} mouseEnterDelay={0.2}>
      <button type="button" className={`cell cell-${status}`} aria-label={words} onClick={() => onPick({ row, column, cell: cell })}>
        {status === 'unknown' && cell.duties === 0 && cell.powers === 0 ? '?' : `${cell.duties}/${cell.powers}`}
      </button>
    </Tooltip>
  )
}

/** What all names begin with: the district, which a column head need not repeat. */
export function commonPrefix(names: string[]): string {
  if (names.length < 2) return ''
  let prefix = names[0] ?? ''
  for (const name of names) while (!name.startsWith(prefix)) prefix = prefix.slice(0, -1)
  // only at the end of a district's name: 闵行区浦 would cut 浦江镇 and 浦锦街道 in the middle
  return /^.*[区县市]/.exec(prefix)?.[0] ?? ''
}
