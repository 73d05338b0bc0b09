import { Alert, Drawer } from 'antd'
import { Link } from 'react-router'
import { FINDING } from '../graphql/queries'
import type { Evidence, Finding, FindingKind } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { Severity } from '../widgets/Severity'
import { StatusTag } from '../widgets/StatusTag'
import { Waiting } from '../widgets/Waiting'
import { BASIS_WORD, LABEL_WORD, number } from '../widgets/words'

interface Props {
  id: string | null
  /** The finding that a row already showed; one reached by a link is asked for. */
  known: Finding | null
  asOf: string | null
  kinds: FindingKind[]
  onClose: () => void
}

/** One finding with all that supports it. */
export function FindingDrawer({ id, known, asOf, kinds, onClose }: Props) {
  const here = known !== null && known.id === id
  const { data, problem, loading } = useQuery<{ finding: Finding | null }>(id && !here ? FINDING : undefined, { id, asOf })
  const answered = data?.finding?.id === id ? data?.finding : null
  const finding = here ? known : answered
  const kind = kinds.find((entry) => entry.code === finding?.code)
  return (
    <Drawer
      open={id !== null}
      onClose={onClose}
      size="min(640px, 100vw)"
      title={finding ? `${finding.code} ${finding.title}` : '发现'}
      extra={finding && <StatusTag status={finding.status} />}
      destroyOnHidden
    >
      {problem && !here && <Alert type="error" title={problem.message} />}
      {!problem && !finding && id !== null && (loading ? <Waiting /> : <p>没有这条发现：可能它所依据的文件已撤回。</p>)}
      {finding && (here || !problem) && <Body finding={finding} question={kind?.question ?? ''} />}
    </Drawer>
  )
}

function Body({ finding, question }: { finding: Finding; question: string }) {
  const unknown = finding.status === 'unknown'
  return (
    <article className="finding">
      <p className="finding-summary">{finding.summary}</p>
      {unknown && (
        <Alert
          type="warning"
          showIcon
          title="尚不能判断"
          description={
            finding.missing.length > 0
              ? `没有载入的清单不等于没有权力。载入以下清单后可以判断：${finding.missing.join('、')}。`
              : '没有载入的清单不等于没有权力。'
          }
        />
      )}
      <dl className="finding-heads">
        {finding.subject && (
          <div>
            <dt>{LABEL_WORD[finding.subject.label] ?? '对象'}</dt>
            <dd>{finding.subject.name}</dd>
          </div>
        )}
        {finding.area && (
          <div>
            <dt>地域</dt>
            <dd>{finding.area.name}</dd>
          </div>
        )}
        {finding.topic && (
          <div>
            <dt>事项／领域</dt>
            <dd>{finding.topic}</dd>
          </div>
        )}
        <div>
          <dt>依据类型</dt>
          <dd>{BASIS_WORD[finding.basis]}</dd>
        </div>
        {question && (
          <div>
            <dt>所问</dt>
            <dd>{question}</dd>
          </div>
        )}
      </dl>
      <h3>严重程度</h3>
      <Severity value={finding.severity} parts={finding.severityParts} full />
      {finding.facts.length > 0 && (
        <>
          <h3>事实</h3>
          <dl className="facts">
            {finding.facts.map((fact) => (
              <div key={fact.name}>
                <dt>{fact.zh || fact.name}</dt>
                <dd>{factText(fact.value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h3>原文依据（{finding.evidenceTotal ?? finding.evidence.length}）</h3>
      {finding.evidence.length === 0 && <p className="faint">没有原文：此判断来自清单覆盖情况。</p>}
      <ol className="evidence">
        {finding.evidence.map((entry, index) => (
          <Quotation key={entry.passage ?? index} entry={entry} />
        ))}
      </ol>
      {(finding.evidenceTotal ?? 0) > finding.evidence.length && (
        <p className="faint">只列前 {finding.evidence.length} 条，共 {number.format(finding.evidenceTotal ?? 0)} 条。</p>
      )}
      {finding.legalHook && (
        <>
          <h3>法律依据</h3>
          <p>{finding.legalHook}</p>
        </>
      )}
      {finding.remedy && (
        <>
          <h3>处理建议</h3>
          <p>{finding.remedy}</p>
        </>
      )}
    </article>
  )
}

function Quotation({ entry }: { entry: Evidence }) {
  const search = entry.passage ? `?passage=${encodeURIComponent(entry.passage)}` : ''
  return (
    <li>
      <blockquote>{entry.quote || '（无原文）'}</blockquote>
      <footer>
        {entry.document ? <Link to={`/documents/${encodeURIComponent(entry.document.id)}${search}`}>{entry.document.name}</Link> : '来源不明'}
        <span>{entry.locator}</span>
      </footer>
    </li>
  )
}

/** Any JSON value as a person would write it. */
function factText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return number.format(value)
  if (Array.isArray(value)) return value.length > 0 ? value.map(factText).join('、') : '—'
  if (typeof value === 'object') {
    return 'name' in value && typeof value.name === 'string'
      ? value.name
      : Object.entries(value)
          .map(([name, part]) => `${name}：${factText(part)}`)
          .join('；')
  }
  return String(value)
}
