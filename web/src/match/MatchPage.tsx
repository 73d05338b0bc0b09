import { Alert, Button, Input, Select, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { DistrictPicker } from '../documents/DistrictPicker'
import { get, send, sentence, withParameters } from '../rest/client'
import type { Candidate, MatchAnswer } from '../rest/types'
import { Steps } from '../review/Steps'
import { LABEL_WORD } from '../widgets/words'

const LABELS = ['Organ', 'AuxTeam', 'Area', 'Instrument', 'Matter', 'PowerItem', 'Grid']
const VERDICT_WORD: Record<string, string> = {
  same: '同一',
  different: '不同',
  succeeds: '前身与后继',
  unsure: '拿不准，待人判断',
}

/** 名称匹配: try two names, or look a list of names up in the graph, and see why. */
export function MatchPage() {
  const [label, setLabel] = useState('Organ')
  const [scope, setScope] = useState('')
  return (
    <div className="match">
      <h1 className="unseen">名称匹配</h1>
      <section className="panel" aria-label="比较什么">
        <div className="upload-row">
          <div className="upload-choice">
            <label htmlFor="match-label">名称是</label>
            <Select
              id="match-label"
              className="label-picker"
              value={label}
              onChange={setLabel}
              options={LABELS.map((value) => ({ value, label: LABEL_WORD[value] ?? value }))}
            />
          </div>
          <div className="upload-choice">
            <label htmlFor="match-scope">所在区县</label>
            <DistrictPicker id="match-scope" value={scope} onChange={setScope} placeholder="不指明" />
          </div>
          <p className="panel-note">指明区县后，“区水务局”“我街道”这样的简称按该区县理解。</p>
        </div>
      </section>
      <div className="columns halves">
        <Two label={label} scope={scope} />
        <Many label={label} scope={scope} />
      </div>
    </div>
  )
}

function Two({ label, scope }: { label: string; scope: string }) {
  const [a, setA] = useState('')
  const [b, setB] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [found, setFound] = useState<{ a: string; b: string; answer: MatchAnswer }>()
  const compare = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      setFound({ a, b, answer: await get<MatchAnswer>(withParameters('api/match', { a: a.trim(), b: b.trim(), label, scope })) })
    } catch (error) {
      setFound(undefined)
      setProblem(sentence(error))
    }
    setBusy(false)
  }
  return (
    <section className="panel" aria-label="比较两个名称">
      <header className="panel-head">
        <h2>比较两个名称</h2>
      </header>
      <form className="match-form" onSubmit={(event) => void compare(event)}>
        <label>
          <span>甲</span>
          <Input value={a} maxLength={200} placeholder="如 闵行区市场监管局" onChange={(event) => setA(event.target.value)} />
        </label>
        <label>
          <span>乙</span>
          <Input value={b} maxLength={200} placeholder="如 区市场监督管理局" onChange={(event) => setB(event.target.value)} />
        </label>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!a.trim() || !b.trim()}>
          比较
        </Button>
      </form>
      {problem && <Alert type="error" showIcon title={problem} />}
      {found && (
        <div className="match-answer" aria-live="polite">
          <p className="pair">
            <b>{found.a}</b>
            <span className={`verdict verdict-${found.answer.verdict}`}>{VERDICT_WORD[found.answer.verdict] ?? found.answer.verdict}</span>
            <b>{found.b}</b>
          </p>
          {found.answer.score !== null && <p className="faint">分数 {Math.round(found.answer.score * 100)}／100</p>}
          {found.answer.reason && found.answer.explanation.length === 0 && <p>{found.answer.reason}</p>}
          {found.answer.verdict === 'succeeds' && found.answer.successor && <p>后设的是 {found.answer.successor}</p>}
          {found.answer.explanation.length > 0 && <Steps steps={found.answer.explanation} />}
        </div>
      )}
    </section>
  )
}

interface LookedUp {
  name: string
  candidates: Candidate[]
}

function Many({ label, scope }: { label: string; scope: string }) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [rows, setRows] = useState<LookedUp[]>()
  const names = [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean)
  const look = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      const { results } = await send<{ results: Candidate[][] }>('POST', 'api/match', {
        queries: names.map((name) => ({ name, label })),
        scope,
        limit: 3,
      })
      setRows(names.map((name, index) => ({ name, candidates: results[index] ?? [] })))
    } catch (error) {
      setRows(undefined)
      setProblem(sentence(error))
    }
    setBusy(false)
  }
  return (
    <section className="panel" aria-label="在图谱中查找">
      <header className="panel-head">
        <h2>在图谱中查找</h2>
      </header>
      <form className="match-form" onSubmit={(event) => void look(event)}>
        <label>
          <span>名称，一行一个</span>
          <Input.TextArea rows={4} value={text} placeholder={'区水务局\n莘庄镇城管中队'} onChange={(event) => setText(event.target.value)} />
        </label>
        <Button type="primary" htmlType="submit" loading={busy} disabled={names.length === 0}>
          查找{names.length > 1 ? ` ${names.length} 个` : ''}
        </Button>
      </form>
      {problem && <Alert type="error" showIcon title={problem} />}
      {rows && (
        <Table<LookedUp> size="small" rowKey="name" columns={COLUMNS} dataSource={rows} tableLayout="fixed" pagination={{ pageSize: 20, hideOnSinglePage: true, size: 'small' }} />
      )}
    </section>
  )
}

const COLUMNS: TableColumnsType<LookedUp> = [
  { title: '名称', dataIndex: 'name', width: '34%', render: (name: string) => <span className="breaking">{name}</span> },
  {
    title: '图谱中的候选',
    dataIndex: 'candidates',
    render: (candidates: Candidate[]) =>
      candidates.length === 0 ? (
        <span className="faint">没有相近的名称</span>
      ) : (
        <ul className="candidates">
          {candidates.map((candidate) => (
            <li key={candidate.id}>
              <span className={`verdict verdict-${candidate.verdict}`}>{VERDICT_WORD[candidate.verdict] ?? candidate.verdict}</span>{' '}
              <b className="breaking">{candidate.name}</b>
              <small>{candidate.reason}</small>
            </li>
          ))}
        </ul>
      ),
  },
]
