import { Button, Grid, Segmented, Select, Table, Tooltip } from 'antd'
import type { TableColumnsType } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { beside } from '../graphql/client'
import { FINDINGS } from '../graphql/queries'
import type { Basis, FindingKind, Finding, PageInfo, Status } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { Panel } from '../widgets/Panel'
import { Severity } from '../widgets/Severity'
import { StatusTag } from '../widgets/StatusTag'
import { BASIS_SHORT, BASIS_WORD, STATUS_WORD, number } from '../widgets/words'
import { useFilter, type Filter } from './filter'

interface Props {
  variables: { area: string | null; asOf: string | null }
  kinds: FindingKind[]
  onOpen: (finding: Finding) => void
}

interface Answer {
  findings: { totalCount: number; nodes: Finding[]; pageInfo: PageInfo }
}

const PAGE = 20

/** The findings themselves, filtered, page by page. */
export function FindingsPanel({ variables, kinds, onOpen }: Props) {
  const [filter, setFilter] = useFilter()
  const wide = Grid.useBreakpoint().md ?? true
  const asked = useMemo(
    () => ({
      ...variables,
      codes: filter.codes.length > 0 ? filter.codes : null,
      status: filter.status === 'all' ? null : [filter.status],
      basis: filter.basis ? [filter.basis] : null,
      first: PAGE,
    }),
    [variables, filter],
  )
  const first = useQuery<Answer>(FINDINGS, asked)
  const [after, setAfter] = useState<string | null>(null)
  const more = useQuery<Answer>(after ? FINDINGS : undefined, { ...asked, after })
  const [rows, setRows] = useState<Finding[]>([])
  const [next, setNext] = useState<PageInfo>()

  useEffect(() => {
    if (!first.data) return
    setRows(first.data.findings.nodes)
    setNext(first.data.findings.pageInfo)
    setAfter(null)
  }, [first.data])
  useEffect(() => {
    if (!after || !more.data) return
    const page = more.data.findings
    setRows((before) => {
      const have = new Set(before.map((row) => row.id))
      return [...before, ...page.nodes.filter((row) => !have.has(row.id))]
    })
    setNext(page.pageInfo)
  }, [more.data, after])

  const total = first.data?.findings.totalCount
  return (
    <div id="findings">
      <Panel
        title="发现明细"
        note={total === undefined ? '按严重程度排列' : `共 ${number.format(total)} 条，按严重程度排列；点击一行查看依据。`}
        asked={first}
        extra={<Downloads filter={filter} variables={variables} />}
      >
        {() => (
          <>
            <Filters filter={filter} kinds={kinds} onChange={setFilter} />
            <Table<Finding>
              size="small"
              rowKey="id"
              columns={COLUMNS}
              dataSource={rows}
              pagination={false}
              tableLayout="fixed"
              scroll={wide ? { x: 860 } : {}}
              locale={{ emptyText: '没有符合条件的发现' }}
              onRow={(row) => ({
                onClick: () => onOpen(row),
                onKeyDown: (event) => {
                  if (event.key === 'Enter') onOpen(row)
                },
                tabIndex: 0,
                className: 'openable',
              })}
            />
            {next?.hasNextPage && (
              <div className="more">
                <Button loading={more.loading && after !== null} onClick={() => setAfter(next.endCursor)}>
                  再显示 {PAGE} 条（已显示 {rows.length} 条）
                </Button>
              </div>
            )}
          </>
        )}
      </Panel>
    </div>
  )
}

const COLUMNS: TableColumnsType<Finding> = [
  {
    title: '严重程度',
    dataIndex: 'severity',
    width: 128,
    responsive: ['md'],
    render: (_, row) => <Severity value={row.severity} parts={row.severityParts} />,
  },
  { title: '判断', dataIndex: 'status', width: 76, render: (status: Status) => <StatusTag status={status} /> },
  {
    title: '发现',
    dataIndex: 'summary',
    render: (_, row) => (
      <div className="finding-cell">
        <b>
          <code>{row.code}</code> {row.title}
        </b>
        <span>{row.summary}</span>
        <div className="narrow-only">
          <Severity value={row.severity} parts={row.severityParts} />
        </div>
        {row.status === 'unknown' && row.missing.length > 0 && <span className="missing">还缺：{row.missing.join('、')}</span>}
      </div>
    ),
  },
  {
    title: '对象',
    dataIndex: ['subject', 'name'],
    width: 190,
    responsive: ['md'],
    render: (_, row) => (
      <div className="finding-cell">
        <span className="plain">{row.subject?.name ?? '—'}</span>
        {row.area && row.area.name !== row.subject?.name && <span>{row.area.name}</span>}
      </div>
    ),
  },
  { title: '事项／领域', dataIndex: 'topic', width: 140, responsive: ['lg'], render: (topic: string | null) => topic || <span className="faint">—</span> },
  {
    title: '依据',
    dataIndex: 'basis',
    width: 70,
    responsive: ['md'],
    render: (basis: Basis) => (
      <Tooltip title={BASIS_WORD[basis]}>
        <span className={`basis basis-${basis}`}>{BASIS_SHORT[basis]}</span>
      </Tooltip>
    ),
  },
]

interface FiltersProps {
  filter: Filter
  kinds: FindingKind[]
  onChange: (change: Partial<Filter>) => void
}

function Filters({ filter, kinds, onChange }: FiltersProps) {
  return (
    <div className="filters">
      <Segmented<Filter['status']>
        value={filter.status}
        onChange={(status) => onChange({ status })}
        options={[
          { value: 'yes', label: STATUS_WORD.yes },
          { value: 'unknown', label: STATUS_WORD.unknown },
          { value: 'no', label: STATUS_WORD.no },
          { value: 'all', label: '全部' },
        ]}
        aria-label="判断"
      />
      <Select<string[]>
        mode="multiple"
        className="kind-picker"
        value={filter.codes}
        placeholder="全部类别"
        maxTagCount="responsive"
        showSearch={{ optionFilterProp: 'label' }}
        options={kinds.map((kind) => ({ value: kind.code, label: `${kind.code} ${kind.titleZh}` }))}
        onChange={(codes) => onChange({ codes })}
        aria-label="类别"
        allowClear
      />
      <Select<Basis>
        className="basis-picker"
        value={filter.basis}
        placeholder="全部依据"
        options={(['data', 'stated', 'both'] as const).map((basis) => ({ value: basis, label: BASIS_WORD[basis] }))}
        onChange={(basis) => onChange({ basis: basis ?? null })}
        aria-label="依据"
        allowClear
      />
    </div>
  )
}

/** The same rows as files, for a report. */
function Downloads({ filter, variables }: { filter: Filter; variables: Props['variables'] }) {
  const query = new URLSearchParams()
  for (const code of filter.codes) query.append('kind', code)
  if (variables.area) query.set('area', variables.area)
  if (variables.asOf) query.set('as_of', variables.asOf)
  if (filter.status !== 'all') query.set('status', filter.status)
  const address = (suffix: string) => beside(`api/findings.${suffix}${query.size > 0 ? `?${query}` : ''}`)
  return (
    <span className="downloads">
      导出 <a href={address('xlsx')}>Excel</a> <a href={address('csv')}>CSV</a>
    </span>
  )
}
