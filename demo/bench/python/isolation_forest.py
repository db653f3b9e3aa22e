"""scikit-learn's Isolation Forest on the five features, fit and scored series by series on one core.

Reads series of POINTS float64 values each from the file named first, writes one float64 score per value (higher is
more anomalous) to the file named second, and prints the processor seconds that it took, features included.
"""

import sys
import time

import numpy as np
from sklearn.ensemble import IsolationForest

WINDOW = 12


def features(values: np.ndarray) -> np.ndarray:
    """Value, delta, and mean, deviation and z-score against the twelve values before."""
    padded = np.concatenate([np.full(WINDOW, values[0]), values])
    past = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[: len(values)]
    mean = past.mean(axis=1)
    deviation = past.std(axis=1)
    floor = 0.05 * 1.4826 * np.median(np.abs(values - np.median(values)))
    scale = np.maximum(deviation, max(floor, 1e-12))
    delta = np.diff(values, prepend=values[0])
    return np.column_stack([values, delta, mean, deviation, np.clip((values - mean) / scale, -50, 50)])


def main(source: str, target: str, points: int) -> None:
    series = np.fromfile(source).reshape(-1, points)
    scores = np.empty_like(series)
    started = time.process_time()
    for index, values in enumerate(series):
        rows = features(values)
        forest = IsolationForest(n_estimators=100, max_samples=256, random_state=1, n_jobs=1).fit(rows)
        scores[index] = -forest.score_samples(rows)
    print(time.process_time() - started)
    scores.tofile(target)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
