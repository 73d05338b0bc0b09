import { Button, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { send, sentence } from '../rest/client'
import type { NameJudgement } from '../rest/types'
import { useRest } from '../rest/useRest'
import { useWaiting } from '../shell/waiting'
import { Panel } from '../widgets/Panel'
import { LABEL_WORD } from '../widgets/words'

export const VERDICT_WORD: Record<string, string> = { same: '同一', different: '不同', succeeds: '承继', unsure: '拿不准' }

/** What people judged of names, each to be taken back. */
export function JudgedNames({ choice }: { choice: ReactNode }) {
  const asked = useRest<{ judgements: NameJudgement[]; total: number }>('api/review/names/decided')
  const [problem, setProblem] = useState('')
  const { refresh } = useWaiting()
  const withdraw = async (judgement: NameJudgement) => {
    setProblem('')
    try {
      await send('POST', `api/review/names/${encodeURIComponent(judgement.id)}`, { verdict: 'withdrawn' })
      asked.again()
      refresh()
    } catch (error) {
      setProblem(sentence(error))
    }
  }
  return (
    <Panel
      title="已有结论的名称"
      note="人工作出、仍然有效的判定；撤销后图谱如同从未作过这个判定。"
      asked={asked}
      extra={choice}
      empty={(data) => data.judgements.length === 0}
      emptyText="还没有人工判定过的名称。"
    >
      {(data) => (
        <>
          {problem && (
            <p className="troubled" role="alert">
              {problem}
            </p>
          )}
          <Table<NameJudgement>
            size="small"
            rowKey="id"
            columns={columns((judgement) => void withdraw(judgement))}
            dataSource={data.judgements}
            tableLayout="fixed"
            pagination={{ pageSize: 30, hideOnSinglePage: true, size: 'small', showSizeChanger: false }}
          />
        </>
      )}
    </Panel>
  )
}

function columns(onWithdraw: (judgement: NameJudgement) => void): TableColumnsType<NameJudgement> {
  return [
    {
      title: '名称',
      dataIndex: 'left',
      render: (_, row) => (
        <div className="finding-cell">
          <span className="plain breaking">
            {row.left} <span className={`verdict verdict-${row.verdict}`}>{VERDICT_WORD[row.verdict] ?? row.verdict}</span> {row.right}
          </span>
          <span>{[LABEL_WORD[row.label] ?? row.label, row.by, row.on, row.reason].filter(Boolean).join(' · ')}</span>
        </div>
      ),
    },
    {
      title: '操作',
      key: 'acts',
      width: 90,
      render: (_, row) => (
        <Button size="small" onClick={() => onWithdraw(row)} aria-label={`撤销 ${row.left} 与 ${row.right} 的判定`}>
          撤销
        </Button>
      ),
    },
  ]
}
