import { Alert, Result, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { DOCUMENT } from '../graphql/queries'
import type { PageInfo } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { Waiting } from '../widgets/Waiting'
import { AUTHORITY_WORD, LIST_WORD, number } from '../widgets/words'
import { cut, type Passage } from './cut'

interface Answer {
  document: {
    id: string
    name: string
    format: string | null
    kind: string | null
    authority: string | null
    scope: string | null
    issuedOn: string | null
    ingestedOn: string | null
    synthetic: boolean | null
    text: string | null
    passages: { totalCount: number; nodes: Passage[]; pageInfo: PageInfo }
  } | null
  cited: { nodes: Passage[] }
}

const KIND_WORD: Record<string, string> = { notice: '通知或文章', statute: '法律法规', ...LIST_WORD }

/** A source document: its text with the cited passages marked, or the rows of a list. */
export function DocumentPage() {
  const { id = '' } = useParams()
  const [search] = useSearchParams()
  const wanted = search.get('passage')
  const asked = useQuery<Answer>(DOCUMENT, { id, cited: wanted ? [wanted] : [] })
  if (asked.problem) return <Result status="warning" title="打不开这份文件" subTitle={asked.problem.message} />
  if (!asked.data) return <Waiting />
  const found = asked.data.document
  if (!found) return <Result status="404" title="没有这份文件" subTitle="它可能已被撤回。" extra={<Link to="/">回到总览</Link>} />
  const cited = asked.data.cited.nodes
  return (
    <div className="document">
      <section className="panel">
        <h1>{found.name}</h1>
        {found.synthetic && <Alert type="warning" showIcon title="合成数据：为演示而生成，不反映真实情况。" />}
        <dl className="finding-heads">
          <Head word="种类" value={found.kind && (KIND_WORD[found.kind] ?? found.kind)} />
          <Head word="效力" value={found.authority && (AUTHORITY_WORD[found.authority] ?? found.authority)} />
          <Head word="所属地域" value={found.scope} />
          <Head word="成文日期" value={found.issuedOn} />
          <Head word="载入日期" value={found.ingestedOn} />
          <Head word="格式" value={found.format} />
          <Head word="片段" value={`${number.format(found.passages.totalCount)} 处`} />
        </dl>
      </section>
      {found.text ? (
        <Text text={found.text} passages={[...found.passages.nodes, ...cited]} wanted={wanted} />
      ) : (
        <Rows id={found.id} first={found.passages} cited={cited} wanted={wanted} />
      )}
    </div>
  )
}

function Head({ word, value }: { word: string; value: string | null | undefined }) {
  if (!value) return null
  return (
    <div>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Text({ text, passages, wanted }: { text: string; passages: Passage[]; wanted: string | null }) {
  const pieces = useMemo(() => cut(text, passages, wanted), [text, passages, wanted])
  useEffect(() => {
    document.querySelector('mark.wanted')?.scrollIntoView({ block: 'center' })
  }, [pieces])
  return (
    <section className="panel document-text" aria-label="正文">
      {pieces.map((piece) =>
        piece.passages.length > 0 ? (
          <mark key={piece.start} className={piece.wanted ? 'wanted' : undefined} title={piece.passages.map((passage) => passage.locator).join('；')}>
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </section>
  )
}

const COLUMNS: TableColumnsType<Passage> = [
  { title: '位置', dataIndex: 'locator', width: 200 },
  { title: '原文', dataIndex: 'quote' },
]

interface RowsProps {
  id: string
  first: { totalCount: number; nodes: Passage[]; pageInfo: PageInfo }
  cited: Passage[]
  wanted: string | null
}

function Rows({ id, first, cited, wanted }: RowsProps) {
  const [after, setAfter] = useState<string | null>(null)
  const [rows, setRows] = useState(first.nodes)
  const [next, setNext] = useState(first.pageInfo)
  const more = useQuery<Answer>(after ? DOCUMENT : undefined, { id, after, cited: [] })
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
        rowClassName={(row) => (row.id === wanted ? 'wanted' : '')}
        locale={{ emptyText: '没有片段' }}
      />
      {next.hasNextPage && (
        <div className="more">
          <button type="button" className="link" onClick={() => setAfter(next.endCursor)}>
            再显示 100 行
          </button>
        </div>
      )}
    </section>
  )
}
