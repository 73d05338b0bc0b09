import { Segmented, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import { UNIT_WORD } from '../documents/words'
import type { Rejected, Report, Unit } from '../rest/types'
import { number } from '../widgets/words'
import { UnitStrip } from './UnitStrip'

const SIMPLE = { hideOnSinglePage: true, pageSize: 20, size: 'small', showSizeChanger: false } as const

/** 读入报告: what became of every page, sheet and table of a file, and of the rows that were refused. */
export function ReportView({ report }: { report: Report }) {
  const { units, rejected } = report
  const [picked, setPicked] = useState<number | null>(null)
  const troubled = units.filter((unit) => unit.status === 'unreadable' || unit.status === 'skipped')
  const [show, setShow] = useState<'troubled' | 'all'>(troubled.length > 0 ? 'troubled' : 'all')
  const chosen = picked === null ? undefined : units[picked]
  const shown = chosen ? [chosen] : show === 'troubled' ? troubled : units
  return (
    <div className="report">
      {units.length === 0 ? (
        <p className="faint">没有逐页、逐表的记录。</p>
      ) : (
        <>
          <UnitStrip units={units} picked={picked} onPick={setPicked} />
          <div className="report-choice">
            {chosen ? (
              <button type="button" className="link" onClick={() => setPicked(null)}>
                显示全部 {number.format(units.length)} 个部分
              </button>
            ) : (
              <Segmented<'troubled' | 'all'>
                size="small"
                value={show}
                onChange={setShow}
                aria-label="显示哪些部分"
                options={[
                  { value: 'troubled', label: `有问题 ${troubled.length}` },
                  { value: 'all', label: `全部 ${units.length}` },
                ]}
              />
            )}
          </div>
          <Table<Unit>
            size="small"
            rowKey={(unit) => unit.unit}
            columns={UNIT_COLUMNS}
            dataSource={shown}
            pagination={SIMPLE}
            tableLayout="fixed"
            locale={{ emptyText: '每一部分都已读到' }}
          />
        </>
      )}
      {rejected.length > 0 && (
        <>
          <h3>没有载入的行（{number.format(rejected.length)}）</h3>
          <Table<Rejected>
            size="small"
            rowKey={(row) => `${row.where} ${row.reason}`}
            columns={REJECTED_COLUMNS}
            dataSource={rejected}
            pagination={SIMPLE}
            tableLayout="fixed"
          />
        </>
      )}
    </div>
  )
}

const UNIT_COLUMNS: TableColumnsType<Unit> = [
  { title: '部分', dataIndex: 'unit', width: 150, render: (unit: string) => <span className="breaking">{unit}</span> },
  {
    title: '情况',
    dataIndex: 'status',
    width: 86,
    render: (status: Unit['status']) => <span className={`unit-word unit-word-${status}`}>{UNIT_WORD[status]}</span>,
  },
  {
    title: '说明',
    dataIndex: 'detail',
    render: (detail: string, unit) => <span className="breaking">{detail || (unit.rows ? `${number.format(unit.rows)} 行` : '—')}</span>,
  },
]

const REJECTED_COLUMNS: TableColumnsType<Rejected> = [
  { title: '位置', dataIndex: 'where', width: 150, render: (where: string) => <span className="breaking">{where}</span> },
  {
    title: '原因与办法',
    dataIndex: 'reason',
    render: (reason: string, row) => (
      <div className="finding-cell">
        <span className="plain breaking">{reason}</span>
        {row.advice && <span className="missing">{row.advice}</span>}
      </div>
    ),
  },
]
