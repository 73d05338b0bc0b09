/** Shapes of the answers that the pages ask for. */

export type Status = 'yes' | 'no' | 'unknown'
export type Basis = 'data' | 'stated' | 'both'

export interface Ref {
  id: string
  name: string
}

export interface SeverityParts {
  legal: number | null
  volume: number | null
  duration: number | null
  outlier: number | null
}

export interface Finding {
  id: string
  code: string
  title: string
  status: Status
  basis: Basis
  summary: string
  severity: number | null
  severityParts: SeverityParts | null
  subject: { id: string; name: string; label: string } | null
  area: Ref | null
  topic: string | null
  missing: string[]
  facts: { name: string; zh: string; value: unknown }[]
  legalHook: string | null
  remedy: string | null
  evidence: Evidence[]
  /** How many there are; `evidence` may hold only the first. */
  evidenceTotal: number | null
}

export interface Evidence {
  document: Ref | null
  passage: string | null
  locator: string
  quote: string
}

export interface FindingKind {
  code: string
  titleZh: string
  titleEn: string
  question: string
  legalHook: string
  remedy: string
  family: string
}

export interface FindingCount {
  code: string
  title: string
  yes: number
  no: number
  unknown: number
}

export type CellStatus = 'matched' | 'duty_only' | 'power_only' | 'unknown'

export interface MatrixCell {
  row: string
  column: string
  duties: number
  powers: number
  status: CellStatus
}

export interface Matrix {
  rows: Ref[]
  columns: Ref[]
  cells: MatrixCell[]
}

export interface Hotspot {
  matter: Ref
  grid: Ref | null
  area: Ref | null
  pairs: number
  parties: number
  departments: string[]
  artTwentyNine: boolean
  severity: number | null
}

export interface UnassignedPower {
  item: Ref & { code: string | null }
  domain: string | null
  kind: 'nobody_holds' | 'nobody_uses'
  used: number | null
  demand: number | null
  lastHolder: string | null
}

export interface CoverageRow {
  area: Ref | null
  domain: string | null
  listLevel: string | null
  complete: boolean | null
  validFrom: string | null
  document: Ref | null
}

export interface Count {
  name: string
  zh: string
  count: number
}

export interface Area extends Ref {
  level: string | null
  code: string | null
  parentCode: string | null
}

export interface PageInfo {
  hasNextPage: boolean
  endCursor: string | null
}
