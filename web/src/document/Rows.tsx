import { Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import { PASSAGES } from '../graphql/queries'
import type { PageInfo } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import type { Passage } from './cut'

const PAGE = 100
const COLUMNS: TableColumnsType<Passage> = [
  { title: '位置', dataIndex: 'locator', width: 160, render: (locator: string) => <span className="breaking">{locator}</span> },
  { title: '原文', dataIndex: 'quote', render: (quote: string | null) => <span className="breaking">{quote}</span> },
]

interface Props {
  id: string
  first: { totalCount: number; nodes: Passage[]; pageInfo: PageInfo }
  cited: Passage[]
  wanted: string | null
  onPick: (id: string) => void
}

/** The rows of a list as they were read. */
export function Rows({ id, first, cited, wanted, onPick }: Props) {
  const [after, setAfter] = useState<string | null>(null)
  const [rows, setRows] = useState(first.nodes)
  const [next, setNext] = useState(first.pageInfo)
  const more = useQuery<{ document: { passages: { nodes: Passage[]; pageInfo: PageInfo } } | null }>(after ? PASSAGES : undefined, {
    id,
    first: PAGE,
    after,
  })
  useEffect(() => {
    const page = more.data?.document?.passages
    if (!page || !after) return
    setRows((before) => [...before, ...page.nodes.filter((row) => !before.some((have) => have.id === row.id))])
    setNext(page.pageInfo)
  }, [more.data, after])
  const shown = [...cited, ...rows.filter((row) => !cited.some((have) => have.id === row.id))]
  return (
    <section className="panel" aria-label="各行">
      <Table<Passage>
        size="small"
        rowKey="id"
        columns={COLUMNS}
        dataSource={shown}
        tableLayout="fixed"
        pagination={false}
        rowClassName={(row) => (row.id === wanted ? 'wanted openable' : 'openable')}
        onRow={(row) => ({ onClick: () => onPick(row.id) })}
        locale={{ emptyText: '没有片段' }}
      />
      {next.hasNextPage && (
        <div className="more">
          <button type="button" className="link" onClick={() => setAfter(next.endCursor)}>
            再显示 {PAGE} 行
          </button>
        </div>
      )}
    </section>
  )
}
