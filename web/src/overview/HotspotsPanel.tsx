import { Table, Tooltip } from 'antd'
import type { TableColumnsType } from 'antd'
import { HOTSPOTS } from '../graphql/queries'
import type { Hotspot } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { Panel } from '../widgets/Panel'
import { number } from '../widgets/words'

interface Props {
  variables: { area: string | null; asOf: string | null }
}

/** 重复执法热点: the same party, matter and place, decided by more than one organ. */
export function HotspotsPanel({ variables }: Props) {
  const asked = useQuery<{ hotspots: Hotspot[] }>(HOTSPOTS, variables)
  return (
    <Panel
      title="重复执法热点"
      note="同一相对人、同一事项、同一网格，由两个以上单位处理的案件对数。"
      asked={asked}
      empty={(data) => data.hotspots.length === 0}
      emptyText="没有重复执法的案件，或尚未载入案件清单"
    >
      {(data) => <List rows={data.hotspots} />}
    </Panel>
  )
}

function List({ rows }: { rows: Hotspot[] }) {
  const most = Math.max(...rows.map((row) => row.pairs), 1)
  const columns: TableColumnsType<Hotspot> = [
    {
      title: '事项与网格',
      dataIndex: ['matter', 'name'],
      render: (_, row) => (
        <div className="finding-cell">
          <b>{row.matter.name}</b>
          <span>{[row.area?.name, row.grid?.name].filter(Boolean).join(' · ')}</span>
        </div>
      ),
    },
    {
      title: '案件对',
      dataIndex: 'pairs',
      width: 132,
      render: (pairs: number) => (
        <span className="meter">
          <i style={{ width: `${(pairs / most) * 72}px` }} />
          {number.format(pairs)}
        </span>
      ),
    },
    { title: '相对人', dataIndex: 'parties', width: 68, align: 'right', render: (count: number) => number.format(count) },
    {
      title: '处理单位',
      dataIndex: 'departments',
      width: 168,
      responsive: ['sm'],
      render: (names: string[]) => names.join('、'),
    },
    {
      title: <Tooltip title="行政处罚法第二十九条：同一违法行为不得给予两次以上罚款">两次罚款</Tooltip>,
      dataIndex: 'artTwentyNine',
      width: 84,
      align: 'right',
      render: (exposed: boolean) => (exposed ? <b className="exposed">有</b> : <span className="faint">无</span>),
    },
  ]
  return (
    <Table<Hotspot>
      size="small"
      rowKey={(row) => `${row.matter.id}|${row.grid?.id ?? row.area?.id ?? ''}`}
      columns={columns}
      dataSource={rows}
      tableLayout="fixed"
      pagination={{ pageSize: 8, hideOnSinglePage: true, size: 'small', showSizeChanger: false }}
    />
  )
}
