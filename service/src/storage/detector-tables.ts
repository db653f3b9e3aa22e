import type { BacktestRequest, BacktestResult, BacktestStatus } from '@vigil/contract';
import type { ColumnType, Selectable } from 'kysely';

/** JSON goes in as text, because drivers disagree about how an array is sent. */
type Json<Value> = ColumnType<Value, string, string>;

export interface StoredDetectorsTable {
  id: string;
  /** A detector of somebody's own, or what was changed about a preset. */
  origin: 'own' | 'preset';
  settings: Json<unknown>;
  version: number;
  updatedAt: Date;
  updatedBy: string;
}

/** What a detector was when its models were last asked for. */
export interface DetectorFingerprintsTable {
  detectorId: string;
  query: string;
  options: string;
}

export interface BacktestsTable {
  id: string;
  title: string;
  request: Json<BacktestRequest>;
  status: BacktestStatus;
  /** 0 to 1. */
  progress: number;
  message: string;
  result: Json<BacktestResult | null>;
  createdBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export type StoredDetectorRow = Selectable<StoredDetectorsTable>;
export type DetectorFingerprintRow = Selectable<DetectorFingerprintsTable>;
export type BacktestRow = Selectable<BacktestsTable>;
