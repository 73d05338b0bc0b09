import { Table, Tabs } from 'antd'
import type { TableColumnsType } from 'antd'
import { UNASSIGNED } from '../graphql/queries'
import type { UnassignedPower } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { Panel } from '../widgets/Panel'
import { number } from '../widgets/words'

interface Props {
  variables: { area: string | null; asOf: string | null }
}

/** Power items that nobody holds, or that somebody holds and nobody uses. */
export function UnassignedPanel({ variables }: Props) {
  const asked = useQuery<{ unassignedPowers: UnassignedPower[] }>(UNASSIGNED, variables)
  return (
    <Panel
      title="无人行使的权力"
      note="无人持有：没有有效的权力配置；持有未用：有配置而没有案件适用。"
      asked={asked}
      empty={(data) => data.unassignedPowers.length === 0}
      emptyText="没有无人行使的权力事项，或清单尚不完整"
    >
      {(data) => <Split rows={data.unassignedPowers} />}
    </Panel>
  )
}

function Split({ rows }: { rows: UnassignedPower[] }) {
  // the server gives the first hundred of both kinds together
  const more = rows.length >= 100 ? '+' : ''
  const of = (kind: UnassignedPower['kind']) => rows.filter((row) => row.kind === kind)
  const parts = [
    { key: 'nobody_holds', word: '无人持有', rows: of('nobody_holds') },
    { key: 'nobody_uses', word: '持有未用', rows: of('nobody_uses') },
  ].filter((part) => part.rows.length > 0)
  return (
    <Tabs
      size="small"
      items={parts.map((part) => ({
        key: part.key,
        label: `${part.word}（${part.rows.length}${more}）`,
        children: <List rows={part.rows} />,
      }))}
    />
  )
}

const COLUMNS: TableColumnsType<UnassignedPower> = [
  {
    title: '权力事项',
    dataIndex: ['item', 'name'],
    render: (_, row) => (
      <div className="finding-cell">
        <span className="plain">{row.item.name}</span>
        {row.item.code && <span>{row.item.code}</span>}
      </div>
    ),
  },
  { title: '领域', dataIndex: 'domain', width: 92, render: (domain: string | null) => domain || '—' },
  { title: '需求', dataIndex: 'demand', width: 60, align: 'right', render: count },
  {
    title: '持有（曾持有）单位',
    dataIndex: 'lastHolder',
    width: 150,
    responsive: ['sm'],
    render: (holder: UnassignedPower['lastHolder']) => holder || <span className="faint">从未配置</span>,
  },
]

function count(value: number | null) {
  return value === null ? '—' : number.format(value)
}

function List({ rows }: { rows: UnassignedPower[] }) {
  return (
    <Table<UnassignedPower>
      size="small"
      rowKey={(row) => row.item.id}
      columns={COLUMNS}
      dataSource={rows}
      tableLayout="fixed"
      pagination={{ pageSize: 8, hideOnSinglePage: true, size: 'small', showSizeChanger: false }}
    />
  )
}
