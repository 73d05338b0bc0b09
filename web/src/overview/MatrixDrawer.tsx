import { Drawer, Empty, Tag } from 'antd'
import { FINDINGS } from '../graphql/queries'
import type { Finding, MatrixCell, Ref } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { StatusTag } from '../widgets/StatusTag'
import { Waiting } from '../widgets/Waiting'
import { CELL_WORD } from '../widgets/words'

export interface Picked {
  row: Ref
  column: Ref
  cell: MatrixCell
}

interface Props {
  picked: Picked | undefined
  asOf: string | null
  onClose: () => void
  onOpen: (finding: Finding) => void
}

/** Findings of one street, those that name the chosen line first. */
export function MatrixDrawer({ picked, asOf, onClose, onOpen }: Props) {
  const asked = useQuery<{ findings: { totalCount: number; nodes: Finding[] } }>(picked ? FINDINGS : undefined, {
    area: picked?.column.id ?? null,
    asOf,
    first: 100,
  })
  const status = picked?.cell.status ?? 'unknown'
  const rows = asked.data?.findings.nodes ?? []
  const line = picked?.row.name ?? ''
  const near = rows.filter((row) => line !== '' && `${row.title}${row.summary}${row.topic ?? ''}${row.subject?.name ?? ''}`.includes(line))
  const rest = rows.filter((row) => !near.includes(row))
  return (
    <Drawer open={picked !== undefined} onClose={onClose} size="min(560px, 100vw)" title={picked ? `${picked.column.name} · ${line}` : ''}>
      {picked && (
        <>
          <p className="cell-words">
            <Tag variant="filled" className={`cell-${status}`}>
              {CELL_WORD[status]}
            </Tag>
            街镇职责 {picked.cell.duties} 项，街镇可行使的权力 {picked.cell.powers} 项。
            {status === 'unknown' && '清单不全，不能把没有记载当作没有权力。'}
          </p>
          {asked.problem && <p role="alert">{asked.problem.message}</p>}
          {!asked.data && asked.loading && <Waiting />}
          {asked.data && rows.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="这里没有发现" />}
          {near.length > 0 && <List title={`涉及${line}`} rows={near} onOpen={onOpen} />}
          {rest.length > 0 && <List title={near.length > 0 ? '同一街镇的其他发现' : '该街镇的发现'} rows={rest} onOpen={onOpen} />}
        </>
      )}
    </Drawer>
  )
}

function List({ title, rows, onOpen }: { title: string; rows: Finding[]; onOpen: (finding: Finding) => void }) {
  return (
    <section className="found">
      <h3>
        {title}（{rows.length}）
      </h3>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => onOpen(row)}>
              <StatusTag status={row.status} />
              <span>
                <b>
                  {row.code} {row.title}
                </b>
                <small>{row.summary}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
