import { Tooltip } from 'antd'
import { useMemo } from 'react'
import { MATRIX } from '../graphql/queries'
import type { CellStatus, Matrix, MatrixCell, Ref } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { Panel } from '../widgets/Panel'
import { CELL_WORD } from '../widgets/words'
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
  const { districts, columns } = useMemo(() => byDistrict(matrix.columns), [matrix])
  return (
    <div className="matrix-scroll">
      <table className="matrix" style={{ minWidth: 112 + columns.length * 38 }}>
        <colgroup>
          <col className="lines" />
          {columns.map((column) => (
            <col key={column.id} />
          ))}
        </colgroup>
        <thead>
          {districts.length > 1 && (
            <tr className="districts">
              <td />
              {districts.map((district) => (
                <th scope="colgroup" key={district.name} colSpan={district.count} title={district.name}>
                  {district.name.replace(/^.*[省市](?=..)/, '')}
                </th>
              ))}
            </tr>
          )}
          <tr>
            <th scope="col">条线＼街镇</th>
            {columns.map((column) => (
              <th scope="col" key={column.id} title={column.name}>
                <span>{column.short}</span>
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
              {columns.map((column) => (
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

interface Column extends Ref {
  /** The street's own name, without its district. */
  short: string
}

/** Columns in the order of their districts, each with the street's own name; a head need not repeat the district. */
function byDistrict(streets: Ref[]): { districts: { name: string; count: number }[]; columns: Column[] } {
  const groups = new Map<string, Column[]>()
  for (const street of streets) {
    const [, district = '', short = street.name] = /^(.+?[区县旗]|.+市)(.+)$/.exec(street.name) ?? []
    groups.set(district, [...(groups.get(district) ?? []), { ...street, short }])
  }
  return {
    districts: [...groups].map(([name, columns]) => ({ name, count: columns.length })),
    columns: [...groups.values()].flat(),
  }
}
