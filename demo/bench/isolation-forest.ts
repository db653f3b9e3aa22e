import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fitAndScoreForest } from '@vigil/service/detectors';
import { areaUnderCurve, type LabelledSeries, labelledSeries } from './labelled-series.ts';
import { processorSeconds } from './processor-time.ts';
import { preparePython, type PythonEnvironment, PythonUnavailable } from './python-environment.ts';
import { type BenchRow, compare, withoutReference } from './row.ts';

const seriesCount = 60;
const pointCount = 1440;
/** So that both programs are at work for seconds. */
const passes = 5;
const throughput = ['isolation forest, fit + score, one core', 'points/s'] as const;
const quality = ['isolation forest, area under the ROC curve', 'of 1'] as const;

interface Result {
  readonly pointsPerSecond: number;
  readonly area: number;
}

/** The same Isolation Forest (100 trees of 256 rows, five features, each series by itself) here and in scikit-learn. */
export async function isolationForestRows(root: string): Promise<BenchRow[]> {
  const labelled = Array.from({ length: seriesCount }, (_, seed) => labelledSeries(seed, pointCount));
  const before = measureVigil(labelled);
  try {
    const other = await measureScikitLearn(await preparePython(root), labelled);
    const vigil = meanOf(before, measureVigil(labelled));
    const name = 'scikit-learn';
    return [
      compare(...throughput, vigil.pointsPerSecond, { name, value: other.pointsPerSecond }, { atLeast: 15 }),
      compare(...quality, vigil.area, { name, value: other.area }, { atLeast: 1 }),
    ];
  } catch (error) {
    if (!(error instanceof PythonUnavailable)) {
      throw error;
    }
    const reason = `scikit-learn is not available: ${error.message}`;
    return [
      withoutReference(...throughput, before.pointsPerSecond, reason),
      withoutReference(...quality, before.area, reason),
    ];
  }
}

function measureVigil(labelled: readonly LabelledSeries[]): Result {
  const scoreAll = () => labelled.map(({ series }) => fitAndScoreForest(series).scores);
  const scores = scoreAll();
  const seconds = processorSeconds(() => {
    for (let pass = 0; pass < passes; pass++) {
      scoreAll();
    }
  });
  return resultOf(labelled, scores, seconds / passes);
}

/** The machine may be busier with other work at one time than at another. */
function meanOf(before: Result, after: Result): Result {
  return { ...after, pointsPerSecond: (before.pointsPerSecond + after.pointsPerSecond) / 2 };
}

async function measureScikitLearn(python: PythonEnvironment, labelled: readonly LabelledSeries[]): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigil-bench-'));
  try {
    const [source, target] = [path.join(folder, 'values'), path.join(folder, 'scores')];
    await writeFile(source, Buffer.concat(labelled.map(({ series }) => Buffer.from(series.values.buffer))));
    const seconds = Number(await python.run('isolation_forest.py', [source, target, String(pointCount)]));
    const all = new Float64Array(new Uint8Array(await readFile(target)).buffer);
    const scores = labelled.map((_, index) => all.subarray(index * pointCount, (index + 1) * pointCount));
    return resultOf(labelled, scores, seconds);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function resultOf(labelled: readonly LabelledSeries[], scores: readonly Float64Array[], seconds: number): Result {
  const areas = labelled.map(({ labels }, index) => areaUnderCurve(scores[index]!, labels));
  return {
    pointsPerSecond: (labelled.length * pointCount) / seconds,
    area: areas.reduce((sum, area) => sum + area, 0) / areas.length,
  };
}
