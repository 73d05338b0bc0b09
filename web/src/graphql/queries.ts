/** Every query that the pages send. */

export const STATS = `query Stats($asOf: Date) {
  stats(asOf: $asOf) { engine nodes { name zh count } }
}`

export const AREAS = `query Areas {
  areas(first: 100, filter: { level: { in: [county, street] }, or: [{ servedBy: { some: {} } }, { scopeOf: { some: {} } }] }) { nodes { id name level code parentCode } }
}`

export const SYNTHETIC = `query Synthetic {
  documents(first: 20, filter: { synthetic: { eq: true } }) { nodes { id name synthetic } }
}`

export const KINDS = `query Kinds {
  findingKinds { code titleZh titleEn question legalHook remedy family }
}`

export const SUMMARY = `query Summary($area: ID, $asOf: Date) {
  findingSummary(area: $area, asOf: $asOf) { code title yes no unknown }
}`

export const MATRIX = `query Matrix($area: ID, $asOf: Date) {
  responsibilityMatrix(area: $area, asOf: $asOf) {
    rows { id name } columns { id name } cells { row column duties powers status }
  }
}`

export const HOTSPOTS = `query Hotspots($area: ID, $asOf: Date) {
  hotspots(area: $area, asOf: $asOf, first: 20) {
    matter { id name } grid { id name } area { id name } pairs parties departments artTwentyNine severity
  }
}`

export const UNASSIGNED = `query Unassigned($area: ID, $asOf: Date) {
  unassignedPowers(area: $area, asOf: $asOf, first: 100) {
    item { id name code } domain kind used demand lastHolder
  }
}`

export const COVERAGE = `query Coverage($area: ID, $asOf: Date) {
  coverage(area: $area, asOf: $asOf) {
    area { id name } domain listLevel complete validFrom document { id name }
  }
}`

// with the evidence at once: opening a row then needs no second answer
const ROW = `id code title status basis summary severity
  severityParts { legal volume duration outlier }
  subject { id name label } area { id name } topic missing
  facts { name zh value } legalHook remedy
  evidence { document { id name } passage locator quote } evidenceTotal`

export const FINDINGS = `query Findings($codes: [String!], $area: ID, $status: [FindingStatus!], $basis: [FindingBasis!], $asOf: Date, $first: Int!, $after: String) {
  findings(codes: $codes, area: $area, status: $status, basis: $basis, asOf: $asOf, first: $first, after: $after) {
    totalCount nodes { ${ROW} } pageInfo { hasNextPage endCursor }
  }
}`

export const FINDING = `query Finding($id: ID!, $asOf: Date) {
  finding(id: $id, asOf: $asOf) {
    ${ROW}
  }
}`

const PASSAGE = 'id kind locator quote startOffset endOffset rowNumber page'

export const DOCUMENT = `query Document($id: ID!) {
  document(id: $id) {
    id name format kind authority scope issuedOn ingestedOn synthetic text
    passages(first: 100) { totalCount nodes { ${PASSAGE} } pageInfo { hasNextPage endCursor } }
  }
}`

export const CITED = `query Cited($cited: [ID!]!) {
  passages(first: 1, filter: { id: { in: $cited } }) { nodes { ${PASSAGE} } }
}`

export const PASSAGES = `query Passages($id: ID!, $first: Int!, $after: String) {
  document(id: $id) { passages(first: $first, after: $after) { nodes { ${PASSAGE} } pageInfo { hasNextPage endCursor } } }
}`

export const ON_PAGE = `query OnPage($id: ID!, $page: Int!) {
  passages(first: 500, filter: { inDocument: { some: { id: { eq: $id } } }, page: { eq: $page } }) { nodes { id locator quote boxes } }
}`
