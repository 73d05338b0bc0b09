/** Shapes of the REST answers. */

export type JobStatus = 'queued' | 'running' | 'done' | 'partial' | 'failed' | 'cancelled'
export type JobStage = 'waiting' | 'reading' | 'extracting' | 'resolving' | 'writing' | 'finished'
export type FileStatus = 'done' | 'replaced' | 'unchanged' | 'refused' | 'pending' | 'cancelled'
export type UnitState = 'read' | 'empty' | 'skipped' | 'unreadable'

/** A page, sheet, table or attachment of a file, and what became of it. */
export interface Unit {
  unit: string
  status: UnitState
  detail: string
  rows: number | null
}

export interface Rejected {
  where: string
  reason: string
  advice: string
}

export interface JobFile {
  name: string
  status: FileStatus
  message: string
  document: string
  kind: string
  scope: string
  claims: number
  proposed: number
  nodes: number
  edges: number
  units: Unit[]
  rejected: Rejected[]
  /** Id of the older version of this document that it took the place of; empty when there was none. */
  replaced: string
  /** Why the file was taken for a new version, or for a document of its own. */
  version_note?: string
  difference: { added: number; removed: number; same: number } | null
}

export interface Job {
  id: string
  name: string
  size: number
  sha256: string
  status: JobStatus
  stage: JobStage
  page: number | null
  pages: number | null
  current: string
  message: string
  created_at: string
  started_at: string | null
  finished_at: string | null
  attempts: number
  scope: string
  files: JobFile[]
}

export interface Jobs {
  jobs: Job[]
  total: number
  after: string | null
}

export interface DocumentRow {
  id: string
  name: string
  kind: string | null
  format: string | null
  authority: string | null
  scope: string | null
  issued_on: string | null
  ingested_on: string | null
  claims: number
  proposed: number
  rows: number
  pages: number | null
  has_original: boolean
  status: 'read' | 'partial'
}

export interface Documents {
  documents: DocumentRow[]
  total: number
  after?: string | null
}

export interface Report {
  units: Unit[]
  rejected: Rejected[]
}

export interface Version {
  id: string
  name: string
  ingested_on: string | null
  replaced_on: string | null
  ended_by: string
  current: boolean
  has_original: boolean
  /** When its original was erased for good. */
  erased_on: string | null
}

export interface Retracted {
  deleted: number
  message: string
  older: { id: string; name: string } | null
}

/** A claim in words. */
export interface ClaimLine {
  subject: string
  relation: string
  relation_zh: string
  object: string | null
  value: number | null
  unit: string | null
  text: string | null
  modality: string | null
  negated: boolean | null
  quote: string | null
}

export interface Differences {
  older: { id: string; name: string; ingested_on: string | null }
  newer: { id: string; name: string; ingested_on: string | null }
  added: ClaimLine[]
  removed: ClaimLine[]
  same: number
}

export type Box = [number, number, number, number]

export interface PageSize {
  number: number
  width: number
  height: number
  scanned: boolean
}

export interface WindowRow {
  number: number
  cells: (string | number | boolean | null)[]
  highlight: boolean
}

/** Where a passage stands in what the office sent. */
export type Place =
  | { kind: 'page'; document: string; page: number; width: number; height: number; boxes: Box[]; image: string }
  | { kind: 'cells'; document: string; sheet: string; range: string; first_row: number; header: string[]; rows: WindowRow[] }
  | { kind: 'text'; document: string; start: number | null; end: number | null }

export type ClaimVerdict = '' | 'accepted' | 'rejected' | 'undecided'

export interface ProposedClaim extends ClaimLine {
  id: string
  document: { id: string; name: string }
  family: string | null
  confidence: number | null
  method: 'rules' | 'model'
  passage: string | null
  verdict: ClaimVerdict
}

export interface ProposedClaims {
  claims: ProposedClaim[]
  total: number
  line: number | null
  after?: string | null
}

export type NameVerdict = 'same' | 'different' | 'succeeds'

export interface NamePair {
  id: string
  left: string
  right: string
  left_id: string
  right_id: string
  /** Key of the younger of the two, where the record says so. */
  successor: string
  label: string
  score: number | null
  reason: string
  explanation: string[]
  changes: { nodes: number; edges: number; claims: number }
}

export interface NamePairs {
  pairs: NamePair[]
  total: number
}

/** What a person judged of two names. */
export interface NameJudgement {
  id: string
  left: string
  right: string
  label: string
  verdict: string
  successor: string
  reason: string
  by: string
  on: string | null
}

export interface MatchAnswer {
  verdict: string
  score: number | null
  reason: string
  /** Which of the two is the younger; empty where neither followed the other. */
  successor?: string
  explanation: string[]
}

export interface Candidate {
  id: string
  name: string
  label: string
  score: number | null
  verdict: string
  reason: string
}
