import { Alert, Button, Grid, Input, Select, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import { beside } from '../graphql/client'
import { withParameters } from '../rest/client'
import type { DocumentRow, Documents, Retracted } from '../rest/types'
import { useRest } from '../rest/useRest'
import { Panel } from '../widgets/Panel'
import { number } from '../widgets/words'
import { Retract } from './Retract'
import { DOCUMENT_WORD, KIND_WORD, OWN_KINDS } from './words'

const PAGE = 100

/** Every document of the graph: what kind, for where, how much it says, what waits for review. */
/** What a document says: its claims; a list whose claims are its rows (powers, cases) counts those. */
function said(claims: number, rows: number): string {
  return claims === 0 && rows > 0 ? `${number.format(rows)} 行` : number.format(claims)
}

export function DocumentsTable({ fresh, onChange }: { fresh: number; onChange: () => void }) {
  const [search, setSearch] = useSearchParams()
  const wanted = search.get('q') ?? ''
  const [typed, setTyped] = useState(wanted)
  const [kind, setKind] = useState<string | null>(null)
  const wide = Grid.useBreakpoint().md ?? true
  const asked = useRest<Documents>(withParameters('api/documents', { q: wanted, first: PAGE }))
  const [after, setAfter] = useState<string | null>(null)
  const more = useRest<Documents>(after ? withParameters('api/documents', { q: wanted, first: PAGE, after }) : undefined)
  const [rows, setRows] = useState<DocumentRow[]>([])
  const [next, setNext] = useState<string | null>(null)
  const { state, search: address } = useLocation()
  const [said, setSaid] = useState<string>(state?.said ?? '')
  const navigate = useNavigate()
  useEffect(() => {
    if (state?.said) void navigate({ search: address }, { replace: true, state: null }) // said once, not again after a reload
  }, [state, address, navigate])
  const { again } = asked
  useEffect(() => {
    if (!asked.data) return
    setRows(asked.data.documents)
    setNext(asked.data.after ?? null)
    setAfter(null)
  }, [asked.data])
  useEffect(() => {
    if (!after || !more.data) return
    const page = more.data
    setRows((before) => [...before, ...page.documents.filter((row) => !before.some((have) => have.id === row.id))])
    setNext(page.after ?? null)
  }, [more.data, after])
  const retracted = (row: DocumentRow, done: Retracted) => {
    setSaid(`已撤回“${row.name}”。${done.message}`)
    onChange()
  }
  useEffect(() => {
    if (fresh > 0) again()
  }, [fresh, again])
  useEffect(() => {
    if (typed === wanted) return
    const timer = setTimeout(
      () =>
        setSearch(
          (before) => {
            const next = new URLSearchParams(before)
            if (typed) next.set('q', typed)
            else next.delete('q')
            return next
          },
          { replace: true },
        ),
      250,
    )
    return () => clearTimeout(timer)
  }, [typed, wanted, setSearch])
  const data = asked.data
  const kinds = [...new Set(rows.map((row) => row.kind ?? ''))].filter(Boolean)
  return (
    <>
    {said && <Alert type="success" showIcon title={said} closable={{ onClose: () => setSaid('') }} />}
    <Panel
      title="文件"
      note={data ? `${wanted ? '符合的有' : '共'} ${number.format(data.total)} 份；点文件名看原文、主张与读入报告。` : '图谱中的来源文件'}
      asked={asked}
      extra={
        <div className="documents-filters">
          <Input
            allowClear
            value={typed}
            placeholder="按文件名查找"
            aria-label="查找文件"
            onChange={(event) => setTyped(event.target.value)}
          />
          <Select
            className="kinds-picker"
            allowClear
            value={kind ?? undefined}
            placeholder="全部种类"
            aria-label="种类"
            options={kinds.map((value) => ({ value, label: KIND_WORD[value] ?? value }))}
            onChange={(value: string | undefined) => setKind(value ?? null)}
          />
        </div>
      }
      empty={(found) => found.documents.length === 0}
      emptyText={wanted ? `没有文件名含“${wanted}”的文件` : '图谱里还没有文件：用上面的按钮选择，或把文件拖到本页。'}
    >
      {(found) => (
        <>
          <Table<DocumentRow>
            size="small"
            rowKey="id"
            columns={columns(retracted)}
            dataSource={rows.filter((row) => kind === null || row.kind === kind)}
            pagination={false}
            tableLayout="fixed"
            scroll={wide ? { x: 900 } : {}}
            locale={{ emptyText: '没有这个种类的文件' }}
          />
          {next && (
            <div className="more">
              <Button loading={more.loading && after !== null} onClick={() => setAfter(next)}>
                再显示 {PAGE} 份（已显示 {rows.length} 份，共 {number.format(found.total)} 份）
              </Button>
            </div>
          )}
        </>
      )}
    </Panel>
    </>
  )
}

function columns(onRetracted: (row: DocumentRow, done: Retracted) => void): TableColumnsType<DocumentRow> {
  return [
    {
      title: '文件',
      dataIndex: 'name',
      sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
      render: (_, row) => (
        <div className="finding-cell">
          <Link className="document-link" to={`/documents/${encodeURIComponent(row.id)}`}>
            {row.name}
          </Link>
          <span>
            {[row.format, row.pages ? `${row.pages} 页` : '', row.issued_on ? `成文 ${row.issued_on}` : ''].filter(Boolean).join(' · ')}
          </span>
          <div className="narrow-only document-narrow">
            <State row={row} /> {row.kind && (KIND_WORD[row.kind] ?? row.kind)} · {row.scope || '地域未注明'} · 主张 {said(row.claims, row.rows)}
            {row.proposed > 0 && (
              <>
                {' · '}
                <Waits row={row} />
              </>
            )}
          </div>
        </div>
      ),
    },
    { title: '种类', dataIndex: 'kind', width: 118, responsive: ['md'], render: (kind: string | null) => (kind ? (KIND_WORD[kind] ?? kind) : '—') },
    { title: '地域', dataIndex: 'scope', width: 166, responsive: ['md'], render: (scope: string | null) => scope || <span className="faint">未注明</span> },
    {
      title: '载入',
      dataIndex: 'ingested_on',
      width: 108,
      responsive: ['lg'],
      sorter: (a, b) => (a.ingested_on ?? '').localeCompare(b.ingested_on ?? ''),
      render: (day: string | null) => day ?? '—',
    },
    {
      title: '主张',
      dataIndex: 'claims',
      width: 84,
      align: 'right',
      responsive: ['md'],
      sorter: (a, b) => a.claims - b.claims,
      render: (claims: number, row) => said(claims, row.rows),
    },
    {
      title: '待审',
      dataIndex: 'proposed',
      width: 78,
      align: 'right',
      responsive: ['md'],
      sorter: (a, b) => a.proposed - b.proposed,
      render: (_, row) => <Waits row={row} />,
    },
    { title: '情况', dataIndex: 'status', width: 94, responsive: ['md'], render: (_, row) => <State row={row} /> },
    { title: '操作', key: 'acts', width: 116, render: (_, row) => <Acts row={row} onRetracted={onRetracted} /> },
  ]
}

function State({ row }: { row: DocumentRow }) {
  const word = DOCUMENT_WORD[row.status]
  if (row.status === 'read') return <span className="state state-whole">{word}</span>
  return (
    <Link className="state state-part" to={`/documents/${encodeURIComponent(row.id)}?tab=report`} title="查看读入报告">
      {word}
    </Link>
  )
}

function Waits({ row }: { row: DocumentRow }) {
  if (row.proposed === 0) return <span className="faint">0</span>
  return (
    <Link to={`/review?document=${encodeURIComponent(row.id)}`} aria-label={`${row.name} 待审 ${row.proposed} 条`}>
      {number.format(row.proposed)}
    </Link>
  )
}

function Acts({ row, onRetracted }: { row: DocumentRow; onRetracted: (row: DocumentRow, done: Retracted) => void }) {
  return (
    <div className="acts">
      {row.has_original && (
        <a href={beside(`api/documents/${encodeURIComponent(row.id)}/original`)} download={row.name.split('/').at(-1)} aria-label={`下载原件 ${row.name}`}>
          原件
        </a>
      )}
      {!OWN_KINDS.has(row.kind ?? '') && (
        <Retract document={row} onDone={(done) => onRetracted(row, done)}>
          撤回
        </Retract>
      )}
    </div>
  )
}
